// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/threadpool/threadpool.h"

#include <exception>
#include <memory>
#include <vector>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// What each task does. One of them fails, on purpose.
int ThreadPoolLesson::square(int number)
{
    say(QStringLiteral("Task %1").arg(number));
    sleep(200ms);
    if (number == values().fails) {
        throw std::runtime_error(tr("task %1 has no result").arg(number).toStdString());
    }
    return number * number;
}

// A promise and a future are the two ends of a wire: what the pool's thread puts in, a result
// or a failure, comes out where the future is asked.
ThreadPoolLesson::Future<int> ThreadPoolLesson::submit(ThreadPool &pool, int number)
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
void ThreadPoolLesson::runAll()
{
    ThreadPool pool(context(), QStringLiteral("Pool"), values().workers);
    std::vector<Future<int>> futures;
    for (int number = 1; number <= values().tasks; ++number) {
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

} // namespace thaw
