// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/outcome.h"
#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/hash/filetree.h"
#include "jobs/workloads/hash/filewalk.h"
#include "jobs/workloads/hash/hashstart.h"
#include "jobs/workloads/hash/hashtally.h"
#include "jobs/workloads/hash/treeroot.h"
#include "jobs/workloads/manifest/manifestwriter.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace thaw {

class JobContext;

/// Finds files, makes their digests, says them, and writes a manifest if there is a writer.
class HashRun
{
public:
    HashRun(JobContext &context, HashStart start, const DigestAlgorithm &algorithm,
            std::unique_ptr<ManifestWriter> manifest);

    [[nodiscard]] Outcome run(int threads);

private:
    [[nodiscard]] bool findFiles();
    [[nodiscard]] bool walk();
    [[nodiscard]] bool makeDigests(int threads);
    [[nodiscard]] Outcome writeManifest();
    [[nodiscard]] Outcome unwritten() const;
    void setFacts();
    void saySummary();
    [[nodiscard]] QString failureSentence() const;

    JobContext &m_context;
    const DigestAlgorithm &m_algorithm;
    const std::unique_ptr<ManifestWriter> m_manifest; // may be null
    const QByteArray m_path;
    const std::optional<HashStart::SingleFile> m_single;
    const TreeRoot m_root;
    FileTree m_files;
    WalkCounts m_counts;
    std::int64_t m_lost = 0; // files that went before the walk could ask their size
    HashTally m_tally;
    QByteArray m_digests; // in the files' order; only for a manifest
};

} // namespace thaw
