// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash.h"

#include "jobs/engine/jobthread.h"
#include "jobs/workloads/hash/hashrun.h"
#include "jobs/workloads/hash/hashstart.h"
#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/hash/verifyrun.h"
#include "jobs/workloads/manifest/manifestwriter.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace thaw {

namespace {

class HashJob : public Job
{
public:
    explicit HashJob(const ParameterValues &values)
        : m_path(values[QStringLiteral("path")].toByteArray())
        , m_algorithm(values[QStringLiteral("algorithm")].toString())
        , m_threads(values[QStringLiteral("threads")].toInt())
        , m_manifest(values[QStringLiteral("manifest")].toByteArray())
        , m_verify(values[QStringLiteral("verify")].toByteArray())
        , m_strict(values[QStringLiteral("strict")].toBool())
    {}

    Outcome run(JobContext &context) override
    {
        if (!m_manifest.isEmpty() && !m_verify.isEmpty()) {
            return Outcome::failed(HashText::tr("A run either writes a manifest or verifies one; "
                                                "leave manifest or verify empty."));
        }
        QString problem;
        const std::optional<DigestAlgorithm> algorithm =
                DigestAlgorithm::load(m_algorithm, problem);
        if (!algorithm) {
            return Outcome::failed(HashText::tr("No digests can be made: %1.").arg(problem));
        }
        context.setFact(QStringLiteral("algorithm"), m_algorithm);
        auto start = hashStart(m_path);
        if (const auto *refusal = std::get_if<QString>(&start)) {
            return Outcome::failed(*refusal);
        }
        auto &ready = std::get<HashStart>(start);
        if (!m_verify.isEmpty()) {
            return VerifyRun(context, std::move(ready), *algorithm,
                             {.path = m_verify, .strict = m_strict})
                    .run(m_threads);
        }
        return hash(context, std::move(ready), *algorithm);
    }

private:
    Outcome hash(JobContext &context, HashStart start, const DigestAlgorithm &algorithm) const
    {
        std::unique_ptr<ManifestWriter> manifest;
        if (!m_manifest.isEmpty()) {
            auto created = ManifestWriter::open(m_manifest, context);
            if (const auto *refused = std::get_if<ManifestWriter::Refused>(&created)) {
                return Outcome::failed(refused->reason);
            }
            manifest = std::move(std::get<std::unique_ptr<ManifestWriter>>(created));
        }
        return HashRun(context, std::move(start), algorithm, std::move(manifest)).run(m_threads);
    }

    const QByteArray m_path;
    const QString m_algorithm;
    const int m_threads;
    const QByteArray m_manifest;
    const QByteArray m_verify;
    const bool m_strict;
};

// More threads than cores can pay where the disk is far away.
constexpr int mostThreads = 64;

std::vector<Parameter> parameters()
{
    return {
            {.name = QStringLiteral("path"),
             .type = ParameterType::Folder,
             .label = HashText::tr("Folder"),
             .help = HashText::tr("The folder whose files are hashed, with all folders in it; "
                                  "a single file is taken, too"),
             .initial = QByteArray(),
             .required = true},
            {.name = QStringLiteral("algorithm"),
             .type = ParameterType::Choice,
             .label = HashText::tr("Algorithm"),
             .help = HashText::tr("How the digests are made"),
             .initial = digestNames().constFirst(),
             .choices = digestNames()},
            {.name = QStringLiteral("threads"),
             .type = ParameterType::Integer,
             .label = HashText::tr("Threads"),
             .help = HashText::tr("How many threads hash; the job's own is one of them"),
             .initial = qlonglong{coreCount()},
             .least = 1,
             .most = static_cast<double>(std::max(mostThreads, coreCount()))},
            {.name = QStringLiteral("manifest"),
             .type = ParameterType::NewFile,
             .label = HashText::tr("Write manifest"),
             .help = HashText::tr(
                     "A file to write that sha256sum -c accepts, run in the folder, or "
                     "a stream such as /dev/stdout or a FIFO; only written when all "
                     "files could be hashed, empty for none"),
             .initial = QByteArray()},
            {.name = QStringLiteral("verify"),
             .type = ParameterType::File,
             .label = HashText::tr("Verify manifest"),
             .help = HashText::tr("A manifest to verify the files against, as sha256sum -c takes "
                                  "it, with names relative to the folder; empty for none"),
             .initial = QByteArray()},
            {.name = QStringLiteral("strict"),
             .type = ParameterType::Switch,
             .label = HashText::tr("Strict"),
             .help = HashText::tr("Whether a line of the verified manifest that is no checksum "
                                  "fails the run; else such lines are only counted"),
             .initial = false},
    };
}

} // namespace

JobDescriptor hashJob()
{
    return {
            .id = QStringLiteral("hash"),
            .title = HashText::tr("Hash a folder"),
            .summary = HashText::tr("Makes the digest of every file in a folder: reading and "
                                    "computing."),
            .icon = QStringLiteral("job-hash"),
            .chapter = workloadsChapter(),
            .unit = QStringLiteral("bytes"),
            .parameters = parameters(),
            .make = [](const ParameterValues &values) { return std::make_unique<HashJob>(values); },
    };
}

} // namespace thaw
