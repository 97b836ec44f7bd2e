// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"

#include <QString>

#include <optional>
#include <stop_token>

class QIODevice;

namespace thaw {

/// Writes the run's timeline in the Trace Event Format, which ui.perfetto.dev and chrome://tracing
/// open: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
///
/// The process and each lane by name; each span as a complete event (phase X), named by its state;
/// the stalls of the GUI thread's loop and the run's pauses on tracks of their own; each line of
/// the transcript as an instant on the track of its thread. Times are in microseconds from the
/// run's start, by the clock: pauses are in them. The events of a track are well-nested: none
/// reaches beyond the end of one that it began in.
///
/// It is written piece by piece, one event a line. False when the device refuses.
[[nodiscard]] bool writeTrace(const RunRecord &record, QIODevice &device);

/// The same to a file, whole or not at all. Returns what went wrong, as one sentence. Any thread.
[[nodiscard]] std::optional<QString> saveTrace(const RunRecord &record, const QString &path,
                                               const std::stop_token &stop = {});

/// Why the trace of a run is not in the file, as one sentence; `reason` is the system's.
[[nodiscard]] QString whyTraceNotSaved(const QString &path, const QString &reason);

} // namespace thaw
