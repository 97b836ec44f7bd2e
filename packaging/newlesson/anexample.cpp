// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/anexample/anexample.h"

#include <list>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// What each thread does: it says a line, and waits.
void AnExampleLesson::work()
{
    say(tr("Here"));
    sleep(500ms);
}

// All are started before the first of them is waited for: so they wait at the same time.
void AnExampleLesson::workTogether()
{
    std::list<Thread> threads;
    for (int number = 1; number <= values().threads; ++number) {
        threads.emplace_back(context(), QStringLiteral("Worker-%1").arg(number),
                             [this] { work(); });
        threads.back().start();
    }
    for (Thread &thread : threads) {
        thread.wait();
    }
}
//! [lesson]

} // namespace thaw
