// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/outcome.h"
#include "jobs/engine/runchannel.h"
#include "jobs/engine/threadpriorities.h"
#include "jobs/job/parameter.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace thaw::remote {

// What the frames of a run carry between Thaw and the child process that does its job. Points in
// time are those of the steady clock, which all processes of a system share. Each decode...()
// returns nothing for bytes that it can't take as a whole.

/// Start: what the child is to do.
struct Start
{
    QString job;
    ParameterValues values; ///< not checked yet
    JobPriority priority = JobPriority::Gentle;
};
[[nodiscard]] QByteArray encodeStart(const Start &start);
[[nodiscard]] std::optional<Start> decodeStart(const QByteArray &payload);

/// Pace: RunControl's.
[[nodiscard]] QByteArray encodePace(double pace);
[[nodiscard]] std::optional<double> decodePace(const QByteArray &payload);

/// Update: what the job has reported. Its lanes are numbered by the child.
struct Update
{
    RunUpdate run; ///< without its end
    double pace = 1;
    std::vector<std::pair<LaneId, int>> lines; ///< of the source, by lane, those that changed
};
[[nodiscard]] QByteArray encodeUpdate(const Update &update);
[[nodiscard]] std::optional<Update> decodeUpdate(const QByteArray &payload);

/// The same update in several, each of a moderate length if nothing in it is long by itself.
[[nodiscard]] std::vector<Update> inPortions(Update update);

/// End: how it came out.
struct End
{
    Outcome outcome;
    /// The most memory of the child that was resident, in bytes, if it knows.
    std::optional<std::int64_t> peakMemory = {};
};
[[nodiscard]] QByteArray encodeEnd(const End &end);
[[nodiscard]] std::optional<End> decodeEnd(const QByteArray &payload);

} // namespace thaw::remote
