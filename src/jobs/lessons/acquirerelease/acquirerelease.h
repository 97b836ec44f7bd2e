// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <mutex>

namespace thaw {

/// What a person may set of it.
struct AcquireReleaseValues : LessonValues
{
    int threads = 10;
    int increments = 10;
    bool forgetRelease = false;

    void declare(ParameterFields &fields);
};

class AcquireRelease : public LessonWith<AcquireReleaseValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::AcquireRelease)
public:
    using LessonWith::LessonWith;

private:
    using Mutex = traced::Mutex;
    using Thread = traced::Thread;

    // The idea:
    void add(Mutex &lock);
    void forget(Mutex &lock);
    void tryToAdd(Mutex &lock);
    void addTogether();

    // Around it:
    void teach() override;
    void noteTimeOut(const QString &holder);
    void concludeFromCounter();
    void concludeFromTimeOuts();

    int m_counter = 0;         // protected by the lesson's lock
    std::mutex m_mutex;        // protects the next
    QStringList m_holdersSeen; // by each that gave up
};

} // namespace thaw
