// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <sched.h>

namespace thaw {

/// For as long as it lives, this process's thread, and those that it starts, may use its first core
/// only.
class OneCore
{
public:
    OneCore()
    {
        CPU_ZERO(&m_before);
        sched_getaffinity(0, sizeof m_before, &m_before);
        std::size_t core = 0;
        while (!CPU_ISSET(core, &m_before)) {
            ++core;
        }
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(core, &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    ~OneCore() { sched_setaffinity(0, sizeof m_before, &m_before); }
    OneCore(const OneCore &) = delete;
    OneCore &operator=(const OneCore &) = delete;

private:
    cpu_set_t m_before;
};

} // namespace thaw
