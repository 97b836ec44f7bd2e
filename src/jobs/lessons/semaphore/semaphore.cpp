// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/semaphore/semaphore.h"

#include <chrono>
#include <list>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// A room for a few at a time: who comes when it is full waits until somebody leaves.
void SemaphoreLesson::visit(Semaphore &room)
{
    room.acquire();
    const int inside = countIn();
    say(tr("Comes in: %1 inside").arg(inside));
    sleep(500ms);
    countOut();
    room.release();
}

void SemaphoreLesson::visitTogether()
{
    Semaphore room(context(), tr("the room"), values().permits);
    std::list<Thread> visitors;
    for (int number = 1; number <= values().threads; ++number) {
        visitors.emplace_back(context(), QStringLiteral("Visitor-%1").arg(number),
                              [&] { visit(room); });
    }
    for (Thread &visitor : visitors) {
        visitor.start();
    }
    for (Thread &visitor : visitors) {
        visitor.wait();
    }
}
//! [lesson]

} // namespace thaw
