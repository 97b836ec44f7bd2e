// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/lessons/lockedcounter/interruptions.h"
#include "jobs/lessons/startline.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <atomic>

namespace thaw {

/// What a person may set of it.
struct LockedCounterValues : LessonValues
{
    int threads = 4;
    int increments = 100'000;
    bool lock = true;

    void declare(ParameterFields &fields);
};

class LockedCounter : public LessonWith<LockedCounterValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::LockedCounter)
public:
    using LessonWith::LessonWith;

private:
    using Mutex = traced::Mutex;
    using Thread = traced::Thread;

    // The idea:
    void addOne(Interruptions &interruptions);
    void addWithLock(Mutex &lock, Interruptions &interruptions);
    void count(Mutex &lock, Interruptions interruptions);
    void countTogether();

    // Around it:
    void teach() override;
    [[nodiscard]] Interruptions interruptionsFrom(StartLine &start) const;

    std::atomic<qint64> m_counter = 0;
};

} // namespace thaw
