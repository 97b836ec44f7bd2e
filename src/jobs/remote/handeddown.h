// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/parameter.h"
#include "jobs/system/filedescriptor.h"

#include <vector>

namespace thaw::remote {

/// The open files of this process that a job's paths lead to (/dev/stdout): in a child process the
/// same paths would lead to the pipes to its parent. Each is kept open under another number as long
/// as this lives, and the path in `values` is changed to that.
///
/// One thread's, but for passThroughExec().
class HandedDown
{
public:
    HandedDown(const ParameterSet &parameters, ParameterValues &values);

    /// For the child, between fork() and exec(): does only what is allowed there.
    void passThroughExec() const;

private:
    std::vector<FileDescriptor> m_files;
};

} // namespace thaw::remote
