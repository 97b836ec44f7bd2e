// SPDX-License-Identifier: MIT
#include "probe/probe.h"

#include "probe/framecounter.h"
#include "probe/probethread.h"

#include <QEvent>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace thaw {

Probe::Probe(QObject *parent)
    : QObject(parent)
    , m_thread(std::make_unique<Thread>(*this))
    , m_frames(std::make_unique<FrameCounter>(
              [this](Clock::time_point turn) { m_thread->markFrame(turn); }))
{}

Probe::~Probe()
{
    // Here, and not in ~QObject: while a ping may be posted, this must be a whole Probe.
    m_thread->stop();
}

void Probe::start(std::chrono::microseconds interval)
{
    m_thread->start(std::max(interval, shortestInterval));
}

void Probe::stop()
{
    m_frames->stop();
    if (const auto recording = m_thread->stop()) {
        Q_EMIT recorded(*recording);
    }
}

void Probe::setStallThreshold(std::chrono::milliseconds threshold)
{
    m_thread->setThreshold(std::max(threshold, std::chrono::milliseconds{1}));
}

std::shared_ptr<const ResponsivenessLog> Probe::log() const
{
    return m_thread->log();
}

void Probe::beginRecording()
{
    const auto earlier = m_thread->beginRecording();
    m_frames->start();
    if (earlier) {
        Q_EMIT recorded(*earlier);
    }
}

void Probe::endRecording()
{
    m_thread->endRecording();
}

void Probe::setStallLimit(std::chrono::milliseconds limit, std::function<void()> action)
{
    m_thread->setLimit(std::max(limit, std::chrono::milliseconds{0}), std::move(action));
}

void Probe::customEvent(QEvent *event)
{
    if (event->type() != Thread::pingType()) {
        QObject::customEvent(event);
        return;
    }
    const auto news = m_thread->pingHandled(Clock::now());
    if (!news.isRecording) {
        m_frames->stop();
    } else if (!m_frames->isActive()) {
        m_frames->start(); // there was no event dispatcher yet when the recording began
    }
    if (news.stallsEnded.empty() && !news.recorded) {
        return;
    }
    const QPointer<Probe> alive(this); // a slot may destroy the probe
    for (const Stall &stall : news.stallsEnded) {
        if (alive) {
            Q_EMIT stallEnded(stall);
        }
    }
    if (alive && news.recorded) {
        Q_EMIT recorded(*news.recorded);
    }
}

} // namespace thaw

#include "moc_probe.cpp"
