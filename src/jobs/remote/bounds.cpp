// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/bounds.h"

#include <algorithm>

#include <unistd.h>

namespace thaw::remote::bounds {

std::chrono::nanoseconds mostProcessorTime(std::chrono::nanoseconds elapsed)
{
    return (elapsed + std::chrono::seconds(1)) * std::max(sysconf(_SC_NPROCESSORS_CONF), 1L);
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
