// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/loopthread.h"

#include "jobs/engine/runaccess.h"

#include <chrono>
#include <exception>
#include <utility>

namespace thaw {

LoopThread::LoopThread(JobContext &context, QString name, QString waitsFor, Make make)
    : m_context(context)
    , m_waitsFor(std::move(waitsFor))
    , m_make(std::move(make))
    , m_thread(context, std::move(name))
{
    m_thread.start(SourceLine());
    m_thread.post([this] { work(); });
    awaitMade();
}

// It may take its time, to load a library, and in slices this thread gives way meanwhile.
void LoopThread::awaitMade()
{
    std::future<void> made = m_made.get_future();
    const RunAccess run(m_context);
    while (made.wait_for(run.turn().longestWait(std::chrono::hours(1)))
           != std::future_status::ready) {
        run.turn().giveWay();
    }
    made.get();
}

LoopThread::~LoopThread()
{
    const std::lock_guard lock(m_mutex);
    if (m_steered) {
        m_steered->quit();
    }
}

void LoopThread::work()
{
    std::unique_ptr<Steered> steered;
    try {
        steered = m_make();
    } catch (...) {
        m_made.set_exception(std::current_exception());
        return;
    }
    show(steered.get());
    m_made.set_value();
    if (steered) {
        run(*steered);
        show(nullptr);
    }
}

void LoopThread::show(Steered *steered)
{
    const std::lock_guard lock(m_mutex);
    m_steered = steered;
}

void LoopThread::run(Steered &steered)
{
    const RunAccess run(m_context);
    bool isPaused = false;
    const auto steer = [&] {
        if (const bool paused = m_context.paused(); paused != isPaused) {
            isPaused = paused;
            steered.setPaused(paused);
        }
        while (run.tryStep()) {
            steered.step();
        }
    };
    const auto listener = run.listen([&](bool) { steered.wake(); });
    const LaneStateScope waiting(LaneState::Waiting, m_waitsFor);
    steered.run(steer); // until the destructor's quit()
}

} // namespace thaw
