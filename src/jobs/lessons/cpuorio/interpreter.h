// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/traced/mutex.h"

#include <atomic>
#include <chrono>

namespace thaw {

/// Counts how many are inside of something at the same moment, and how many were at most.
class Inside
{
public:
    void enter()
    {
        const int now = ++m_now;
        int most = m_most;
        while (most < now && !m_most.compare_exchange_weak(most, now)) {}
    }
    void leave() { --m_now; }
    void reset() { m_now = m_most = 0; } // while nobody uses it
    [[nodiscard]] int most() const { return m_most; }

private:
    std::atomic<int> m_now = 0;
    std::atomic<int> m_most = 0;
};

/// An imitation of the lock that some interpreters have, CPython's for one: only the thread that
/// holds it may compute. With `imitated` off there is no lock, and all may. Any thread of the
/// lesson; what waits throws Canceled when the run must stop.
class Interpreter
{
public:
    /// Who computes is counted in `computing`.
    Interpreter(JobContext &context, bool imitated, Inside &computing)
        : m_imitated(imitated)
        , m_context(context)
        , m_lock(context, QStringLiteral("the interpreter's lock"))
        , m_computing(computing)
    {}

    void enter(SourceLine where = SourceLine::current());
    void leave(SourceLine where = SourceLine::current());
    /// Whoever computes calls it often. After 5 ms, if others want it, the lock is handed over.
    void giveWay(SourceLine where = SourceLine::current());

private:
    const bool m_imitated;
    JobContext &m_context;
    traced::Mutex m_lock;
    std::atomic<int> m_wanting = 0;
    std::atomic<int> m_entries = 0;
    std::chrono::nanoseconds m_enteredAt{}; // the holder's
    Inside &m_computing;
};

} // namespace thaw
