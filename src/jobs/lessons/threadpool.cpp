// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/threadpool.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/promise.h"

#include <QJsonArray>

#include <algorithm>
#include <exception>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Future;
using traced::Promise;
using traced::ThreadPool;

class ThreadPoolLesson : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ThreadPoolLesson)
public:
    explicit ThreadPoolLesson(const ParameterValues &values)
        : Lesson(values)
        , m_workers(values[QStringLiteral("workers")].toInt())
        , m_tasks(values[QStringLiteral("tasks")].toInt())
        , m_failing(values[QStringLiteral("fails")].toInt())
    {}

private:
    //! [lesson]
    // What each task does. One of them fails, on purpose.
    int square(int number)
    {
        say(QStringLiteral("Task %1").arg(number));
        sleep(200ms);
        if (number == m_failing) {
            throw std::runtime_error(tr("task %1 has no result").arg(number).toStdString());
        }
        return number * number;
    }

    // A promise and a future are the two ends of a wire: what the pool's thread puts in, a result
    // or a failure, comes out where the future is asked.
    Future<int> submit(ThreadPool &pool, int number)
    {
        const auto promise =
                std::make_shared<Promise<int>>(context(), tr("the result of task %1").arg(number));
        Future<int> future = promise->future();
        pool.start([this, promise, number] {
            promise->start();
            try {
                promise->addResult(square(number));
            } catch (const std::exception &) {
                promise->setException(std::current_exception());
            }
            promise->finish();
        });
        return future;
    }

    // The tasks run in whatever order the threads come to them; the results are asked for in the
    // order of the tasks.
    void runAll()
    {
        ThreadPool pool(context(), QStringLiteral("Pool"), m_workers);
        std::vector<Future<int>> futures;
        for (int number = 1; number <= m_tasks; ++number) {
            futures.push_back(submit(pool, number));
        }
        for (Future<int> &future : futures) {
            try {
                noteResult(future.result());
            } catch (const std::runtime_error &failure) {
                say(tr("Failed: %1").arg(QString::fromUtf8(failure.what())));
                noteFailure(failure);
            }
        }
    }
    //! [lesson]

    void noteResult(int result) { m_results.append(result); }

    void noteFailure(const std::runtime_error &failure)
    {
        m_results.append(QJsonValue::Null);
        m_failures.append(QString::fromUtf8(failure.what()));
    }

    [[nodiscard]] bool hasFailure() const { return m_failing >= 1 && m_failing <= m_tasks; }

    void teach() override
    {
        countLines(m_tasks + (hasFailure() ? 1 : 0));
        const auto began = context().activeTime();
        runAll();
        concludeFrom(context().activeTime() - began);
    }

    // The square of each task's number in its place, and nothing where the task failed.
    [[nodiscard]] bool resultsAreRight() const
    {
        QJsonArray right;
        for (int number = 1; number <= m_tasks; ++number) {
            right.append(number == m_failing ? QJsonValue() : QJsonValue(number * number));
        }
        return m_results == right;
    }

    void concludeFrom(std::chrono::nanoseconds took)
    {
        std::set<QString> threads;
        for (const SaidLine &line : said()) {
            if (line.text.startsWith(QLatin1String("Task "))) {
                threads.insert(line.thread);
            }
        }
        const bool right = resultsAreRight();
        const int failures = static_cast<int>(m_failures.size());
        setFact("results", m_results);
        setFact("results_in_order", right);
        setFact("failures", failures);
        setFact("failure", failures > 0 ? m_failures.first() : QJsonValue());
        setFact("threads_used", static_cast<qint64>(threads.size()));
        setFact("threads", QJsonArray::fromStringList({threads.begin(), threads.end()}));
        setFact("took_s", factSeconds(took));
        setFact("sequential_s", factSeconds(slept()));
        conclude({.isRight = right && failures == (hasFailure() ? 1 : 0) && !threads.empty()
                             && std::ssize(threads) <= m_workers,
                  .isShown = std::min(m_workers, m_tasks) == 1 || isClearlyShorter(took, slept())},
                 tr("%1 tasks ran on %2 threads in %3 s, where their waits add up to %4 s; %5 "
                    "results came in order, and %6 as a failure.")
                         .arg(m_tasks)
                         .arg(threads.size())
                         .arg(factSeconds(took))
                         .arg(factSeconds(slept()))
                         .arg(m_results.size() - failures)
                         .arg(failures));
    }

    const int m_workers;
    const int m_tasks;
    const int m_failing; // the task's number; 0: none
    QJsonArray m_results;
    QStringList m_failures;
};

QString expectedOf(const ParameterValues &values)
{
    const int tasks = values[QStringLiteral("tasks")].toInt();
    const int fails = values[QStringLiteral("fails")].toInt();
    const QString onThreads =
            ThreadPoolLesson::tr("%1 tasks run on at most %2 threads, and the results come in the "
                                 "order of the tasks.")
                    .arg(tasks)
                    .arg(values[QStringLiteral("workers")].toInt());
    return fails < 1 || fails > tasks
                   ? onThreads
                   : onThreads + QLatin1Char(' ')
                             + ThreadPoolLesson::tr("Task %1 fails: the failure is thrown where "
                                                    "its result is asked for.")
                                       .arg(fails);
}

} // namespace

JobDescriptor threadPoolLesson()
{
    return {
            .id = QStringLiteral("thread-pool"),
            .title = ThreadPoolLesson::tr("Thread pool"),
            .summary = ThreadPoolLesson::tr("Reuse threads instead of making them."),
            .icon = QStringLiteral("job-thread-pool"),
            .chapter = chapterName(Chapter::PoolsAndProcesses),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    countParameter("workers", ThreadPoolLesson::tr("Workers"),
                                   ThreadPoolLesson::tr("How many threads the pool has at most"), 4,
                                   1, 32),
                    countParameter("tasks", ThreadPoolLesson::tr("Tasks"),
                                   ThreadPoolLesson::tr("How many tasks it is given"), 20, 1, 500),
                    countParameter(
                            "fails", ThreadPoolLesson::tr("Failing task"),
                            ThreadPoolLesson::tr("The number of the task that fails; 0 for none"),
                            7, 0, 500),
            }),
            .duration =
                    [](const ParameterValues &values) {
                        const int workers = values[QStringLiteral("workers")].toInt();
                        const int tasks = values[QStringLiteral("tasks")].toInt();
                        const int rounds = (tasks + workers - 1) / workers;
                        return pacedDuration(values, 0.2 * rounds);
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<ThreadPoolLesson>(values);
                    },
            .lesson = LessonTexts{.goal = ThreadPoolLesson::tr(
                                          "A few threads do many tasks, one after the other, and "
                                          "each task's result or failure reaches the one who "
                                          "asked for it."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
