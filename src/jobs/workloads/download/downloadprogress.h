// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/download/downloadplan.h"

#include <chrono>
#include <vector>

namespace thaw {

class JobContext;

/// Tells how far the files of a run have come: the bytes of all as the progress, and each file's
/// part in the status. The client's thread's.
class DownloadProgress
{
public:
    /// Both outlive it.
    DownloadProgress(JobContext &context, const std::vector<DownloadedFile> &files);

    /// Something has come. The status follows at most ten times a second: no eye follows more.
    void report();
    /// A file begins or ends: the status follows at once.
    void reportNews();

private:
    void tellBytes();
    void tellStatus();

    JobContext &m_context;
    const std::vector<DownloadedFile> &m_files;
    std::chrono::steady_clock::time_point m_nextStatus;
};

} // namespace thaw
