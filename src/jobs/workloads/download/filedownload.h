// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/streamdigest.h"
#include "jobs/workloads/download/downloadplan.h"
#include "jobs/workloads/download/filelane.h"
#include "jobs/workloads/download/newfile.h"
#include "network/network.h"

#include <chrono>
#include <functional>
#include <optional>

namespace thaw {

class DownloadProgress;
class JobContext;

/// One file on its way: what comes is written and hashed, so that no more of it than a portion is
/// in memory, and when all is there the file takes its name. Destroyed before, it leaves nothing.
/// The client's thread's.
class FileDownload final : public FetchReceiver
{
public:
    /// `ended` is called behind all else. All that is referred to outlives it; `number` is the
    /// file's at the server inside the program.
    FileDownload(JobContext &context, const DownloadPlan &plan, int number, DownloadedFile &file,
                 DownloadProgress &progress, std::function<void()> ended);

    void setPaused(bool paused);

    [[nodiscard]] std::optional<QString> begin(const FetchHead &head) override;
    [[nodiscard]] std::optional<QString> take(const char *bytes, std::int64_t count) override;
    void end(const std::optional<QString> &problem) override;

private:
    [[nodiscard]] QString reasonOf(const QString &problem) const;
    [[nodiscard]] std::optional<QString> keep();
    [[nodiscard]] bool isTimeForTake();
    void showState();
    void tell() const;

    JobContext &m_context;
    const DownloadPlan &m_plan;
    const int m_number;
    DownloadedFile &m_file;
    DownloadProgress &m_progress;
    const std::function<void()> m_ended;
    const std::chrono::nanoseconds m_began;
    NewFile m_saved;
    StreamDigest m_digest;
    QByteArray m_name; // that the file is to take
    bool m_isPaused = false;
    bool m_isReceiving = false;
    std::chrono::steady_clock::time_point m_nextTake; // to be in the thread's lane
    std::optional<FileLane> m_lane;                   // until the end
};

} // namespace thaw
