// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace thaw {

// For what a lesson does in a child process of its own; see catalog/childtasks.h.

/// Has the process end at once when its standard input closes, and reads that: before all else
/// here.
void endWithStandardInput();
/// Ends the process with this status.
[[noreturn]] void endChild(int status);
/// Sleeps for as long as the process is not stopped (SIGSTOP), as a paused run stops it.
void sleepInChild(std::chrono::milliseconds time);
/// Waits for the next line that the parent writes, and returns it without the newline.
[[nodiscard]] QByteArray readLineInChild();
/// A line on standard output, written at once and in one piece. Any thread.
void sayInChild(const QByteArray &line);

} // namespace thaw
