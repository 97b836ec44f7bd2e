// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/cpuorio/cpuorio.h"

#include <algorithm>
#include <deque>

namespace thaw {

//! [lesson]
// Computing needs a core, from the first step to the last. An Interpreter imitates that of a
// language with a global lock: who enters it takes the lock, who leaves it lets go of the lock, and
// who gives way hands it over now and then. Without the global lock they hold nobody up.
void CpuOrIo::compute(Interpreter &interpreter, qint64 steps)
{
    interpreter.enter();
    for (qint64 left = steps; left > 0; left -= stepsAtOnce) {
        m_work.addSteps(std::min(left, stepsAtOnce));
        interpreter.giveWay();
    }
    interpreter.leave();
}

// Waiting needs none. An interpreter lets go of its lock before, and takes it again after.
void CpuOrIo::waitForAnswer(Interpreter &interpreter, StartLine &start, nanoseconds time)
{
    interpreter.enter();
    interpreter.leave();
    sleepFrom(start, time);
    interpreter.enter();
    interpreter.leave();
}

// The same amount each time, in as many shares as there are threads.
void CpuOrIo::shareAmongThreads(Kind kind, int count)
{
    Interpreter interpreter(context(), values().globalLock, m_computers);
    onThreads(count, [&](StartLine &start) {
        if (kind == Kind::Waiting) {
            waitForAnswer(interpreter, start, m_wait / count);
        } else {
            start.arrive();
            compute(interpreter, m_steps / count);
        }
    });
}

// Processes share no lock: each has an interpreter of its own.
void CpuOrIo::shareAmongProcesses(int count)
{
    std::deque<Process> children;
    for (int number = 1; number <= count; ++number) {
        children.emplace_back(context(), QStringLiteral("child %1").arg(number));
        children.back().start(program(), computing(m_steps / count, count));
    }
    beginTogether(children);
    for (Process &child : children) {
        const std::optional<QByteArray> result = child.readLine();
        child.wait();
        noteResult(child, result);
    }
}
//! [lesson]

} // namespace thaw
