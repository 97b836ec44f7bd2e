// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <limits>

namespace thaw {

/// What became of a child process that was to be killed at one of its system calls.
struct Killed
{
    bool wasKilled = false; ///< false: it came to its end before
    int calls = 0;          ///< how many it has made, the last one not done if it was killed
    QByteArray said;        ///< what it has written to the descriptor it was given
    int status = -1;        ///< with which it ended, if it did
};

/// Which system calls count.
enum class Calls {
    Changing, ///< those that change files or the disk
    All
};

/// Does `deed` in a child process, and kills that with SIGKILL as it is about to make its `point`th
/// system call. Of `deed`: it is given a descriptor to write to, and runs on the one thread that a
/// fork leaves; no database may be open. By ptrace.
[[nodiscard]] Killed doAndKill(const std::function<void(int)> &deed, Calls calls,
                               int point = std::numeric_limits<int>::max());

} // namespace thaw
