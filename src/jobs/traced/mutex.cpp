// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/mutex.h"

#include "jobs/engine/runaccess.h"
#include "jobs/traced/happensbefore.h"
#include "jobs/traced/waiting.h"

#include <thread>
#include <utility>

namespace thaw::traced {

namespace {

using namespace std::chrono_literals;

// So often in a row, and counted no further, is a long turn.
constexpr int longTurn = 100;

// No other thread of this process has or had this number (the system's may come again).
std::uint64_t threadNumber()
{
    static std::atomic<std::uint64_t> last = 0;
    thread_local std::uint64_t number = 0;
    if (number == 0) {
        number = ++last;
    }
    return number;
}

} // namespace

template <typename Native>
BasicMutex<Native>::BasicMutex(JobContext &context, QString name)
    : m_context(context)
    , m_name(std::move(name))
{}

template <typename Native>
BasicMutex<Native>::~BasicMutex()
{
    // No thread of the job is left that could hold it; Qt warns of a mutex that dies locked.
    while (m_owner.load() != 0) {
        letGo();
    }
}

// What follows a lock, in lock() and tryLock().
template <typename Native>
void BasicMutex<Native>::own()
{
    learnFrom(&m_native);
    if constexpr (isRecursive) {
        ++m_depth;
    }
    const std::uint64_t owner = threadNumber();
    countTurn(owner);
    const LaneTracer *tracer = LaneTracer::current();
    const LaneId lane = tracer ? tracer->lane() : noLane;
    // A store that changes nothing is not free: the unlock has to wait for it.
    if (m_ownersLane.load(std::memory_order_relaxed) != lane) {
        m_ownersLane.store(lane, std::memory_order_relaxed);
    }
    // Behind the lane, for holder(), which looks at the owner first.
    m_owner.store(owner, std::memory_order_release);
}

template <typename Native>
void BasicMutex<Native>::countTurn(std::uint64_t owner)
{
    const int turn = m_turn.load(std::memory_order_relaxed);
    if (m_lastOwner != owner) {
        m_lastOwner = owner;
        m_lastTurn.store(turn, std::memory_order_relaxed);
        m_turn.store(1, std::memory_order_relaxed);
    } else if (turn < longTurn) {
        m_turn.store(turn + 1, std::memory_order_relaxed);
    }
}

template <typename Native>
bool BasicMutex<Native>::waitFor(std::optional<std::chrono::nanoseconds> limit)
{
    bool mayBackOff = !limit && isTakenInLongTurns();
    const QString holderNow = RunAccess(m_context).channel().isTracing() ? holder() : QString();
    return waitInPortions(m_context, LaneState::Blocked, m_name, holderNow, limit,
                          [&](std::chrono::milliseconds time) {
                              return (std::exchange(mayBackOff, false) && backOff())
                                     || m_native.tryLock(static_cast<int>(time.count()));
                          });
}

// A thread takes it again and again, for moments: it is free at most of them.
template <typename Native>
bool BasicMutex<Native>::isTakenInLongTurns() const
{
    return m_turn.load(std::memory_order_relaxed) == longTurn
           || m_lastTurn.load(std::memory_order_relaxed) == longTurn;
}

// Whoever waits in the kernel must be woken by the holder at an unlock, and then both tear at the
// mutex. Who tries again a little later costs the holder nothing.
template <typename Native>
bool BasicMutex<Native>::backOff()
{
    for (int attempt = 0; attempt < 16; ++attempt) {
        std::this_thread::sleep_for(200us);
        if (m_native.tryLock()) {
            return true;
        }
    }
    return false;
}

template <typename Native>
void BasicMutex<Native>::lock(SourceLine where)
{
    m_context.point(where);
    lockAgain();
}

template <typename Native>
void BasicMutex<Native>::lockAgain()
{
    if (!m_native.tryLock()) {
        static_cast<void>(waitFor(std::nullopt)); // without a limit it doesn't give up
    }
    own();
}

template <typename Native>
bool BasicMutex<Native>::tryLock(std::chrono::nanoseconds limit, SourceLine where)
{
    m_context.point(where);
    if (!m_native.tryLock() && !waitFor(limit)) {
        return false;
    }
    own();
    return true;
}

template <typename Native>
void BasicMutex<Native>::unlock(SourceLine where) noexcept
{
    RunAccess(m_context).pointWithoutThrow(where);
    release();
}

template <typename Native>
void BasicMutex<Native>::release() noexcept
{
    if (m_owner.load(std::memory_order_relaxed) == threadNumber()) {
        letGo();
    }
}

template <typename Native>
void BasicMutex<Native>::letGo()
{
    if (!isRecursive || --m_depth == 0) {
        m_owner.store(0, std::memory_order_relaxed);
    }
    publishTo(&m_native);
    m_native.unlock();
}

template <typename Native>
QString BasicMutex<Native>::holder() const
{
    return m_owner.load(std::memory_order_acquire) == 0
                   ? QString()
                   : RunAccess(m_context).channel().laneName(
                           m_ownersLane.load(std::memory_order_relaxed));
}

template class BasicMutex<QMutex>;
template class BasicMutex<QRecursiveMutex>;

} // namespace thaw::traced
