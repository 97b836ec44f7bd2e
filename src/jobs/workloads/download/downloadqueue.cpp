// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadqueue.h"

#include "jobs/workloads/download/filedownload.h"

#include <utility>

namespace thaw {

DownloadQueue::DownloadQueue(JobContext &context, std::unique_ptr<Fetcher> fetcher,
                             const DownloadPlan &plan, std::vector<DownloadedFile> &files,
                             std::function<void()> ended)
    : m_context(context)
    , m_plan(plan)
    , m_files(files)
    , m_ended(std::move(ended))
    , m_progress(context, files)
    , m_fetcher(std::move(fetcher))
{
    for (int i = 0; i < plan.atOnce; ++i) {
        beginNext();
    }
}

DownloadQueue::~DownloadQueue() = default;

void DownloadQueue::beginNext()
{
    const std::size_t next = m_downloads.size();
    if (next == m_files.size()) {
        return;
    }
    DownloadedFile &file = m_files[next];
    m_downloads.push_back(std::make_unique<FileDownload>(m_context, m_plan, static_cast<int>(next),
                                                         file, m_progress, [this] { endOne(); }));
    m_downloads.back()->setPaused(m_isPaused);
    m_fetcher->fetch(file.address, *m_downloads.back());
}

void DownloadQueue::endOne()
{
    if (++m_over == m_files.size()) {
        m_ended();
    } else {
        beginNext();
    }
}

void DownloadQueue::setPaused(bool paused)
{
    m_isPaused = paused;
    for (const auto &download : m_downloads) {
        download->setPaused(paused);
    }
    m_fetcher->setPaused(paused);
}

} // namespace thaw
