// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/joinfreezes/standinwindow.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/eventloopthread.h"
#include "jobs/traced/thread.h"

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace thaw {

/// What a person may set of it.
struct JoinFreezesValues : LessonValues
{
    int numberMs = 400;

    void declare(ParameterFields &fields);
};

class JoinFreezes : public LessonWith<JoinFreezesValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JoinFreezes)
public:
    using LessonWith::LessonWith;

private:
    using EventLoopThread = traced::EventLoopThread;
    using Thread = traced::Thread;

    struct Measured
    {
        std::chrono::nanoseconds refresh{}; // its own length
        std::chrono::nanoseconds delay{};   // the worst of the window
        int ticks = 0;                      // of the window's clock during the refresh
    };

    // The idea:
    void refresh();
    void refreshAndJoin();
    void refreshAndReturn();

    // Around it:
    void teach() override;
    Measured measure(EventLoopThread &windows, const std::function<void()> &click);
    void measureRefresh();
    void showNumbers();
    static double milliseconds(std::chrono::nanoseconds time);
    void concludeFrom(const Measured &joined, const Measured &signalled);

    StandInWindow *m_window = nullptr;        // the window thread's
    std::unique_ptr<Thread> m_refresher;      // the window thread's
    std::array<int, 5> m_numbers{};           // the refresher's, until it has been joined
    std::chrono::nanoseconds m_refreshTook{}; // as above
    std::atomic<bool> m_refreshing = false;
};

} // namespace thaw
