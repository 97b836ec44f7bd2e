// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "jobs/traced/thread.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QThread>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace thaw::traced {

/// A QThread with an event loop, for QObjects that live in it, and like a Thread with a name (in
/// the operating system, too) and a lane on the timeline: it waits for the next event, or it runs.
///
/// Whatever is called in the loop may wait by what is traced, and may throw: Canceled ends the
/// loop, any other exception fails the run with that, stops the job's other threads and ends the
/// loop. That holds for what is posted and for the events of objects that were made or adopted
/// here, and of their children: an exception never reaches Qt's loop from them. The events of any
/// other object aren't traced, and must throw nothing. An event filter that such an object had when
/// it was made or adopted isn't called any more; one that it gets later is, and must throw nothing.
///
/// Destroyed, it quits the loop and waits for the thread's end; if that is because an exception
/// unwinds the lesson, the run is stopped first. So a loop never outlives a cancel.
///
/// Made, started, waited for and destroyed by one thread, or by several one after the other. The
/// others of its functions may be called from any thread of the job while it lives.
class EventLoopThread
{
    Q_DECLARE_TR_FUNCTIONS(thaw::traced::EventLoopThread)
public:
    EventLoopThread(JobContext &context, QString name);
    ~EventLoopThread();
    EventLoopThread(const EventLoopThread &) = delete;
    EventLoopThread &operator=(const EventLoopThread &) = delete;

    /// Returns when the loop runs. Throws std::runtime_error if the system refuses a thread, or if
    /// it was started before, and Canceled when the run must stop.
    void start(SourceLine where = SourceLine::current());
    /// Has it called in the loop, after what is in its queue; what was posted before the loop's end
    /// is called still. Without effect after that, and before the start.
    void post(std::function<void()> body);
    /// The same, and returns when it has been done. Throws Canceled when the run must stop, also
    /// because `body` threw, and std::runtime_error before the start and after the loop's end. In
    /// the loop itself it is done at once.
    void call(const std::function<void()> &body, SourceLine where = SourceLine::current());
    /// Makes an object in the loop, which destroys it at its end, on its thread, if nothing else
    /// has done so by then; what was made last goes first. Throws as call() does.
    template <typename Object, typename... Arguments>
    Object &make(Arguments &&...arguments)
    {
        Object *object = nullptr;
        call([&] {
            auto made = std::make_unique<Object>(std::forward<Arguments>(arguments)...);
            object = made.get();
            own(std::move(made));
        });
        return *object;
    }
    /// Moves an object of the calling thread, which has no parent, into the loop for the loop's
    /// life, which it outlives: at the end what is queued for it is called there, its timers are
    /// stopped, and it is moved back. Throws as call() does, and hasn't moved it if it throws
    /// std::runtime_error. In the loop itself the object stays where it is.
    void adopt(QObject &object, SourceLine where = SourceLine::current());
    /// The loop ends when the event that it handles has been handled. Without effect before the
    /// start.
    void quit();
    /// Waits until the thread has ended; something must quit the loop. Throws Canceled when the run
    /// must stop.
    void wait(SourceLine where = SourceLine::current()) { m_thread.wait(where); }

    [[nodiscard]] bool isRunning() const { return m_thread.isRunning(); }
    [[nodiscard]] const QString &name() const { return m_thread.name(); }

private:
    class Boundary;
    struct Call;

    void run();
    void runLoop(Boundary &boundary);
    void endObjects(Boundary &boundary);
    void guarded(const std::function<void()> &body) noexcept;
    [[nodiscard]] bool enqueue(std::function<void()> body);
    [[noreturn]] void refuse(bool hasBegun) const;
    [[nodiscard]] std::shared_ptr<Call> begin(const std::function<void()> &body);
    void finish(const std::shared_ptr<Call> &call, const std::function<void(Call &)> &giveUp);
    void own(std::unique_ptr<QObject> object);
    [[nodiscard]] bool isHere() const { return QThread::currentThread() == &native(); }
    [[nodiscard]] QThread &native() const { return *m_thread.m_thread; }

    JobContext &m_context;

    // The loop's thread's:
    Boundary *m_boundary = nullptr;
    struct Adopted
    {
        QPointer<QObject> object;
        QThread *home = nullptr;
    };
    std::vector<Adopted> m_adopted;
    std::vector<QPointer<QObject>> m_owned;
    int m_depth = 0; // of calls in calls; at the end one more

    std::mutex m_mutex; // protects all below, and the state of each call
    std::condition_variable m_changed;
    Boundary *m_posts = nullptr; // the same while posts are taken
    bool m_hasBegun = false;     // set once, as the next two: posts have been taken
    bool m_isInLoop = false;
    bool m_hasEnded = false;

    Thread m_thread; // ends before all that its loop uses
};

} // namespace thaw::traced
