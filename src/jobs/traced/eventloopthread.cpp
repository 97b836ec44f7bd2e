// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/eventloopthread.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"
#include "jobs/traced/waiting.h"

#include <QAbstractEventDispatcher>
#include <QChildEvent>
#include <QCoreApplication>
#include <QEventLoop>
#include <QScopeGuard>
#include <QTimer>

#include <exception>
#include <semaphore>
#include <stdexcept>

namespace thaw::traced {

namespace {

void enter(LaneState state, const QString &object = {})
{
    if (LaneTracer *tracer = LaneTracer::current()) {
        tracer->enter(state, object);
    }
}

QString nextEvent()
{
    return EventLoopThread::tr("the next event");
}

QList<QObject *> withChildren(QObject &object)
{
    return object.findChildren<QObject *>() << &object;
}

// On the object's thread. What is queued may destroy any of them.
void deliverCalls(QObject &object)
{
    std::vector<QPointer<QObject>> all;
    for (QObject *each : withChildren(object)) {
        all.emplace_back(each);
    }
    for (const QPointer<QObject> &each : all) {
        if (each) {
            QCoreApplication::sendPostedEvents(each, QEvent::MetaCall);
        }
    }
}

// On the object's thread.
void stopTimers(QObject &object)
{
    const QAbstractEventDispatcher *dispatcher = QThread::currentThread()->eventDispatcher();
    for (QObject *each : withChildren(object)) {
        if (auto *timer = qobject_cast<QTimer *>(each)) {
            timer->stop();
        }
        for (const auto &timer : dispatcher->registeredTimers(each)) {
            each->killTimer(timer.timerId);
        }
    }
}

} // namespace

/// Where all that is called in the loop comes through: it lives on the loop's thread and filters
/// the events of the objects there, each of which it delivers itself.
class EventLoopThread::Boundary : public QObject
{
public:
    explicit Boundary(EventLoopThread &thread)
        : m_thread(thread)
    {}

    void watch(QObject &object)
    {
        for (QObject *each : withChildren(object)) {
            each->installEventFilter(this);
        }
    }
    void leave(QObject &object)
    {
        for (QObject *each : withChildren(object)) {
            each->removeEventFilter(this);
        }
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        m_thread.guarded([&] {
            if (event->type() == QEvent::ChildAdded) {
                watch(*static_cast<QChildEvent *>(event)->child());
            }
            watched->event(event);
        });
        return true; // it has been delivered, and the object may be gone
    }

private:
    EventLoopThread &m_thread;
};

/// Something to be called while the caller waits.
struct EventLoopThread::Call
{
    enum class State { Queued, Running, Over, GivenUp };
    State state = State::Queued;
};

EventLoopThread::EventLoopThread(JobContext &context, QString name)
    : m_context(context)
    , m_thread(context, std::move(name), [this] { run(); })
{}

EventLoopThread::~EventLoopThread()
{
    quit();
}

void EventLoopThread::run()
{
    // Whatever ends it.
    const auto tellEnd = qScopeGuard([this] {
        {
            const std::lock_guard lock(m_mutex);
            m_hasEnded = true;
        }
        m_changed.notify_all();
    });
    Boundary boundary(*this);
    runLoop(boundary);
    endObjects(boundary);
}

void EventLoopThread::runLoop(Boundary &boundary)
{
    QEventLoop loop;
    {
        const std::lock_guard lock(m_mutex);
        m_boundary = &boundary;
        m_posts = &boundary;
        m_hasBegun = true;
    }
    try { // from here on, so that endObjects() is called, too
        post([this] {
            {
                const std::lock_guard lock(m_mutex);
                m_isInLoop = true;
            }
            m_changed.notify_all();
        });
        const LaneStateScope waiting(LaneState::Waiting, nextEvent());
        loop.exec();
    } catch (const Canceled &) { // of an object that is none of this thread's: Qt warns of it
        RunAccess(m_context).stopAll();
    } catch (...) {
        RunAccess(m_context).fail(std::current_exception());
    }
}

// What was posted before the loop's end is still called; what is posted from now on is dropped.
void EventLoopThread::endObjects(Boundary &boundary)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posts = nullptr;
    }
    ++m_depth; // the lane runs from now on, since no event is waited for any more
    QCoreApplication::sendPostedEvents(&boundary, QEvent::MetaCall);
    while (!m_adopted.empty()) { // one of them may adopt another
        const Adopted adopted = m_adopted.back();
        m_adopted.pop_back();
        if (adopted.object) {
            // A timer that was running when the object was moved goes on by a queued call.
            deliverCalls(*adopted.object);
        }
        if (adopted.object) {
            boundary.leave(*adopted.object);
            stopTimers(*adopted.object);
            adopted.object->moveToThread(adopted.home);
        }
    }
    while (!m_owned.empty()) {
        const QPointer<QObject> last = m_owned.back();
        m_owned.pop_back();
        if (last) {
            boundary.leave(*last);
            delete last;
        }
    }
}

