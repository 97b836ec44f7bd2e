// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace thaw {

enum class Need {
    ToRead, ///< the history
    ToRun   ///< a job: with the threads of the history, the probe and the job
};

/// What is needed and the system doesn't give this process, in one sentence with what to do;
/// nothing if all is there. To be asked before anything of Qt's is made that would end the process
/// for want of it.
[[nodiscard]] std::optional<QString> whatIsLacking(Need need);

/// From now on, what ends the process for want of memory or of descriptors, on whatever thread,
/// does so with one line and status 1.
void endInOneLine();

} // namespace thaw
