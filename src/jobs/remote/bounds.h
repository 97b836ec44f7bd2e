// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace thaw::remote {

/// What a child process can have done, at most. Its program may be any other, so what it says of
/// itself is held against this. Sums of what is within stay within their types.
namespace bounds {

/// Lanes and names of facts that a child may have.
inline constexpr std::size_t mostLanes = 20'000;
inline constexpr std::size_t mostFacts = 10'000;
/// Progress, and lines and spans that weren't kept, in all: JSON has no larger whole number.
inline constexpr std::int64_t mostCounted = std::int64_t{1} << 53;
/// A number of a line in the source of a lesson.
inline constexpr int mostLineNumber = 1'000'000;
/// Characters of a name, of a status and of a reason for a failure.
inline constexpr qsizetype mostName = 10'000;
inline constexpr qsizetype mostStatus = 1'000;
inline constexpr qsizetype mostReason = 4'000;
/// Bytes of the facts as JSON; of the text in lines and spans that are kept.
inline constexpr qsizetype mostFactBytes = 64 << 20;
inline constexpr std::int64_t mostTextBytes = std::int64_t{512} << 20;

/// Of the processor, for all threads together: the cores can't have given more in this time, and
/// a second.
[[nodiscard]] std::chrono::nanoseconds mostProcessorTime(std::chrono::nanoseconds elapsed);
/// That so many threads were ready and had no core, for all together: each all the time, and a
/// second.
[[nodiscard]] std::chrono::nanoseconds mostWithoutCore(std::chrono::nanoseconds elapsed,
                                                       std::size_t threads);
/// Bytes that can be resident: the machine's memory.
[[nodiscard]] std::int64_t mostMemory();
/// The text, or its beginning with "…" behind it if it is longer.
[[nodiscard]] QString cut(const QString &text, qsizetype most);

} // namespace bounds

} // namespace thaw::remote
