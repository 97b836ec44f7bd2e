// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/lessons/numbereditems.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/waitcondition.h"

#include <chrono>
#include <vector>

namespace thaw {

/// What a person may set of it.
struct QueueValues : LessonValues
{
    int producers = 3;
    int consumers = 2;
    int items = 5;
    int capacity = 4;

    void declare(ParameterFields &fields);
};

class Queue : public LessonWith<QueueValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Queue)
public:
    using LessonWith::LessonWith;

private:
    using Mutex = traced::Mutex;
    using Thread = traced::Thread;
    using WaitCondition = traced::WaitCondition;

    // The idea:
    class BlockingQueue;
    void produce(BlockingQueue &queue, int first);
    void consume(BlockingQueue &queue, std::vector<int> &taken);
    void runAll();

    // Around it:
    std::vector<int> &takenBy(int consumer);
    void teach() override;
    void concludeFrom(std::chrono::nanoseconds took);

    const NumberedItems m_items{values().producers, values().items};
    const std::size_t m_capacity = static_cast<std::size_t>(values().capacity);
    std::vector<std::vector<int>> m_taken = std::vector<std::vector<int>>(
            static_cast<std::size_t>(values().consumers)); // by each consumer
    bool m_refusesAfterClose = false;
};

} // namespace thaw
