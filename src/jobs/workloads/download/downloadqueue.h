// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/download/downloadplan.h"
#include "jobs/workloads/download/downloadprogress.h"
#include "network/network.h"

#include <functional>
#include <memory>
#include <vector>

namespace thaw {

class FileDownload;
class JobContext;

/// Fetches the files of a run in their order, so many at once as the plan says. What the client's
/// thread does.
class DownloadQueue final : public Steered
{
public:
    /// Begins. `ended` is called once, when all files are over. All that is referred to outlives
    /// it; the files belong to the client's thread until it has been joined.
    DownloadQueue(JobContext &context, std::unique_ptr<Fetcher> fetcher, const DownloadPlan &plan,
                  std::vector<DownloadedFile> &files, std::function<void()> ended);
    ~DownloadQueue() override;

    void run(const std::function<void()> &steer) override { m_fetcher->run(steer); }
    void wake() override { m_fetcher->wake(); }
    void quit() override { m_fetcher->quit(); }
    void setPaused(bool paused) override;
    void step() override { m_fetcher->step(); }

private:
    void beginNext();
    void endOne();

    JobContext &m_context;
    const DownloadPlan &m_plan;
    std::vector<DownloadedFile> &m_files;
    const std::function<void()> m_ended;
    DownloadProgress m_progress;
    bool m_isPaused = false;
    std::size_t m_over = 0;
    std::vector<std::unique_ptr<FileDownload>> m_downloads; // in the files' order, as far as begun
    const std::unique_ptr<Fetcher> m_fetcher; // goes first: its fetches refer to the downloads
};

} // namespace thaw
