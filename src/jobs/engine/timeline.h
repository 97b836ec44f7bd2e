// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/pause.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace thaw {

/// The number of a lane within its run.
enum class LaneId : int {};
inline constexpr LaneId guiLane{0}; ///< the GUI thread's, whether or not the job runs on it
inline constexpr LaneId noLane{-1}; ///< of a thread that isn't the job's

/// What a thread does with its time.
enum class LaneState : std::uint8_t {
    Running,  ///< free to use a core
    Waiting,  ///< for something to happen: a signal, a thread's end, a result, the Step button
    Blocked,  ///< by whoever holds a lock
    Sleeping, ///< until a time has passed
    Unknown,  ///< not recorded: there was more than could be kept
};

/// "running", "waiting", "blocked", "sleeping", "not recorded": untranslated, for files.
[[nodiscard]] QString laneStateWord(LaneState state);

/// A thread's row on the timeline (or a child process's).
struct Lane
{
    LaneId id = noLane;
    QString name;
    /// The line of the lesson's source file that the thread is at; 0 when none is known. Written by
    /// that thread, read by any.
    std::shared_ptr<const std::atomic<int>> line = {};
};

/// A stretch of a lane with one state.
struct Span
{
    using Clock = std::chrono::steady_clock;
    LaneId lane = noLane;
    LaneState state = LaneState::Running;
    Clock::time_point start;
    Clock::time_point end; ///< of a span that goes on still: its start
    int line = 0;          ///< of the lesson's source file, where it began; 0: none is known
    QString object = {};   ///< what is waited for: "the lock", "thread Numbers". Empty: nothing
    QString holder = {};   ///< the thread that held it when the waiting began. Empty: nobody known

    [[nodiscard]] Clock::duration length() const { return end - start; }
};

/// What the threads of a run did. The spans of a lane don't overlap and are in the order of time;
/// those of different lanes are mixed, in the order in which they ended. Times are the clock's own:
/// pauses are in them, as waiting for Step or Resume.
struct Timeline
{
    static constexpr std::size_t cap = 500'000; ///< spans that are kept, and one more a lane
    Span::Clock::time_point start;              ///< of the run
    std::vector<Lane> lanes; ///< in the order of their ids, which are their indices
    std::vector<Span> spans;
    std::vector<Pause> pauses;
    /// While the run goes on, since the cap was reached: by lane, what is not recorded. When it has
    /// ended they are among the spans.
    std::map<LaneId, Span> gaps;
    std::int64_t spansTooFast = 0;   ///< not kept: they came faster than they could be taken
    std::int64_t spansBeyondCap = 0; ///< not kept: they came after the first `cap`

    [[nodiscard]] std::int64_t spansDropped() const { return spansTooFast + spansBeyondCap; }
};

} // namespace thaw
