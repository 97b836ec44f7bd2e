// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/numbereditems.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/waitcondition.h"

#include <algorithm>
#include <cmath>
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

// With more items than this the lesson neither waits nor says anything: it shows its speed.
constexpr int mostShown = 1000;

class ProducerConsumer : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ProducerConsumer)
public:
    explicit ProducerConsumer(const ParameterValues &values)
        : Lesson(values)
        , m_items{values[QStringLiteral("producers")].toInt(),
                  values[QStringLiteral("items")].toInt()}
        , m_consumers(values[QStringLiteral("consumers")].toInt())
        , m_capacity(values[QStringLiteral("capacity")].toUInt())
        , m_looksAgain(values[QStringLiteral("wait_with")] == QLatin1String("while"))
        , m_isShown(m_items.total() <= mostShown)
        , m_wait(m_isShown ? values[QStringLiteral("wait")].toInt() : 0)
    {}

private:
    //! [lesson]
    // What both sides share. The lock guards the items; each condition is something to wait for.
    struct Buffer
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

    void produce(Buffer &buffer, int first)
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

    std::optional<int> take(Buffer &buffer)
    {
        const MutexLocker locker(&buffer.lock);
        if (m_looksAgain) {
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

    void consume(Buffer &buffer, int share)
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
    void wakeForNothing(Buffer &buffer)
    {
        untilAllWaitFor(buffer.item);
        buffer.item.wakeAll();
        untilAllWaitFor(buffer.item);
    }

    void handOver()
    {
        Buffer buffer(context());
        std::deque<Thread> threads;
        for (int index = 0; index < m_consumers; ++index) {
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

    using Where = SourceLine;

    [[nodiscard]] qint64 consumed() const { return std::ssize(m_consumed); }

    // Each consumer takes as many items as the others, or one more.
    [[nodiscard]] int shareOf(int consumer) const
    {
        return m_items.total() / m_consumers + (consumer < m_items.total() % m_consumers ? 1 : 0);
    }

    void work(Where where = Where::current())
    {
        if (m_wait > 0) {
            sleep(std::chrono::milliseconds(m_wait), where);
        }
    }

    void untilAllWaitFor(const WaitCondition &condition, Where where = Where::current())
    {
        while (condition.waiting() < std::min(m_consumers, m_items.total())) {
            sleep(1ms, where);
        }
    }

    // The next three are called with the buffer's lock held, which guards what they note.

    void sayProducing(int number, Where where = Where::current())
    {
        ++m_produced;
        m_mostInBuffer = std::max(m_mostInBuffer, m_produced - consumed());
        if (m_isShown) {
            say(QStringLiteral("Producing %1").arg(number), where);
        }
    }

    void sayConsuming(int number, Where where = Where::current())
    {
        m_consumed.push_back(number);
        context().addProgress(1);
        if (m_isShown) {
            say(QStringLiteral("Consuming %1").arg(number), where);
        }
    }

    void sayNothingThere(Where where = Where::current())
    {
        if (++m_emptyTakes <= mostShown) {
            say(tr("Nothing to consume: woken without an item"), where);
        }
    }

    void teach() override
    {
        context().setProgress(0, m_items.total());
        m_consumed.reserve(static_cast<std::size_t>(m_items.total()));
        const auto began = context().activeTime();
        handOver();
        concludeFrom(context().activeTime() - began);
    }

    // Producing i, Consuming i, and so on, as it must be where there is room for one.
    [[nodiscard]] bool alternates() const
    {
        QStringList lines;
        for (const SaidLine &line : said()) {
            if (line.text.contains(QLatin1String("ing "))
                && line.text.back().isDigit()) { // of an item
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

    void concludeFrom(std::chrono::nanoseconds took)
    {
        const bool allOnce = m_produced == m_items.total() && m_items.areEachOnceIn(m_consumed);
        const bool inOrder = m_items.areInOrderIn(m_consumed);
        const bool inTurns = m_isShown && alternates();
        const bool mustAlternate = m_isShown && m_capacity == 1;
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
        conclude(allOnce && inOrder && m_mostInBuffer <= static_cast<qint64>(m_capacity)
                         && (inTurns || !mustAlternate) && (m_emptyTakes == 0) == m_looksAgain,
                 verdict(allOnce && inOrder, seconds));
    }

    [[nodiscard]] QString verdict(bool right, double seconds) const
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

    const NumberedItems m_items;
    const int m_consumers;
    const std::size_t m_capacity;
    const bool m_looksAgain;
    const bool m_isShown;
    const int m_wait; // ms

    // Guarded by the buffer's lock until all threads have ended:
    qint64 m_produced = 0;
    std::vector<int> m_consumed; // in the order in which they were
    qint64 m_mostInBuffer = 0;
    qint64 m_emptyTakes = 0;
};

QString expectedOf(const ParameterValues &values)
{
    if (values[QStringLiteral("wait_with")] == QLatin1String("if")) {
        return ProducerConsumer::tr(
                "A consumer that is woken without an item doesn't look again: it reaches into an "
                "empty buffer at least once. The lesson catches and counts it.");
    }
    return values[QStringLiteral("capacity")].toInt() == 1
                   ? ProducerConsumer::tr("Producing and consuming take turns, since there is room "
                                          "for one item only. Every item is consumed once.")
                   : ProducerConsumer::tr(
                           "Producers run ahead until the buffer is full. Every item "
                           "is consumed once, those of a producer in their order.");
}

std::vector<Parameter> ownParameters()
{
    std::vector<Parameter> parameters{
            countParameter("producers", ProducerConsumer::tr("Producers"),
                           ProducerConsumer::tr("How many threads produce"), 1, 1, 16),
            countParameter("consumers", ProducerConsumer::tr("Consumers"),
                           ProducerConsumer::tr("How many threads consume"), 1, 1, 16),
            countParameter(
                    "items", ProducerConsumer::tr("Items"),
                    ProducerConsumer::tr("How many each producer makes; above %L1 in all there are "
                                         "neither waits nor lines, to measure the speed")
                            .arg(mostShown),
                    5, 1, 500'000),
            countParameter("capacity", ProducerConsumer::tr("Capacity"),
                           ProducerConsumer::tr("How many items the buffer has room for"), 1, 1,
                           100'000),
    };
    parameters.push_back(countParameter(
            "wait", ProducerConsumer::tr("Work"),
            ProducerConsumer::tr("How long it takes to make an item, and as long to use it"), 500,
            0, 1000));
    parameters.back().unit = QStringLiteral("ms");
    parameters.push_back({.name = QStringLiteral("wait_with"),
                          .type = ParameterType::Choice,
                          .label = ProducerConsumer::tr("Guard the wait with"),
                          .help = ProducerConsumer::tr("With if, a consumer doesn't look again "
                                                       "after it was woken: the mistake"),
                          .initial = QStringLiteral("while"),
                          .choices = {QStringLiteral("while"), QStringLiteral("if")}});
    return parameters;
}

} // namespace

JobDescriptor producerConsumerLesson()
{
    return {
            .id = QStringLiteral("producer-consumer"),
            .title = ProducerConsumer::tr("Producer and consumer"),
            .summary = ProducerConsumer::tr("A condition variable hands over items."),
            .icon = QStringLiteral("job-producer-consumer"),
            .chapter = chapterName(Chapter::HandingOver),
            .unit = QStringLiteral("items"),
            .parameters = lessonParameters(ownParameters()),
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<ProducerConsumer>(values);
                    },
            .lesson = LessonTexts{.goal = ProducerConsumer::tr(
                                          "A thread that needs something from another waits for "
                                          "it without using a core, and is woken when it is "
                                          "there. Woken, it must look again."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
