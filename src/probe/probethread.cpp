// SPDX-License-Identifier: MIT
#include "probe/probethread.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

#if defined(Q_OS_LINUX) || defined(Q_OS_MACOS)
#include <pthread.h>
#endif

namespace thaw {

namespace {

void nameThisThread()
{
#if defined(Q_OS_LINUX)
    pthread_setname_np(pthread_self(), "thaw-probe");
#elif defined(Q_OS_MACOS)
    pthread_setname_np("thaw-probe");
#endif
}

} // namespace

Probe::Thread::Thread(QObject &receiver)
    : m_receiver(receiver)
    , m_log(std::make_shared<ResponsivenessLog>())
    , m_activity(ThreadActivity::ofThisThread())
{
    m_activity->setPing(pingType());
}

Probe::Thread::~Thread()
{
    stop();
}

QEvent::Type Probe::Thread::pingType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

void Probe::Thread::start(std::chrono::nanoseconds interval)
{
    const auto now = Clock::now();
    {
        const std::lock_guard lock(m_mutex);
        m_restingInterval = interval;
        if (m_ledger && !m_recorder) {
            m_ledger->setInterval(now, interval);
        }
        if (!m_ledger) {
            m_ledger.emplace(now, interval, m_threshold);
            m_isStopping = false;
            m_freeSince = now;
        }
    }
    if (isRunning()) {
        m_wake.notify_one();
    } else {
        m_log->beginFrames(now);
        m_thread = std::thread([this] { run(); });
    }
}

std::optional<Recording> Probe::Thread::stop()
{
    if (!isRunning()) {
        return {};
    }
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
    QCoreApplication::removePostedEvents(&m_receiver, pingType());

    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    noticeSuspension(now);
    m_activity->noteUnderWay();
    auto recording = closeAsItStands(now);
    markFreeUntil(now);
    m_log->endFrames(now);
    if (const auto handled =
                m_ledger->lastingStall(now) ? m_ledger->pingHandled(now) : std::nullopt) {
        m_log->addDelay(handled->sample, partsOf(handled->ended));
    }
    forgetLatePing();
    m_ledger.reset();
    m_hasActed = false;
    return recording;
}

void Probe::Thread::setThreshold(std::chrono::nanoseconds threshold)
{
    {
        const std::lock_guard lock(m_mutex);
        m_threshold = threshold;
        if (m_ledger) {
            m_ledger->setThreshold(threshold);
        }
    }
    m_wake.notify_one();
}

void Probe::Thread::setLimit(std::chrono::nanoseconds limit, std::function<void()> action)
{
    {
        std::unique_lock lock(m_mutex);
        m_actionDone.wait(lock, [this] { return !m_isActing; });
        m_limit = limit;
        std::swap(m_action, action); // the old one is destroyed after the lock is released
        m_hasActed = false;
    }
    m_wake.notify_one();
}

std::optional<Recording> Probe::Thread::beginRecording()
{
    if (!isRunning()) {
        start(m_restingInterval);
    }
    const auto now = Clock::now();
    std::unique_lock lock(m_mutex);
    noticeSuspension(now);
    auto earlier = closeAsItStands(now);
    m_recorder.emplace(now);
    m_ledger->setInterval(now, runInterval);
    if (!m_ledger->isInFlight()) {
        post(lock, now);
    }
    lock.unlock();
    m_wake.notify_one();
    return earlier;
}

void Probe::Thread::endRecording()
{
    const auto now = Clock::now();
    std::unique_lock lock(m_mutex);
    if (!m_recorder || m_fence != Fence::None) {
        return;
    }
    noticeSuspension(now);
    if (m_ledger->isInFlight()) {
        m_fence = Fence::Wanted;
        return;
    }
    m_fence = Fence::Posted;
    post(lock, now);
    lock.unlock();
    m_wake.notify_one();
}

Probe::Thread::News Probe::Thread::pingHandled(Clock::time_point now)
{
    News news;
    std::unique_lock lock(m_mutex);
    news.isRecording = m_recorder.has_value();
    if (!m_ledger) {
        return news;
    }
    noticeSuspension(now);
    const bool wasLate = m_ledger->isPingLate(now);
    const auto handled = m_ledger->pingHandled(now);
    if (!handled) {
        return news;
    }
    m_hasActed = false;
    news.stallsEnded = partsOf(handled->ended);
    forgetLatePing();
    m_log->addDelay(handled->sample, news.stallsEnded);
    if (m_recorder) {
        m_recorder->addDelay(handled->sample);
        for (const Stall &stall : news.stallsEnded) {
            m_recorder->addStall(stall, m_threshold);
        }
    }
    if (m_fence == Fence::Posted) {
        news.recorded = m_recorder->closed(now);
        m_recorder.reset();
        m_fence = Fence::None;
        m_ledger->setInterval(now, m_restingInterval);
    } else if (m_fence == Fence::Wanted) {
        m_fence = Fence::Posted;
        post(lock, now);
    }
    news.isRecording = m_recorder.has_value();
    if (!m_recorder) { // nobody else notices the loop's turns
        m_log->markFrame(now);
        m_freeSince = now;
    }
    lock.unlock();
    // A ping in good time needs no wake-up: the probe's thread looks when the next is due anyway.
    if (wasLate) {
        m_wake.notify_one();
    }
    return news;
}

void Probe::Thread::markFrame(Clock::time_point turn)
{
    const std::lock_guard lock(m_mutex);
    noticeSuspension(turn);
    m_log->markFrame(turn);
    if (m_recorder) {
        m_recorder->markFrame(turn);
    }
}

void Probe::Thread::run()
{
    nameThisThread();
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        const auto now = Clock::now();
        noticeSuspension(now);
        if (m_ledger->isPingDue(now)) {
            post(lock, now);
            continue;
        }
        noticeLatePing(now);
        if (const auto stall = m_ledger->noteLastingStall(now)) {
            m_log->noteLastingStall(*stall, m_ledger->interval());
        }
        const auto limit = limitReached();
        if (limit && now >= *limit) {
            callAction(lock);
            continue;
        }
        const auto look =
                std::min(m_ledger->nextLook(now), limit.value_or(Clock::time_point::max()));
        m_ledger->promiseLook(look);
        m_wake.wait_until(lock, look);
    }
}

