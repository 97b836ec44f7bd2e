// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/numbereditems.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/waitcondition.h"

#include <QJsonArray>

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Mutex;
using traced::MutexLocker;
using traced::Thread;
using traced::WaitCondition;

class Queue : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Queue)
public:
    explicit Queue(const ParameterValues &values)
        : Lesson(values)
        , m_items{values[QStringLiteral("producers")].toInt(),
                  values[QStringLiteral("items")].toInt()}
        , m_consumers(values[QStringLiteral("consumers")].toInt())
        , m_capacity(values[QStringLiteral("capacity")].toUInt())
        , m_taken(static_cast<std::size_t>(m_consumers))
    {}

private:
    //! [lesson]
    // A queue that any number of threads may use at once: all the locking is in here, and none
    // where it is used. It holds so many items at most; when it is closed, nobody waits for it any
    // more.
    class BlockingQueue
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

    void produce(BlockingQueue &queue, int first)
    {
        for (int item = first; item < first + m_items.each; ++item) {
            sleep(200ms); // making it
            say(QStringLiteral("Putting %1").arg(item));
            queue.put(item);
        }
    }

    void consume(BlockingQueue &queue, std::vector<int> &taken)
    {
        while (const std::optional<int> item = queue.take()) {
            say(QStringLiteral("Took %1").arg(*item));
            taken.push_back(*item);
            sleep(300ms); // using it
        }
        say(tr("The queue is closed and empty"));
    }

    void runAll()
    {
        BlockingQueue queue(context(), m_capacity);
        std::deque<Thread> consumers;
        for (int index = 0; index < m_consumers; ++index) {
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

    // A consumer's own list, which no other thread touches until it has ended.
    std::vector<int> &takenBy(int consumer) { return m_taken[static_cast<std::size_t>(consumer)]; }

    void teach() override
    {
        countLines(2 * m_items.total() + m_consumers);
        const auto began = context().activeTime();
        runAll();
        concludeFrom(context().activeTime() - began);
    }

    void concludeFrom(std::chrono::nanoseconds took)
    {
        std::vector<int> items;
        QJsonArray byConsumer;
        for (const std::vector<int> &taken : m_taken) {
            items.insert(items.end(), taken.begin(), taken.end());
            byConsumer.append(static_cast<qint64>(taken.size()));
        }
        const bool everyOnce = m_items.areEachOnceIn(items);
        // What a consumer took of one producer came in the order in which that one had put it in.
        const bool inOrder = std::ranges::all_of(m_taken, [this](const std::vector<int> &taken) {
            return m_items.areInOrderIn(taken);
        });
        const auto saidItsEnd = [](const SaidLine &line) { return !line.text.back().isDigit(); };
        const auto released = std::ranges::count_if(said(), saidItsEnd);
        setFact("put", m_items.total());
        setFact("taken", static_cast<qint64>(items.size()));
        setFact("taken_by_consumer", byConsumer);
        setFact("every_item_once", everyOnce);
        setFact("in_order", inOrder);
        setFact("released_by_close", static_cast<qint64>(released));
        setFact("put_refused_after_close", m_refusesAfterClose);
        setFact("took_s", factSeconds(took));
        conclude(everyOnce && inOrder && released == m_consumers && m_refusesAfterClose,
                 (everyOnce ? tr("%1 items were put in and %2 taken out, each once, in %3 s; after "
                                 "the close %4 of %5 consumers ended.")
                            : tr("%1 items were put in and %2 taken out, but not each once, in %3 "
                                 "s; after the close %4 of %5 consumers ended."))
                         .arg(m_items.total())
                         .arg(items.size())
                         .arg(factSeconds(took))
                         .arg(released)
                         .arg(m_consumers));
    }

    const NumberedItems m_items;
    const int m_consumers;
    const std::size_t m_capacity;
    std::vector<std::vector<int>> m_taken; // by each consumer
    bool m_refusesAfterClose = false;
};

QString expectedOf(const ParameterValues &values)
{
    return Queue::tr("All %1 items come out of the queue, each once. When it is closed, the "
                     "consumers take what is left and end; nobody waits for ever.")
            .arg(values[QStringLiteral("producers")].toInt()
                 * values[QStringLiteral("items")].toInt());
}

} // namespace

JobDescriptor queueLesson()
{
    return {
            .id = QStringLiteral("queue"),
            .title = Queue::tr("A thread-safe queue"),
            .summary = Queue::tr("A queue does the locking for you."),
            .icon = QStringLiteral("job-queue"),
            .chapter = chapterName(Chapter::HandingOver),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    countParameter("producers", Queue::tr("Producers"),
                                   Queue::tr("How many threads put items in"), 3, 1, 16),
                    countParameter("consumers", Queue::tr("Consumers"),
                                   Queue::tr("How many threads take them out"), 2, 1, 16),
                    countParameter("items", Queue::tr("Items"),
                                   Queue::tr("How many each producer puts in"), 5, 1, 200),
                    countParameter("capacity", Queue::tr("Capacity"),
                                   Queue::tr("How many items the queue holds at most"), 4, 1,
                                   10'000),
            }),
            .make = [](const ParameterValues &values) { return std::make_unique<Queue>(values); },
            .lesson = LessonTexts{.goal = Queue::tr("Put the lock and the waiting into the queue "
                                                    "once, and the threads that use it need none "
                                                    "of their own. A close tells those that wait "
                                                    "that nothing more will come."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
