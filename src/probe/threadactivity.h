// SPDX-License-Identifier: MIT
#pragma once

#include "probe/activity.h"
#include "probe/recording.h"
#include "probe/stallparts.h"

#include <QEvent>
#include <QString>

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

class QThread;

namespace thaw {

/// What one thread was at lately, as it says itself by Activity and HandledEvent; for all probes
/// that watch it. It lasts as long as the thread or the last of its probes, whichever is longer.
///
/// Threads: all is for the thread itself, but for wantEvents() and releaseEvents(), which any may
/// call.
class ThreadActivity
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    ThreadActivity();
    Q_DISABLE_COPY_MOVE(ThreadActivity)

    /// The calling thread's: made at the first call; or null if that has not come yet.
    [[nodiscard]] static std::shared_ptr<ThreadActivity> ofThisThread();
    [[nodiscard]] static ThreadActivity *existing() noexcept;

    void begin(const QString &what, Activity::Counting counting);
    void beginEventsAmid();
    void end(); // of what was begun last, of either kind

    /// False if the event is part of one that is being handled: then no leaveEvent() follows.
    [[nodiscard]] bool enterEvent(const QObject &receiver, const QEvent &event);
    void leaveEvent();
    /// Events of this type are a probe's: none of them is what held another one up.
    void setPing(QEvent::Type type) { m_ping = type; }
    /// The event that is being handled is told of as far as it has come, as if it ended now.
    void noteUnderWay();

    /// From now on the clock is read at the end of each event, until each that called has called
    /// releaseEvents(): a ping is late, and may become a stall.
    void wantEvents() noexcept { m_wanted.fetch_add(1, std::memory_order_relaxed); }
    void releaseEvents() noexcept { m_wanted.fetch_sub(1, std::memory_order_relaxed); }

    /// The stalls that `whole` is made of, by what this thread was at: see stallParts().
    [[nodiscard]] std::vector<Stall> partsOf(const Stall &whole,
                                             std::chrono::nanoseconds threshold) const;

private:
    /// So many stretches and events are kept; older ones make way.
    static constexpr std::size_t cap = 256;

    /// An event under handling. What is told of its receiver is copied: that may be destroyed by
    /// it, and with it, if it was made at run time, even its class.
    struct Handled
    {
        std::array<char, 64> className{}; // the start of it, terminated
        QString objectName;
        QEvent::Type type = QEvent::None;
        int level = 0; // of event loops, one within the other
        [[nodiscard]] QString text() const;
    };
    struct Noted
    {
        Handled event;
        TimePoint until;
    };
    struct Begun
    {
        ActivityStretch stretch; // `from` begins anew when one within it has ended; no `to` yet
        bool isEvents = false;
    };

    [[nodiscard]] Handled &pushHandled();
    void closeStretch(TimePoint now);
    [[nodiscard]] std::vector<ActivityStretch> eventsFrom(TimePoint from, TimePoint to) const;
    [[nodiscard]] QString restText() const;

    const QThread *const m_thread;
    std::vector<Begun> m_begun;
    std::deque<ActivityStretch> m_stretches; // of activities: oldest first, none overlaps another
    // The outermost first; level -1 marks EventsAmid. Those from m_depth on are kept to be used
    // again.
    std::vector<Handled> m_handled;
    std::size_t m_depth = 0;
    std::deque<Noted> m_noted; // ended while wanted, oldest first
    QEvent::Type m_ping = QEvent::None;
    Handled m_last; // the event that ended last, wanted or not
    bool m_tellsEvents = false;
    std::atomic<int> m_wanted = 0;
};

} // namespace thaw
