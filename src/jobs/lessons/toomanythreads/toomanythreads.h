// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/computing.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/threadcost.h"
#include "jobs/traced/thread.h"

#include <functional>
#include <optional>
#include <vector>

namespace thaw {

/// What a person may set of it.
struct TooManyThreadsValues : LessonValues
{
    int most = 256;
    int amount = 150;

    void declare(ParameterFields &fields);
};

class TooManyThreads : public LessonWith<TooManyThreadsValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::TooManyThreads)
public:
    using LessonWith::LessonWith;

    /// One line of the table: what so many threads cost, each time that it was measured.
    struct Row
    {
        int threads = 0;
        bool isPool = false;
        std::vector<ThreadCosts> costs = {};
    };

private:
    using Thread = traced::Thread;

    // The idea:
    void computeShare(int share, int shares);
    void onThreadsOfTheirOwn(int shares);
    void onPool(int cores, int shares);

    // Around it:
    void teach() override;
    void onThreads(int count, const std::function<void(int index)> &work,
                   SourceLine where = SourceLine::current());
    void measure(Row &row);
    void sayTable();
    void concludeFrom();
    [[nodiscard]] bool isComplete(const Row &row) const;
    [[nodiscard]] bool isShownBy(const Row &pool, const Row &worst) const;

    const qint64 m_steps = qint64{values().amount} * 1'000'000;
    // Of the measurement that is under way:
    Computing m_computing;
    std::optional<ThreadCostSum> m_costs;
    std::vector<Row> m_rows; // the job's own thread's; the pool is the last
};

} // namespace thaw