void EventLoopThread::guarded(const std::function<void()> &body) noexcept
{
    const bool isOutermost = m_depth++ == 0;
    if (isOutermost) {
        enter(LaneState::Running);
    }
    try {
        body();
    } catch (const Canceled &) {
        quit();
    } catch (...) {
        RunAccess(m_context).fail(std::current_exception());
        quit();
    }
    --m_depth;
    if (isOutermost) {
        enter(LaneState::Waiting, nextEvent());
    }
}

void EventLoopThread::start(SourceLine where)
{
    m_thread.start(where);
    waitInPortions(m_context, LaneState::Waiting, tr("the loop of %1").arg(name()), {},
                   std::nullopt, [this](std::chrono::milliseconds time) {
                       std::unique_lock lock(m_mutex);
                       return m_changed.wait_for(lock, time,
                                                 [this] { return m_isInLoop || m_hasEnded; });
                   });
    m_context.throwIfStopped();
}

void EventLoopThread::post(std::function<void()> body)
{
    const std::lock_guard lock(m_mutex);
    static_cast<void>(enqueue(std::move(body)));
}

// With the lock held. What is queued is called, unless its caller gives it up; false if it isn't.
bool EventLoopThread::enqueue(std::function<void()> body)
{
    return m_posts
           && QMetaObject::invokeMethod(
                   m_posts, [this, body = std::move(body)] { guarded(body); },
                   Qt::QueuedConnection);
}

void EventLoopThread::refuse(bool hasBegun) const
{
    throw std::runtime_error((hasBegun ? tr("The event loop of %1 has ended, and takes no more "
                                            "calls.")
                                       : tr("The event loop of %1 takes no calls before it has "
                                            "been started."))
                                     .arg(name())
                                     .toStdString());
}

void EventLoopThread::call(const std::function<void()> &body, SourceLine where)
{
    m_context.point(where);
    if (isHere()) {
        body();
        return;
    }
    finish(begin(body), [this](Call &call) {
        const std::lock_guard lock(m_mutex);
        if (call.state == Call::State::Queued) {
            call.state = Call::State::GivenUp;
        }
    });
}

// Until finish() returns, `body` is there. Throws if it can't be called.
std::shared_ptr<EventLoopThread::Call> EventLoopThread::begin(const std::function<void()> &body)
{
    auto call = std::make_shared<Call>();
    const auto enterState = [this, call](Call::State next) {
        const std::lock_guard lock(m_mutex);
        if (call->state != Call::State::GivenUp) {
            call->state = next;
            m_changed.notify_all();
        }
        return call->state == next;
    };
    std::unique_lock lock(m_mutex);
    const bool isQueued = enqueue([this, enterState, &body] {
        if (enterState(Call::State::Running)) {
            guarded(body); // the run has failed before the caller goes on
            enterState(Call::State::Over);
        }
    });
    const bool hasBegun = m_hasBegun;
    lock.unlock();
    if (!isQueued) {
        refuse(hasBegun);
    }
    return call;
}

// What has begun ends first, also in a run that must stop, since it may use what the caller has.
void EventLoopThread::finish(const std::shared_ptr<Call> &call,
                             const std::function<void(Call &)> &giveUp)
{
    const auto isSettled = [&] {
        return call->state == Call::State::Over || call->state == Call::State::GivenUp;
    };
    const auto awaitSettled = [&](std::chrono::milliseconds time) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, time, isSettled);
    };
    try {
        waitInPortions(m_context, LaneState::Waiting, tr("the loop of %1").arg(name()), {},
                       std::nullopt, awaitSettled);
    } catch (const Canceled &) {
        quit(); // what has begun may be a loop
        giveUp(*call);
        while (!awaitSettled(RunAccess(m_context).turn().longestWait(portion))) {
            RunAccess(m_context).turn().giveWay();
        }
        throw;
    }
    m_context.throwIfStopped();
}

void EventLoopThread::own(std::unique_ptr<QObject> object)
{
    m_owned.emplace_back(object.get());
    m_boundary->watch(*object.release());
}

void EventLoopThread::adopt(QObject &object, SourceLine where)
{
    Q_ASSERT_X(!object.parent() && object.thread() == QThread::currentThread(),
               "EventLoopThread::adopt", "the object has a parent, or is another thread's");
    m_context.point(where);
    // The loop stands still while the object is moved, so that no event of its is handled before it
    // is watched.
    QThread *const home = QThread::currentThread();
    std::binary_semaphore isMoved(0);
    const std::function<void()> watch = [&] {
        m_adopted.push_back({&object, home});
        m_boundary->watch(object);
    };
    if (isHere()) {
        watch();
        return;
    }
    const std::function<void()> watchMoved = [&] {
        isMoved.acquire();
        watch();
    };
    const std::shared_ptr<Call> call = begin(watchMoved); // if that throws, nothing is moved
    object.moveToThread(&native());
    isMoved.release();
    finish(call, [](Call &) {}); // the object must be known there, so it isn't given up
}

void EventLoopThread::quit()
{
    native().quit(); // all loops of the thread, also one that is in a call
}

} // namespace thaw::traced
