// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/producerconsumer/producerconsumer.h"

#include <algorithm>
#include <cmath>

namespace thaw {

using namespace std::chrono_literals;

qint64 ProducerConsumer::consumed() const
{
    return std::ssize(m_consumed);
}

// Each consumer takes as many items as the others, or one more.
int ProducerConsumer::shareOf(int consumer) const
{
    return m_items.total() / values().consumers
           + (consumer < m_items.total() % values().consumers ? 1 : 0);
}

void ProducerConsumer::work(Where where)
{
    if (m_wait > 0) {
        sleep(std::chrono::milliseconds(m_wait), where);
    }
}

void ProducerConsumer::untilAllWaitFor(const WaitCondition &condition, Where where)
{
    while (condition.waiting() < std::min(values().consumers, m_items.total())) {
        sleep(1ms, where);
    }
}

void ProducerConsumer::sayProducing(int number, Where where)
{
    ++m_produced;
    m_mostInBuffer = std::max(m_mostInBuffer, m_produced - consumed());
    if (m_isShown) {
        say(QStringLiteral("Producing %1").arg(number), where);
    }
}

void ProducerConsumer::sayConsuming(int number, Where where)
{
    m_consumed.push_back(number);
    context().addProgress(1);
    if (m_isShown) {
        say(QStringLiteral("Consuming %1").arg(number), where);
    }
}

void ProducerConsumer::sayNothingThere(Where where)
{
    if (++m_emptyTakes <= mostShown) {
        say(tr("Nothing to consume: woken without an item"), where);
    }
}

void ProducerConsumer::teach()
{
    context().setProgress(0, m_items.total());
    m_consumed.reserve(static_cast<std::size_t>(m_items.total()));
    const auto began = context().activeTime();
    handOver();
    concludeFrom(context().activeTime() - began);
}

// Producing i, Consuming i, and so on, as it must be where there is room for one.
bool ProducerConsumer::alternates() const
{
    QStringList lines;
    for (const SaidLine &line : said()) {
        if (line.text.contains(QLatin1String("ing ")) && line.text.back().isDigit()) { // of an item
            lines.append(line.text);
        }
    }
    for (qsizetype index = 0; index + 1 < lines.size(); index += 2) {
        const QString number = lines[index].section(QLatin1Char(' '), 1);
        if (lines[index] != QStringLiteral("Producing %1").arg(number)
            || lines[index + 1] != QStringLiteral("Consuming %1").arg(number)) {
            return false;
        }
    }
    return lines.size() == 2 * m_items.total();
}

void ProducerConsumer::concludeFrom(std::chrono::nanoseconds took)
{
    const bool allOnce = m_produced == m_items.total() && m_items.areEachOnceIn(m_consumed);
    const bool inOrder = m_items.areInOrderIn(m_consumed);
    const bool inTurns = m_isShown && alternates();
    const bool mustAlternate = m_isShown && values().capacity == 1;
    const double seconds = std::chrono::duration<double>(took).count();
    setFact("produced", m_produced);
    setFact("consumed", consumed());
    setFact("every_item_once", allOnce);
    setFact("in_order", inOrder);
    setFact("most_in_buffer", m_mostInBuffer);
    setFact("empty_takes", m_emptyTakes);
    setFact("took_s", factSeconds(took));
    setFact("items_per_s", std::round(static_cast<double>(m_items.total()) / seconds));
    if (m_isShown) {
        setFact("alternating", inTurns);
    }
    conclude(allOnce && inOrder && m_mostInBuffer <= values().capacity
                     && (inTurns || !mustAlternate) && (m_emptyTakes == 0) == values().looksAgain,
             verdict(allOnce && inOrder, seconds));
}

QString ProducerConsumer::verdict(bool right, double seconds) const
{
    const QString handedOver =
            (right ? tr("%L1 items were produced and %L2 consumed, each once and in order, in "
                        "%L3 s")
                   : tr("%L1 items were produced and %L2 consumed, but not each once and in "
                        "order, in %L3 s"))
                    .arg(m_produced)
                    .arg(consumed())
                    .arg(seconds, 0, 'f', 2);
    return handedOver
           + (m_emptyTakes == 0
                      ? tr("; woken without an item, a consumer looked again and waited on.")
                      : tr("; takes from an empty buffer, caught: %L1.").arg(m_emptyTakes));
}

void ProducerConsumerValues::declare(ParameterFields &fields)
{
    fields.add("producers", producers,
               {.label = ProducerConsumer::tr("Producers"),
                .help = ProducerConsumer::tr("How many threads produce"),
                .least = 1,
                .most = 16});
    fields.add("consumers", consumers,
               {.label = ProducerConsumer::tr("Consumers"),
                .help = ProducerConsumer::tr("How many threads consume"),
                .least = 1,
                .most = 16});
    fields.add("items", items,
               {.label = ProducerConsumer::tr("Items"),
                .help = ProducerConsumer::tr(
                                "How many each producer makes; above %L1 in all there are "
                                "neither waits nor lines, to measure the speed")
                                .arg(ProducerConsumer::mostShown),
                .least = 1,
                .most = 500'000});
    fields.add("capacity", capacity,
               {.label = ProducerConsumer::tr("Capacity"),
                .help = ProducerConsumer::tr("How many items the buffer has room for"),
                .least = 1,
                .most = 100'000});
    fields.add("wait", wait,
               {.label = ProducerConsumer::tr("Work"),
                .help = ProducerConsumer::tr(
                        "How long it takes to make an item, and as long to use it"),
                .least = 0,
                .most = 1000,
                .unit = QStringLiteral("ms")});
    fields.addChoice<bool>("wait_with", looksAgain,
                           {{QStringLiteral("while"), true}, {QStringLiteral("if"), false}},
                           {.label = ProducerConsumer::tr("Guard the wait with"),
                            .help = ProducerConsumer::tr("With if, a consumer doesn't look again "
                                                         "after it was woken: the mistake")});
}

namespace {

QString expectedOf(const ProducerConsumerValues &values)
{
    if (!values.looksAgain) {
        return ProducerConsumer::tr(
                "A consumer that is woken without an item doesn't look again: it reaches into an "
                "empty buffer at least once. The lesson catches and counts it.");
    }
    return values.capacity == 1
                   ? ProducerConsumer::tr("Producing and consuming take turns, since there is room "
                                          "for one item only. Every item is consumed once.")
                   : ProducerConsumer::tr(
                           "Producers run ahead until the buffer is full. Every item "
                           "is consumed once, those of a producer in their order.");
}

} // namespace

JobDescriptor producerConsumerLesson()
{
    return describeLesson<ProducerConsumer>({
            .id = QStringLiteral("producer-consumer"),
            .title = ProducerConsumer::tr("Producer and consumer"),
            .summary = ProducerConsumer::tr("A condition variable hands over items."),
            .chapter = Chapter::HandingOver,
            .unit = QStringLiteral("items"),
            .goal = ProducerConsumer::tr("A thread that needs something from another waits for "
                                         "it without using a core, and is woken when it is "
                                         "there. Woken, it must look again."),
            .expected = expectedOf,
    });
}

} // namespace thaw
