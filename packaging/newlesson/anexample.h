// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/thread.h"

namespace thaw {

/// What a person may set of it.
struct AnExampleValues : LessonValues
{
    int threads = 3;

    void declare(ParameterFields &fields);
};

class AnExampleLesson : public LessonWith<AnExampleValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::AnExampleLesson)
public:
    using LessonWith::LessonWith;

private:
    using Thread = traced::Thread;

    // The idea:
    void work();
    void workTogether();

    // Around it:
    void teach() override;
};

} // namespace thaw
