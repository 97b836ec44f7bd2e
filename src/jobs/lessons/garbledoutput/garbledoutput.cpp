// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/garbledoutput/garbledoutput.h"

#include <chrono>

namespace thaw {

using namespace std::chrono_literals;
using traced::MutexLocker;

//! [lesson]
// To write a line takes two steps: its text, then the newline. Each step is safe by itself, as
// a write() to a terminal is. Between the two, the other thread may write.
void GarbledOutput::writeLine(const QString &line)
{
    append(line);
    do {
        sleep(100ms); // a thread may have to wait at any moment: here it is certain to
    } while (!values().lock && otherIsYetToWrite());
    append(QStringLiteral("\n"));
}

// Both threads write the same lines. Under the lock, the two steps of a line are as one.
void GarbledOutput::writeLines(Mutex &lock)
{
    for (const QString &line : m_lines) {
        if (values().lock) {
            const MutexLocker locker(&lock);
            writeLine(line);
        } else {
            writeLine(line);
        }
    }
}

void GarbledOutput::writeFromTwoThreads()
{
    Mutex lock(context(), QStringLiteral("the lock"));
    Thread first(context(), QStringLiteral("First"), [&] { writeLines(lock); });
    Thread second(context(), QStringLiteral("Second"), [&] { writeLines(lock); });
    first.start();
    second.start();
    first.wait();
    second.wait();
}
//! [lesson]

} // namespace thaw
