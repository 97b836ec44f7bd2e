// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/outcome.h"
#include "jobs/workloads/download/downloadplan.h"
#include "jobs/workloads/download/loopthread.h"
#include "network/network.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace thaw {

class JobContext;

/// What is to be downloaded, and how.
struct DownloadWishes
{
    std::vector<QUrl> addresses; ///< none: the files of the server inside the program
    QByteArray folder;           ///< empty: a temporary one
    int atOnce = 1;
    FetchLimits limits;
    ServedFiles served; ///< by the server inside the program
};

/// Downloads the files of a run: a thread for the client, and one for the server inside the program
/// if that is what sends them. The job's thread waits.
class DownloadRun
{
public:
    DownloadRun(JobContext &context, DownloadWishes wishes);

    [[nodiscard]] Outcome run();

private:
    [[nodiscard]] bool startServer();
    [[nodiscard]] std::unique_ptr<Fetcher> makeFetcher();
    [[nodiscard]] bool fetchAll(const DownloadPlan &plan);
    void setFacts();
    void setWarning();
    void saySummary();
    [[nodiscard]] std::chrono::nanoseconds addedUp() const;
    [[nodiscard]] QString failureSentence() const;

    JobContext &m_context;
    const DownloadWishes m_wishes;
    const bool m_isOwnServer;
    const FileServer *m_server = nullptr; // lives on the server's thread
    std::optional<LoopThread> m_serverThread;
    QString m_problem; // why there is no network at all, as a sentence
    std::vector<DownloadedFile> m_files;
    std::chrono::nanoseconds m_took{};
    std::int64_t m_bytes = 0; // of files that are there
    qint64 m_failed = 0;
};

} // namespace thaw
