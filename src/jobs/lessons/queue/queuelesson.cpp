// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/queue/queue.h"

#include <QJsonArray>

#include <algorithm>

namespace thaw {

// A consumer's own list, which no other thread touches until it has ended.
std::vector<int> &Queue::takenBy(int consumer)
{
    return m_taken[static_cast<std::size_t>(consumer)];
}

void Queue::teach()
{
    countLines(2 * m_items.total() + values().consumers);
    const auto began = context().activeTime();
    runAll();
    concludeFrom(context().activeTime() - began);
}

void Queue::concludeFrom(std::chrono::nanoseconds took)
{
    std::vector<int> items;
    QJsonArray byConsumer;
    for (const std::vector<int> &taken : m_taken) {
        items.insert(items.end(), taken.begin(), taken.end());
        byConsumer.append(static_cast<qint64>(taken.size()));
    }
    const bool everyOnce = m_items.areEachOnceIn(items);
    // What a consumer took of one producer came in the order in which that one had put it in.
    const bool inOrder = std::ranges::all_of(
            m_taken, [this](const std::vector<int> &taken) { return m_items.areInOrderIn(taken); });
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
    conclude(everyOnce && inOrder && released == values().consumers && m_refusesAfterClose,
             (everyOnce ? tr("%1 items were put in and %2 taken out, each once, in %3 s; after "
                             "the close %4 of %5 consumers ended.")
                        : tr("%1 items were put in and %2 taken out, but not each once, in %3 "
                             "s; after the close %4 of %5 consumers ended."))
                     .arg(m_items.total())
                     .arg(items.size())
                     .arg(factSeconds(took))
                     .arg(released)
                     .arg(values().consumers));
}

void QueueValues::declare(ParameterFields &fields)
{
    fields.add("producers", producers,
               {.label = Queue::tr("Producers"),
                .help = Queue::tr("How many threads put items in"),
                .least = 1,
                .most = 16});
    fields.add("consumers", consumers,
               {.label = Queue::tr("Consumers"),
                .help = Queue::tr("How many threads take them out"),
                .least = 1,
                .most = 16});
    fields.add("items", items,
               {.label = Queue::tr("Items"),
                .help = Queue::tr("How many each producer puts in"),
                .least = 1,
                .most = 200});
    fields.add("capacity", capacity,
               {.label = Queue::tr("Capacity"),
                .help = Queue::tr("How many items the queue holds at most"),
                .least = 1,
                .most = 10'000});
}

namespace {

QString expectedOf(const QueueValues &values)
{
    return Queue::tr("All %1 items come out of the queue, each once. When it is closed, the "
                     "consumers take what is left and end; nobody waits for ever.")
            .arg(values.producers * values.items);
}

} // namespace

JobDescriptor queueLesson()
{
    return describeLesson<Queue>({
            .id = QStringLiteral("queue"),
            .title = Queue::tr("A thread-safe queue"),
            .summary = Queue::tr("A queue does the locking for you."),
            .chapter = Chapter::HandingOver,
            .unit = QStringLiteral("lines"),
            .goal = Queue::tr("Put the lock and the waiting into the queue "
                              "once, and the threads that use it need none "
                              "of their own. A close tells those that wait "
                              "that nothing more will come."),
            .expected = expectedOf,
    });
}

} // namespace thaw
