// SPDX-License-Identifier: MIT
#include "probe/activity.h"

#include "probe/threadactivity.h"

namespace thaw {

Activity::Activity(const QString &what, Counting counting)
    : m_thread(ThreadActivity::existing())
{
    if (m_thread) {
        m_thread->begin(what, counting);
    }
}

Activity::~Activity()
{
    if (m_thread) {
        m_thread->end();
    }
}

EventsAmid::EventsAmid()
    : m_thread(ThreadActivity::existing())
{
    if (m_thread) {
        m_thread->beginEventsAmid();
    }
}

EventsAmid::~EventsAmid()
{
    if (m_thread) {
        m_thread->end();
    }
}

HandledEvent::HandledEvent(const QObject &receiver, const QEvent &event)
    : m_thread(ThreadActivity::existing())
{
    if (m_thread && !m_thread->enterEvent(receiver, event)) {
        m_thread = nullptr;
    }
}

HandledEvent::~HandledEvent()
{
    if (m_thread) {
        m_thread->leaveEvent();
    }
}

} // namespace thaw
