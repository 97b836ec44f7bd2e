// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/semaphore.h"
#include "jobs/traced/thread.h"

#include <mutex>

namespace thaw {

/// What a person may set of it.
struct SemaphoreValues : LessonValues
{
    int threads = 6;
    int permits = 2;

    void declare(ParameterFields &fields);
};

class SemaphoreLesson : public LessonWith<SemaphoreValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::SemaphoreLesson)
public:
    using LessonWith::LessonWith;

private:
    using Semaphore = traced::Semaphore;
    using Thread = traced::Thread;

    // The idea:
    void visit(Semaphore &room);
    void visitTogether();

    // Around it:
    void teach() override;
    int countIn();
    void countOut();

    std::mutex m_mutex; // protects all below
    int m_inside = 0;
    int m_mostInside = 0;
    int m_visits = 0;
};

} // namespace thaw
