// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <atomic>

namespace thaw {

/// What a person may set of it.
struct ReentrantLockValues : LessonValues
{
    int levels = 3;
    bool recursive = true;

    void declare(ParameterFields &fields);
};

class ReentrantLock : public LessonWith<ReentrantLockValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ReentrantLock)
public:
    using LessonWith::LessonWith;

private:
    using Mutex = traced::Mutex;
    using RecursiveMutex = traced::RecursiveMutex;
    using Thread = traced::Thread;

    // The idea:
    template <typename AnyMutex>
    void descend(AnyMutex &lock, int level);
    template <typename AnyMutex>
    void descendTwice();

    // Around it:
    void teach() override;
    // Takes the lock, unless the thread would wait for ever: false if it holds it already and
    // doesn't get it.
    template <typename AnyMutex>
    [[nodiscard]] bool take(AnyMutex &lock, SourceLine where = SourceLine::current());
    void sayLevel(int level, SourceLine where = SourceLine::current());
    [[nodiscard]] bool oneAfterTheOther() const;
    void concludeFrom(int depth, int selfDeadlocks);

    std::atomic<int> m_depth = 0; // the deepest
    std::atomic<int> m_selfDeadlocks = 0;
};

} // namespace thaw
