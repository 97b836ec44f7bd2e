// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/thread.h"

#include <chrono>

namespace thaw {

/// What a person may set of it.
struct NumbersAndLettersValues : LessonValues
{
    bool secondSaysLetters = true;
    int from = 1;
    bool sequential = false;

    void declare(ParameterFields &fields);
};

class NumbersAndLetters : public LessonWith<NumbersAndLettersValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::NumbersAndLetters)
public:
    using LessonWith::LessonWith;

private:
    using Thread = traced::Thread;

    // The idea:
    void sayNumbers();
    void sayLetters();
    void runBoth();

    // Around it:
    void teach() override;
    [[nodiscard]] bool isInterleaved() const;
    void concludeFrom(std::chrono::nanoseconds took);
};

} // namespace thaw
