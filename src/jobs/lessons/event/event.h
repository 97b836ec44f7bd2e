// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"
#include "jobs/traced/waitcondition.h"

#include <QJsonArray>

#include <array>
#include <chrono>
#include <mutex>
#include <vector>

namespace thaw {

/// What a person may set of it.
struct EventValues : LessonValues
{
    int waiters = 4;

    void declare(ParameterFields &fields);
};

class EventLesson : public LessonWith<EventValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::EventLesson)
public:
    using LessonWith::LessonWith;

private:
    using Mutex = traced::Mutex;
    using Thread = traced::Thread;
    using WaitCondition = traced::WaitCondition;

    // The idea:
    class Event;
    void releaseAll(Event &event);
    void releaseTwice();

    // Around it:
    void teach() override;
    void noteSetting();
    void noteRelease();
    [[nodiscard]] static double inMilliseconds(std::chrono::nanoseconds time);
    [[nodiscard]] static QJsonArray milliseconds(
            const std::vector<std::chrono::nanoseconds> &times);
    [[nodiscard]] double slowest() const;

    std::mutex m_mutex; // protects all below
    std::size_t m_settings = 0;
    std::chrono::nanoseconds m_setAt{};
    std::array<std::vector<std::chrono::nanoseconds>, 3> m_delays; // by settings so far
};

} // namespace thaw
