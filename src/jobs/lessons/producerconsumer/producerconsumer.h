// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/lessons/numbereditems.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/waitcondition.h"

#include <chrono>
#include <optional>
#include <vector>

namespace thaw {

/// What a person may set of it.
struct ProducerConsumerValues : LessonValues
{
    int producers = 1;
    int consumers = 1;
    int items = 5;
    int capacity = 1;
    int wait = 500;
    bool looksAgain = true; // waits with `while`, else with `if`

    void declare(ParameterFields &fields);
};

class ProducerConsumer : public LessonWith<ProducerConsumerValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ProducerConsumer)
public:
    // With more items than this the lesson neither waits nor says anything: it shows its speed.
    static constexpr int mostShown = 1000;

    using LessonWith::LessonWith;

private:
    using Mutex = traced::Mutex;
    using Thread = traced::Thread;
    using WaitCondition = traced::WaitCondition;

    // The idea:
    struct Buffer;
    void produce(Buffer &buffer, int first);
    std::optional<int> take(Buffer &buffer);
    void consume(Buffer &buffer, int share);
    void wakeForNothing(Buffer &buffer);
    void handOver();

    // Around it:
    using Where = SourceLine;
    [[nodiscard]] qint64 consumed() const;
    [[nodiscard]] int shareOf(int consumer) const;
    void work(Where where = Where::current());
    void untilAllWaitFor(const WaitCondition &condition, Where where = Where::current());
    // Called with the buffer's lock held, which guards what they note:
    void sayProducing(int number, Where where = Where::current());
    void sayConsuming(int number, Where where = Where::current());
    void sayNothingThere(Where where = Where::current());

    void teach() override;
    [[nodiscard]] bool alternates() const;
    void concludeFrom(std::chrono::nanoseconds took);
    [[nodiscard]] QString verdict(bool right, double seconds) const;

    const NumberedItems m_items{values().producers, values().items};
    const std::size_t m_capacity = static_cast<std::size_t>(values().capacity);
    const bool m_isShown = m_items.total() <= mostShown;
    const int m_wait = m_isShown ? values().wait : 0; // ms

    // Guarded by the buffer's lock until all threads have ended:
    qint64 m_produced = 0;
    std::vector<int> m_consumed; // in the order in which they were
    qint64 m_mostInBuffer = 0;
    qint64 m_emptyTakes = 0;
};

} // namespace thaw
