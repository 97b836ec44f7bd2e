// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

#include <QString>

#include <chrono>
#include <memory>

namespace thaw {

/// A job that has another one done by a child process, `program child run`, and passes on what that
/// reports and how it is steered. Whatever the child does, the run ends, as failed with what has
/// happened: it may crash, be killed, hang, or write what is no message, or without end. What it
/// writes to standard error goes to the transcript, the last of it.
[[nodiscard]] std::unique_ptr<Job> makeRemoteJob(const QString &program, const JobDescriptor &job,
                                                 const ParameterValues &values);

/// How long a child has to stop before it is killed.
inline constexpr std::chrono::seconds remoteStopGrace{2};

} // namespace thaw
