// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/promise.h"
#include "jobs/traced/threadpool.h"

#include <QJsonArray>

#include <chrono>
#include <stdexcept>

namespace thaw {

/// What a person may set of it.
struct ThreadPoolValues : LessonValues
{
    int workers = 4;
    int tasks = 20;
    int fails = 7;

    void declare(ParameterFields &fields);
};

class ThreadPoolLesson : public LessonWith<ThreadPoolValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ThreadPoolLesson)
public:
    using LessonWith::LessonWith;

private:
    template <typename Value>
    using Future = traced::Future<Value>;
    template <typename Value>
    using Promise = traced::Promise<Value>;
    using ThreadPool = traced::ThreadPool;

    // The idea:
    int square(int number);
    Future<int> submit(ThreadPool &pool, int number);
    void runAll();

    // Around it:
    void noteResult(int result);
    void noteFailure(const std::runtime_error &failure);
    [[nodiscard]] bool hasFailure() const
    {
        return values().fails >= 1 && values().fails <= values().tasks;
    }
    void teach() override;
    [[nodiscard]] bool resultsAreRight() const;
    void concludeFrom(std::chrono::nanoseconds took);

    QJsonArray m_results;
    QStringList m_failures;
};

} // namespace thaw
