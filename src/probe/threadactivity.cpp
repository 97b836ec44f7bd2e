// SPDX-License-Identifier: MIT
#include "probe/threadactivity.h"

#include "probe/eventtext.h"

#include <QObject>
#include <QThread>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace thaw {

namespace {

// A plain pointer, since each event asks for it; the other owns what it points to.
constinit thread_local ThreadActivity *existingHere = nullptr;

struct Owner
{
    std::shared_ptr<ThreadActivity> activity = std::make_shared<ThreadActivity>();
    Owner() { existingHere = activity.get(); }
    ~Owner() { existingHere = nullptr; }
    Q_DISABLE_COPY_MOVE(Owner)
};

constexpr int noLevel = -1;

template <typename Container>
void append(Container &container, typename Container::value_type value, std::size_t cap)
{
    if (container.size() == cap) {
        container.pop_front();
    }
    container.push_back(std::move(value));
}

} // namespace

ThreadActivity::ThreadActivity()
    : m_thread(QThread::currentThread())
{
    m_handled.resize(4);
}

std::shared_ptr<ThreadActivity> ThreadActivity::ofThisThread()
{
    thread_local const Owner owner;
    return owner.activity;
}

ThreadActivity *ThreadActivity::existing() noexcept
{
    return existingHere;
}

void ThreadActivity::begin(const QString &what, Activity::Counting counting)
{
    const auto now = TimePoint::clock::now();
    closeStretch(now);
    m_begun.push_back({{now, {}, what, counting == Activity::Counting::Apart}, false});
}

void ThreadActivity::beginEventsAmid()
{
    const auto now = TimePoint::clock::now();
    closeStretch(now);
    m_begun.push_back({{now, {}, {}, false}, true});
    pushHandled().level = noLevel;
}

void ThreadActivity::end()
{
    const auto now = TimePoint::clock::now();
    closeStretch(now);
    if (m_begun.back().isEvents) {
        --m_depth;
    }
    m_begun.pop_back();
    if (!m_begun.empty()) {
        m_begun.back().stretch.from = now;
    }
}

void ThreadActivity::closeStretch(TimePoint now)
{
    if (m_begun.empty() || m_begun.back().isEvents) {
        return;
    }
    ActivityStretch stretch = m_begun.back().stretch;
    stretch.to = now;
    append(m_stretches, std::move(stretch), cap);
}

ThreadActivity::Handled &ThreadActivity::pushHandled()
{
    if (m_depth == m_handled.size()) {
        m_handled.emplace_back();
    }
    return m_handled[m_depth++];
}

bool ThreadActivity::enterEvent(const QObject &receiver, const QEvent &event)
{
    const int level = m_thread->loopLevel();
    if (m_depth > 0 && m_handled[m_depth - 1].level == level) {
        return false;
    }
    Handled &handled = pushHandled();
    const std::string_view className = receiver.metaObject()->className();
    const std::size_t length = std::min(className.size(), handled.className.size() - 1);
    className.copy(handled.className.data(), length);
    handled.className[length] = '\0';
    handled.objectName = receiver.objectName();
    handled.type = event.type();
    handled.level = level;
    m_tellsEvents = true;
    return true;
}

void ThreadActivity::leaveEvent()
{
    Handled &handled = m_handled[--m_depth];
    if (m_wanted.load(std::memory_order_relaxed) > 0) {
        append(m_noted, {handled, TimePoint::clock::now()}, cap);
    }
    if (handled.type != m_ping) {
        std::swap(m_last, handled);
    }
}

void ThreadActivity::noteUnderWay()
{
    if (m_depth > 0 && m_handled[m_depth - 1].level != noLevel) {
        append(m_noted, {m_handled[m_depth - 1], TimePoint::clock::now()}, cap);
    }
}

std::vector<Stall> ThreadActivity::partsOf(const Stall &whole,
                                           std::chrono::nanoseconds threshold) const
{
    std::vector<ActivityStretch> told(m_stretches.begin(), m_stretches.end());
    if (!m_begun.empty() && !m_begun.back().isEvents) {
        told.push_back(m_begun.back().stretch);
        told.back().to = TimePoint::max();
    }
    std::vector<ActivityStretch> all;
    TimePoint reached = whole.start;
    const auto end = whole.start + whole.duration;
    for (const ActivityStretch &stretch : told) {
        if (stretch.to <= reached || stretch.from >= end) {
            continue;
        }
        std::ranges::move(eventsFrom(reached, stretch.from), std::back_inserter(all));
        all.push_back(stretch);
        reached = stretch.to;
    }
    std::ranges::move(eventsFrom(reached, end), std::back_inserter(all));
    return stallParts(whole, all, threshold);
}

// The time from the one to the other by the events that were handled in it.
std::vector<ActivityStretch> ThreadActivity::eventsFrom(TimePoint from, TimePoint to) const
{
    std::vector<ActivityStretch> result;
    if (!m_tellsEvents) {
        return result;
    }
    for (const Noted &noted : m_noted) {
        if (from < to && noted.until > from) {
            result.push_back({from, std::min(noted.until, to), noted.event.text(), false});
            from = noted.until;
        }
    }
    if (from < to) {
        result.push_back({from, to, restText(), false});
    }
    return result;
}

// What ran when no event is known to have: while a ping is late, none did. But if that wasn't
// noticed in time, as on a busy machine, the last one did most likely.
QString ThreadActivity::restText() const
{
    const bool wasWanted = m_wanted.load(std::memory_order_relaxed) > 0;
    return wasWanted || m_last.type == QEvent::None ? noEventText() : m_last.text();
}

QString ThreadActivity::Handled::text() const
{
    return eventText(type, className.data(), objectName);
}

} // namespace thaw
