// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QMutex>
#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <type_traits>

namespace thaw::traced {

/// A QMutex (or QRecursiveMutex) whose waits can be canceled and are traced, and which knows who
/// holds it. Every function may be called from any thread of the job.
///
/// Destroyed while it is held (a thread forgot to release it, or was canceled in between), it lets
/// go first.
template <typename Native>
class BasicMutex
{
public:
    /// `name` is what the timeline calls it: "the lock".
    BasicMutex(JobContext &context, QString name);
    ~BasicMutex();
    BasicMutex(const BasicMutex &) = delete;
    BasicMutex &operator=(const BasicMutex &) = delete;

    /// Waits until the lock is this thread's. Throws Canceled when the run must stop.
    void lock(SourceLine where = SourceLine::current());
    /// Gives up when `limit` has passed, pauses not counted: then false.
    [[nodiscard]] bool tryLock(std::chrono::nanoseconds limit,
                               SourceLine where = SourceLine::current());
    /// Without effect on a thread that doesn't hold it.
    void unlock(SourceLine where = SourceLine::current()) noexcept;
    /// The same, but no step of the lesson: for the ends of scopes.
    void release() noexcept;

    /// The name of the thread that holds it at the moment; empty if none does.
    [[nodiscard]] QString holder() const;
    [[nodiscard]] const QString &name() const { return m_name; }

private:
    friend class WaitCondition;

    static constexpr bool isRecursive = std::is_same_v<Native, QRecursiveMutex>;

    void lockAgain(); // no step of the lesson
    [[nodiscard]] bool waitFor(std::optional<std::chrono::nanoseconds> limit);
    [[nodiscard]] bool isTakenInLongTurns() const;
    [[nodiscard]] bool backOff();
    void own();
    void letGo();
    void countTurn(std::uint64_t owner);

    JobContext &m_context;
    const QString m_name;
    Native m_native;
    std::atomic<std::uint64_t> m_owner = 0; // the number of the thread that holds it; 0: none does
    std::atomic<LaneId> m_ownersLane = noLane; // while there is an owner
    int m_depth = 0;                 // how often its owner holds a recursive one; the owner's
    std::uint64_t m_lastOwner = 0;   // the owner's
    std::atomic<int> m_turn = 0;     // how often the owner has taken it, and none between
    std::atomic<int> m_lastTurn = 0; // the same of the one before
};

using Mutex = BasicMutex<QMutex>;
using RecursiveMutex = BasicMutex<QRecursiveMutex>;

/// Holds a mutex for as long as it lives, as QMutexLocker does.
template <typename AnyMutex>
class MutexLocker
{
public:
    explicit MutexLocker(AnyMutex *mutex, SourceLine where = SourceLine::current())
        : m_mutex(mutex)
    {
        m_mutex->lock(where);
    }
    ~MutexLocker() { m_mutex->release(); }
    MutexLocker(const MutexLocker &) = delete;
    MutexLocker &operator=(const MutexLocker &) = delete;

private:
    AnyMutex *const m_mutex;
};

} // namespace thaw::traced
