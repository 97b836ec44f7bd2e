// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/computing.h"
#include "jobs/remote/inchild.h"

#include <QString> // for what a QByteArray is added to

#include <chrono>
#include <ctime>
#include <vector>

#include <sys/resource.h>

namespace thaw {

// STEPS NICE: says that it is there, waits for a line, computes them, and says how many it did and
// how many nanoseconds of CPU time that took.
int computeInChild(const std::vector<QByteArray> &arguments)
{
    if (arguments.size() != 2) {
        return 2;
    }
    static_cast<void>(setpriority(PRIO_PROCESS, 0, arguments[1].toInt())); // as the threads have it
    const qint64 steps = arguments[0].toLongLong();
    sayInChild("here");
    static_cast<void>(readLineInChild());
    volatile std::uint64_t result = computeSteps(1, steps); // else it might be left out
    static_cast<void>(result);
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    sayInChild(
            QByteArray::number(steps) + ' '
            + QByteArray::number(std::chrono::nanoseconds(std::chrono::seconds(cpu.tv_sec)).count()
                                 + cpu.tv_nsec));
    return 0;
}

} // namespace thaw
