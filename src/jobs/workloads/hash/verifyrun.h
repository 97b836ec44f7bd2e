// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/outcome.h"
#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/hash/filetree.h"
#include "jobs/workloads/hash/hashstart.h"
#include "jobs/workloads/hash/hashtally.h"
#include "jobs/workloads/hash/treeroot.h"
#include "jobs/workloads/manifest/manifestreader.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace thaw {

class JobContext;

/// Reads a manifest and makes the digests of the files that it names, to see whether they are what
/// they were. Of a manifest for many, a single file takes its own line only. Symbolic links that
/// the manifest names are followed, as sha256sum does.
class VerifyRun
{
public:
    struct Manifest
    {
        QByteArray path;
        bool strict = false; ///< lines that are no checksums fail the run
    };
    VerifyRun(JobContext &context, HashStart start, const DigestAlgorithm &algorithm,
              Manifest manifest);

    [[nodiscard]] Outcome run(int threads);

private:
    [[nodiscard]] Outcome readManifest();
    [[nodiscard]] Outcome checkManifest() const;
    [[nodiscard]] bool askSizes();
    [[nodiscard]] bool compareDigests(int threads);
    void tellMalformed();
    [[nodiscard]] Outcome conclude();
    [[nodiscard]] QString failureSentence() const;
    [[nodiscard]] Outcome unusable(const QString &reason) const;
    void setFacts();

    JobContext &m_context;
    const DigestAlgorithm &m_algorithm;
    const Manifest m_manifest;
    const std::optional<HashStart::SingleFile> m_single;
    const TreeRoot m_root;
    HashTally m_tally;
    ManifestReader m_reader;
};

} // namespace thaw
