// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/traced/mutex.h"

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>

namespace thaw::traced {

/// A QWaitCondition whose waits can be canceled and are traced. Those that wait are woken in the
/// order in which they came, and none is woken without a wake-up. (A QWaitCondition that looks
/// every few milliseconds whether the run must stop would miss a wake-up between two looks, so this
/// one has a queue of its own.) Every function may be called from any thread of the job.
class WaitCondition
{
public:
    WaitCondition(JobContext &context, QString name);
    WaitCondition(const WaitCondition &) = delete;
    WaitCondition &operator=(const WaitCondition &) = delete;

    /// Lets go of `mutex`, which this thread holds, waits to be woken, and takes it again. Throws
    /// Canceled when the run must stop; then the mutex may or may not be held.
    void wait(Mutex *mutex, SourceLine where = SourceLine::current());
    /// Gives up when `limit` has passed, pauses not counted: then false; the mutex is held again.
    [[nodiscard]] bool wait(Mutex *mutex, std::chrono::nanoseconds limit,
                            SourceLine where = SourceLine::current());
    void wakeOne(SourceLine where = SourceLine::current());
    void wakeAll(SourceLine where = SourceLine::current());

    /// How many wait at the moment.
    [[nodiscard]] int waiting() const;

private:
    struct Waiter
    {
        std::condition_variable woken;
        bool isWoken = false;
    };

    bool waitFor(Mutex &mutex, std::optional<std::chrono::nanoseconds> limit);

    JobContext &m_context;
    const QString m_name;
    mutable std::mutex m_mutex; // protects the queue and the waiters in it
    std::list<Waiter *> m_queue;
};

} // namespace thaw::traced
