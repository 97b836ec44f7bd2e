// SPDX-License-Identifier: MIT
#pragma once

#include "probe/recording.h"
#include "probe/responsivenesssnapshot.h"

#include <chrono>
#include <optional>

namespace thaw {

/// The probe's bookkeeping: when the next ping is due, what the one in flight amounts to, and when
/// to look at it again. No threads and no clock in here: whoever calls brings the time. Not
/// thread-safe.
///
/// Pings are due on a grid of one interval, so that the schedule doesn't drift; one that is still
/// in flight when the next is due leaves that one out. At most one is in flight.
///
/// Suspension: the probe's thread promises when it looks next. Should it be more than a second
/// late, the process was suspended (SIGSTOP, a paused virtual machine; on Linux the clock stands
/// still while the machine sleeps), and the time from the promise to now counts in no delay and no
/// stall. A probe's thread that gets no processor for more than a second can't be told from that.
class PingLedger
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using nanoseconds = std::chrono::nanoseconds;

    /// How often the probe's thread looks at a ping that is late.
    static constexpr std::chrono::milliseconds tick{10};
    static constexpr std::chrono::seconds suspendedAfter{1};

    struct Handled
    {
        DelaySample sample;
        std::optional<Stall> ended; ///< if the delay was a stall
    };
    struct Gap
    {
        TimePoint from;
        TimePoint to;
    };

    /// The first ping is due at once. Nothing is known of the loop before `now`.
    PingLedger(TimePoint now, nanoseconds interval, nanoseconds threshold);

    [[nodiscard]] nanoseconds interval() const { return m_interval; }
    /// The next ping is due one (new) interval after the last, but not before `now`.
    void setInterval(TimePoint now, nanoseconds interval);
    void setThreshold(nanoseconds threshold) { m_threshold = threshold; }

    [[nodiscard]] bool isInFlight() const { return m_posted.has_value(); }
    [[nodiscard]] bool isPingDue(TimePoint now) const { return !isInFlight() && now >= m_due; }
    /// The ping in flight has taken so long that the next is overdue.
    [[nodiscard]] bool isPingLate(TimePoint now) const { return isInFlight() && now >= m_due; }

    /// None may be in flight. A ping that wasn't due yet starts the grid anew.
    void pingPosted(TimePoint now);
    /// Nothing if none is in flight.
    std::optional<Handled> pingHandled(TimePoint now);

    /// The stall that the ping in flight shows, if it has been in flight for longer than the
    /// threshold.
    [[nodiscard]] std::optional<Stall> lastingStall(TimePoint now) const;
    /// The same, but only the first time that it is seen. What was a stall once stays one.
    std::optional<Stall> noteLastingStall(TimePoint now);
    [[nodiscard]] bool hasNotedStall() const { return m_stallNoted; }
    /// When a stall of the ping in flight will have lasted for `limit`; nothing if none is in
    /// flight.
    [[nodiscard]] std::optional<TimePoint> stallReaches(nanoseconds limit) const;

    /// When the probe's thread has something to do or to see next.
    [[nodiscard]] TimePoint nextLook(TimePoint now) const;
    /// The probe's thread will be awake at `look`; or it is busy, and promises nothing.
    void promiseLook(TimePoint look) { m_promised = look; }
    void withdrawPromise() { m_promised.reset(); }
    /// To be called before anything else that happens at `now`. Returns a suspension that has just
    /// been found, after taking it out of the ping in flight.
    std::optional<Gap> noticeGap(TimePoint now);

private:
    [[nodiscard]] TimePoint nextOnGrid(TimePoint now) const;

    nanoseconds m_interval;
    nanoseconds m_threshold;
    TimePoint m_due;
    TimePoint m_lastPosted;
    TimePoint m_lastHandled; // the last that is known of the loop being alive
    std::optional<TimePoint> m_posted;
    bool m_stallNoted = false;
    std::optional<TimePoint> m_promised;
};

} // namespace thaw