void Probe::Thread::post(std::unique_lock<std::mutex> &lock, Clock::time_point now)
{
    markFreeUntil(now);
    m_ledger->pingPosted(now);
    lock.unlock();
    QCoreApplication::postEvent(&m_receiver, new QEvent(pingType()));
    lock.lock();
}

void Probe::Thread::callAction(std::unique_lock<std::mutex> &lock)
{
    m_isActing = true;
    m_hasActed = true;
    m_ledger->withdrawPromise();
    lock.unlock();
    m_action();
    lock.lock();
    m_isActing = false;
    m_actionDone.notify_all();
}

void Probe::Thread::noticeSuspension(Clock::time_point now)
{
    const auto gap = m_ledger ? m_ledger->noticeGap(now) : std::nullopt;
    if (!gap) {
        return;
    }
    if (m_freeSince) {
        markFreeUntil(gap->from);
        m_freeSince = gap->to;
    }
    m_log->excuseFrames(gap->from, gap->to);
    if (m_recorder) {
        m_recorder->excuseFrames(gap->from, gap->to);
    }
    if (const auto stall = m_ledger->lastingStall(now); stall && m_ledger->hasNotedStall()) {
        m_log->noteLastingStall(*stall, m_ledger->interval());
    }
}

std::optional<Probe::Clock::time_point> Probe::Thread::limitReached() const
{
    if (m_limit.count() == 0 || !m_action || m_hasActed) {
        return {};
    }
    return m_ledger->stallReaches(m_limit);
}

void Probe::Thread::markFreeUntil(Clock::time_point now)
{
    if (m_freeSince) {
        m_log->markFrames(*m_freeSince, now);
    }
    m_freeSince.reset();
}

// Before the delay is a stall, so that the events which make it one are told of.
void Probe::Thread::noticeLatePing(Clock::time_point now)
{
    if (!m_knowsLate && m_ledger->isPingLate(now)) {
        m_knowsLate = true;
        m_activity->wantEvents();
    }
}

std::vector<Stall> Probe::Thread::partsOf(const std::optional<Stall> &stall) const
{
    return stall ? m_activity->partsOf(*stall, m_threshold) : std::vector<Stall>{};
}

void Probe::Thread::forgetLatePing()
{
    if (std::exchange(m_knowsLate, false)) {
        m_activity->releaseEvents();
    }
}

std::optional<Recording> Probe::Thread::closeAsItStands(Clock::time_point now)
{
    m_fence = Fence::None;
    if (!m_recorder) {
        return {};
    }
    if (const auto stall = m_ledger->lastingStall(now)) {
        m_recorder->addDelay({stall->start, stall->duration, m_ledger->interval()});
        for (const Stall &part : partsOf(stall)) {
            m_recorder->addStall(part, m_threshold);
        }
    }
    auto recording = m_recorder->closed(now);
    m_recorder.reset();
    return recording;
}

} // namespace thaw
