// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/threadpool/threadpool.h"

#include <algorithm>
#include <set>

namespace thaw {

void ThreadPoolLesson::noteResult(int result)
{
    m_results.append(result);
}

void ThreadPoolLesson::noteFailure(const std::runtime_error &failure)
{
    m_results.append(QJsonValue::Null);
    m_failures.append(QString::fromUtf8(failure.what()));
}

void ThreadPoolLesson::teach()
{
    countLines(values().tasks + (hasFailure() ? 1 : 0));
    const auto began = context().activeTime();
    runAll();
    concludeFrom(context().activeTime() - began);
}

// The square of each task's number in its place, and nothing where the task failed.
bool ThreadPoolLesson::resultsAreRight() const
{
    QJsonArray right;
    for (int number = 1; number <= values().tasks; ++number) {
        right.append(number == values().fails ? QJsonValue() : QJsonValue(number * number));
    }
    return m_results == right;
}

void ThreadPoolLesson::concludeFrom(std::chrono::nanoseconds took)
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
                         && std::ssize(threads) <= values().workers,
              .isShown = std::min(values().workers, values().tasks) == 1
                         || isClearlyShorter(took, slept())},
             tr("%1 tasks ran on %2 threads in %3 s, where their waits add up to %4 s; %5 "
                "results came in order, and %6 as a failure.")
                     .arg(values().tasks)
                     .arg(threads.size())
                     .arg(factSeconds(took))
                     .arg(factSeconds(slept()))
                     .arg(m_results.size() - failures)
                     .arg(failures));
}

void ThreadPoolValues::declare(ParameterFields &fields)
{
    fields.add("workers", workers,
               {.label = ThreadPoolLesson::tr("Workers"),
                .help = ThreadPoolLesson::tr("How many threads the pool has at most"),
                .least = 1,
                .most = 32});
    fields.add("tasks", tasks,
               {.label = ThreadPoolLesson::tr("Tasks"),
                .help = ThreadPoolLesson::tr("How many tasks it is given"),
                .least = 1,
                .most = 500});
    fields.add("fails", fails,
               {.label = ThreadPoolLesson::tr("Failing task"),
                .help = ThreadPoolLesson::tr("The number of the task that fails; 0 for none"),
                .least = 0,
                .most = 500});
}

namespace {

QString expectedOf(const ThreadPoolValues &values)
{
    const int tasks = values.tasks;
    const int fails = values.fails;
    const QString onThreads =
            ThreadPoolLesson::tr("%1 tasks run on at most %2 threads, and the results come in the "
                                 "order of the tasks.")
                    .arg(tasks)
                    .arg(values.workers);
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
    return describeLesson<ThreadPoolLesson>({
            .id = QStringLiteral("thread-pool"),
            .title = ThreadPoolLesson::tr("Thread pool"),
            .summary = ThreadPoolLesson::tr("Reuse threads instead of making them."),
            .chapter = Chapter::PoolsAndProcesses,
            .unit = QStringLiteral("lines"),
            .goal = ThreadPoolLesson::tr("A few threads do many tasks, one after the other, and "
                                         "each task's result or failure reaches the one who "
                                         "asked for it."),
            .expected = expectedOf,
            .seconds =
                    [](const ThreadPoolValues &values) {
                        const int workers = values.workers;
                        const int tasks = values.tasks;
                        const int rounds = (tasks + workers - 1) / workers;
                        return 0.2 * rounds;
                    },
    });
}

} // namespace thaw
