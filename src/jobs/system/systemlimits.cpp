// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/systemlimits.h"

#include <QtGlobal>

#include <array>
#include <span>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace thaw {

int freeDescriptors(int most)
{
    std::array<int, 64> opened{}; // asks for no memory, which may be short, too
    Q_ASSERT(most <= static_cast<int>(opened.size()));
    int count = 0;
    for (int &one : std::span(opened).first(static_cast<std::size_t>(most))) {
        one = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (one < 0) {
            break;
        }
        ++count;
    }
    for (const int one : std::span(opened).first(static_cast<std::size_t>(count))) {
        close(one);
    }
    return count;
}

bool hasAddressSpace(std::size_t bytes)
{
    void *space = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (space == MAP_FAILED) {
        return false;
    }
    munmap(space, bytes);
    return true;
}

} // namespace thaw
