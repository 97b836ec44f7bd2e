// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QSemaphore>
#include <QString>

#include <chrono>
#include <optional>

namespace thaw::traced {

/// A QSemaphore whose waits can be canceled and are traced. Every function may be called from any
/// thread of the job.
class Semaphore
{
public:
    Semaphore(JobContext &context, QString name, int permits);
    Semaphore(const Semaphore &) = delete;
    Semaphore &operator=(const Semaphore &) = delete;

    /// Waits for a permit. Throws Canceled when the run must stop.
    void acquire(SourceLine where = SourceLine::current());
    /// Gives up when `limit` has passed, pauses not counted: then false.
    [[nodiscard]] bool tryAcquire(std::chrono::nanoseconds limit,
                                  SourceLine where = SourceLine::current());
    void release(int permits = 1, SourceLine where = SourceLine::current());

    [[nodiscard]] int available() const { return m_native.available(); }

private:
    [[nodiscard]] bool take(std::optional<std::chrono::nanoseconds> limit);

    JobContext &m_context;
    const QString m_name;
    QSemaphore m_native;
};

} // namespace thaw::traced
