// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/queue/queue.h"

#include <deque>

namespace thaw {

using namespace std::chrono_literals;
using traced::MutexLocker;

//! [lesson]
// A queue that any number of threads may use at once: all the locking is in here, and none
// where it is used. It holds so many items at most; when it is closed, nobody waits for it any
// more.
class Queue::BlockingQueue
{
public:
    BlockingQueue(JobContext &context, std::size_t capacity)
        : m_capacity(capacity)
        , m_lock(context, tr("the queue's lock"))
        , m_room(context, tr("room in the queue"))
        , m_item(context, tr("an item, or the close"))
    {}

    // Waits for room. False if the queue is closed: then the item isn't in it.
    bool put(int item)
    {
        const MutexLocker locker(&m_lock);
        while (m_items.size() == m_capacity && !m_isClosed) {
            m_room.wait(&m_lock);
        }
        if (m_isClosed) {
            return false;
        }
        m_items.push_back(item);
        m_item.wakeOne();
        return true;
    }

    // Waits for an item. Empty if the queue is closed and no item is left.
    std::optional<int> take()
    {
        const MutexLocker locker(&m_lock);
        while (m_items.empty() && !m_isClosed) {
            m_item.wait(&m_lock);
        }
        if (m_items.empty()) {
            return std::nullopt;
        }
        const int item = m_items.front();
        m_items.pop_front();
        m_room.wakeOne();
        return item;
    }

    // From now on nothing is put in; what is in it can still be taken.
    void close()
    {
        const MutexLocker locker(&m_lock);
        m_isClosed = true;
        m_room.wakeAll();
        m_item.wakeAll();
    }

private:
    const std::size_t m_capacity;
    Mutex m_lock; // protects the items, and whether it is closed
    WaitCondition m_room;
    WaitCondition m_item;
    std::deque<int> m_items;
    bool m_isClosed = false;
};

void Queue::produce(BlockingQueue &queue, int first)
{
    for (int item = first; item < first + m_items.each; ++item) {
        sleep(200ms); // making it
        say(QStringLiteral("Putting %1").arg(item));
        queue.put(item);
    }
}

void Queue::consume(BlockingQueue &queue, std::vector<int> &taken)
{
    while (const std::optional<int> item = queue.take()) {
        say(QStringLiteral("Took %1").arg(*item));
        taken.push_back(*item);
        sleep(300ms); // using it
    }
    say(tr("The queue is closed and empty"));
}

void Queue::runAll()
{
    BlockingQueue queue(context(), m_capacity);
    std::deque<Thread> consumers;
    for (int index = 0; index < values().consumers; ++index) {
        consumers.emplace_back(context(), QStringLiteral("Consumer-%1").arg(index + 1),
                               [&, index] { consume(queue, takenBy(index)); });
        consumers.back().start();
    }
    std::deque<Thread> producers;
    for (int index = 0; index < m_items.producers; ++index) {
        producers.emplace_back(context(), QStringLiteral("Producer-%1").arg(index + 1),
                               [&, index] { produce(queue, m_items.firstOf(index)); });
        producers.back().start();
    }
    for (Thread &producer : producers) {
        producer.wait();
    }
    sleep(1s); // the consumers take what is left, and wait
    queue.close();
    for (Thread &consumer : consumers) {
        consumer.wait();
    }
    m_refusesAfterClose = !queue.put(0);
}
//! [lesson]

} // namespace thaw
