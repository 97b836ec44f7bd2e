// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/producerconsumer/producerconsumer.h"

#include <deque>

namespace thaw {

using traced::MutexLocker;

//! [lesson]
// What both sides share. The lock guards the items; each condition is something to wait for.
struct ProducerConsumer::Buffer
{
    explicit Buffer(JobContext &context)
        : lock(context, tr("the lock"))
        , room(context, tr("room in the buffer"))
        , item(context, tr("an item"))
    {}

    Mutex lock;
    WaitCondition room;
    WaitCondition item;
    std::deque<int> items;
};

void ProducerConsumer::produce(Buffer &buffer, int first)
{
    for (int number = first; number < first + m_items.each; ++number) {
        work(); // making an item needs no lock
        const MutexLocker locker(&buffer.lock);
        while (buffer.items.size() == m_capacity) {
            buffer.room.wait(&buffer.lock); // lets go of the lock meanwhile
        }
        sayProducing(number);
        buffer.items.push_back(number);
        buffer.item.wakeOne();
    }
}

std::optional<int> ProducerConsumer::take(Buffer &buffer)
{
    const MutexLocker locker(&buffer.lock);
    if (values().looksAgain) {
        while (buffer.items.empty()) {
            buffer.item.wait(&buffer.lock); // woken, it looks again
        }
    } else if (buffer.items.empty()) {
        buffer.item.wait(&buffer.lock); // the mistake: woken, it is sure of an item
    }
    if (buffer.items.empty()) {
        sayNothingThere();
        return std::nullopt; // a program that isn't careful would crash here
    }
    const int number = buffer.items.front();
    sayConsuming(number);
    buffer.items.pop_front();
    buffer.room.wakeOne();
    return number;
}

void ProducerConsumer::consume(Buffer &buffer, int share)
{
    while (share > 0) {
        if (take(buffer)) {
            work(); // using it needs no lock either
            --share;
        }
    }
}

// A system may wake a thread for no reason. Here it is done on purpose, so that it shows: all
// consumers wait, and are woken although there is no item yet.
void ProducerConsumer::wakeForNothing(Buffer &buffer)
{
    untilAllWaitFor(buffer.item);
    buffer.item.wakeAll();
    untilAllWaitFor(buffer.item);
}

void ProducerConsumer::handOver()
{
    Buffer buffer(context());
    std::deque<Thread> threads;
    for (int index = 0; index < values().consumers; ++index) {
        threads.emplace_back(context(), QStringLiteral("Consumer-%1").arg(index + 1),
                             [&, index] { consume(buffer, shareOf(index)); });
        threads.back().start();
    }
    wakeForNothing(buffer);
    for (int index = 0; index < m_items.producers; ++index) {
        threads.emplace_back(context(), QStringLiteral("Producer-%1").arg(index + 1),
                             [&, index] { produce(buffer, m_items.firstOf(index)); });
        threads.back().start();
    }
    for (Thread &thread : threads) {
        thread.wait();
    }
}
//! [lesson]

} // namespace thaw
