// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"

#include <QString>

#include <chrono>
#include <cstdint>

namespace thaw {

// How figures and results are put into words, the same in the window and on the command line.

/// A time for a person, in two or three digits: "0.3 ms", "12 ms", "4.2 s", "3 min 5 s".
[[nodiscard]] QString timeText(std::chrono::nanoseconds time);
/// The same of milliseconds out of a file, which may be any number: at most 285 years.
[[nodiscard]] QString timeTextOfMs(double milliseconds);

/// An amount in a job's unit: "3.1 GB" for bytes (powers of ten), else "20,000,000 numbers".
[[nodiscard]] QString amountText(std::int64_t amount, const QString &unit);

/// An amount a second: "412 MB/s", "4.9 billion numbers/s".
[[nodiscard]] QString rateText(double perSecond, const QString &unit);

/// How the run ended: "Finished in 4.1 s." "Canceled after 2.0 s; the job stopped 3 ms after the
/// request." "Failed after 1.2 s. 3 of 120 files ..."
[[nodiscard]] QString outcomeSentence(const RunRecord &record);

/// Whether a lesson came out as expected, with its figures: "As expected: final = 400,000 ...",
/// "Not as expected: ...", "Not to be told: the machine was busy ...". Empty for a workload, and
/// for a lesson that came to no conclusion.
[[nodiscard]] QString verdictSentence(const RunRecord &record);

/// Whose delays a record is of: a window's, or those of the main thread's event loop, which stands
/// for one on the command line.
enum class Watched { Window, EventLoop };

/// What it did to the window: "The window was frozen for 5.0 s: it missed 300 frames and answered
/// nothing." or "The window kept answering: its worst delay was 1.2 ms." An event loop was stalled.
/// What the live columns did meanwhile is told apart.
[[nodiscard]] QString responsivenessSentence(const RunRecord &record,
                                             Watched watched = Watched::Window);

} // namespace thaw
