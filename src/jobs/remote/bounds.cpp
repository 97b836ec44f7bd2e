// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/bounds.h"

#include <algorithm>

#include <unistd.h>

namespace thaw::remote::bounds {

std::chrono::nanoseconds mostProcessorTime(std::chrono::nanoseconds elapsed)
{
    return (elapsed + std::chrono::seconds(1)) * std::max(sysconf(_SC_NPROCESSORS_CONF), 1L);
}

std::chrono::nanoseconds mostWithoutCore(std::chrono::nanoseconds elapsed, std::size_t threads)
{
    // 73 years: what is added to it stays within the type, too.
    constexpr auto most = std::chrono::nanoseconds::max() / 4;
    const auto each = elapsed + std::chrono::seconds(1);
    const auto count = std::max(static_cast<std::int64_t>(threads), std::int64_t{1});
    return each < most / count ? each * count : most;
}

std::int64_t mostMemory()
{
    const std::int64_t pages = sysconf(_SC_PHYS_PAGES);
    const std::int64_t pageSize = sysconf(_SC_PAGESIZE);
    return pages > 0 && pageSize > 0 ? pages * pageSize : mostCounted;
}

QString cut(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : text.left(most) + QChar(0x2026);
}

} // namespace thaw::remote::bounds
