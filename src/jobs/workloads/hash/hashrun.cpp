// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/hashrun.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/workloads/hash/hashpass.h"
#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/manifest/manifestline.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace thaw {

HashRun::HashRun(JobContext &context, HashStart start, const DigestAlgorithm &algorithm,
                 std::unique_ptr<ManifestWriter> manifest)
    : m_context(context)
    , m_algorithm(algorithm)
    , m_manifest(std::move(manifest))
    , m_path(start.path)
    , m_single(start.file)
    , m_root(std::move(start.folder), m_single ? Links::Followed : Links::Refused)
    , m_tally(context)
{}

Outcome HashRun::run(int threads)
{
    if (m_manifest && m_single && m_manifest->replaces(m_single->device, m_single->inode)) {
        return Outcome::failed(
                HashText::tr("The manifest %1 is the very file that is to be hashed; choose "
                             "another name for it.")
                        .arg(HashText::shownName(m_path)));
    }
    const bool done = findFiles() && makeDigests(threads);
    setFacts();
    if (!done) {
        return Outcome::canceled();
    }
    if (m_tally.failures().count() > 0) {
        return Outcome::failed(failureSentence());
    }
    Outcome outcome = m_manifest ? writeManifest() : Outcome::finished();
    if (outcome.kind == OutcomeKind::Finished) {
        saySummary();
    }
    return outcome;
}

bool HashRun::findFiles()
{
    if (m_single) {
        m_files.addFile(FileTree::root, m_single->name.toStdString(), m_single->size);
        return m_context.passPoint();
    }
    return walk();
}

bool HashRun::walk()
{
    const auto atPoint = [&](const FileTree &soFar) {
        if (m_tally.isTimeForStatus()) {
            m_context.setStatus(HashText::tr("Looking for files: %1 so far")
                                        .arg(QLocale().toString(soFar.fileCount())));
        }
        return m_context.passPoint();
    };
    const auto problem = [&](FileWalk::Kind kind, const QByteArray &path, const QString &reason) {
        const bool isFolder = kind == FileWalk::Kind::Folder;
        m_tally.fail(isFolder ? FailureKind::UnreadableFolder : FailureKind::Unreadable,
                     HashText::shownName(path.isEmpty() ? m_path : path), reason);
        m_lost += isFolder ? 0 : 1;
    };
    FileWalk walk(m_root, atPoint, problem);
    if (m_manifest) {
        walk.leaveOut(m_manifest->leftOut());
    }
    const bool whole = walk.walk(m_files);
    m_counts = walk.counts();
    return whole;
}

bool HashRun::makeDigests(int threads)
{
    const auto size = static_cast<qsizetype>(m_algorithm.size());
    if (m_manifest) {
        m_digests.resize(size * static_cast<qsizetype>(m_files.fileCount()));
    }
    char *const digests = m_digests.data(); // detached now; each file's place has one writer
    HashPass pass(m_context, m_root, m_files, m_algorithm, m_tally);
    return pass.run(
            threads,
            {.digest =
                     [&](FileTree::Index file, const QByteArray &name, const QByteArray &digest) {
                         if (m_manifest) {
                             std::copy(digest.begin(), digest.end(),
                                       digests + size * static_cast<qsizetype>(file));
                         }
                         m_context.say(QString::fromLatin1(digest.toHex()) + QStringLiteral("  ")
                                       + HashText::shownName(name));
                     },
             .unreadable =
                     [&](const QByteArray &name, const FileUnreadable &why) {
                         m_tally.fail(FailureKind::Unreadable, HashText::shownName(name),
                                      why.reason);
                     }});
}

Outcome HashRun::writeManifest()
{
    m_context.setStatus(HashText::tr("Writing the manifest"));
    const auto size = static_cast<qsizetype>(m_algorithm.size());
    for (FileTree::Index file = 0; file < m_files.fileCount(); ++file) {
        if (!m_context.passPoint()) {
            return Outcome::canceled();
        }
        const QByteArray digest = m_digests.mid(size * static_cast<qsizetype>(file), size);
        if (!m_manifest->add(manifestLine(digest, m_files.filePath(file)))) {
            return unwritten();
        }
    }
    return m_manifest->commit() ? Outcome::finished() : unwritten();
}

Outcome HashRun::unwritten() const
{
    return m_manifest->error().isEmpty() ? Outcome::canceled()
                                         : Outcome::failed(m_manifest->error());
}

void HashRun::setFacts()
{
    m_tally.setFacts();
    m_context.setFact(QStringLiteral("files"), qint64{m_files.fileCount() + m_lost});
    m_context.setFact(QStringLiteral("folders"), qint64{m_files.folderCount()});
    m_context.setFact(QStringLiteral("links"), qint64{m_counts.links});
    m_context.setFact(QStringLiteral("special"), qint64{m_counts.special});
    m_context.setFact(QStringLiteral("skipped"), qint64{m_counts.links + m_counts.special});
}

void HashRun::saySummary()
{
    if (m_tally.files() == 0) {
        m_context.say(HashText::tr("There are no files in %1.").arg(HashText::shownName(m_path)));
        return;
    }
    const QLocale locale;
    m_context.say(HashText::tr("Files: %1; bytes: %2; links and special files skipped: %3; %4 MB/s")
                          .arg(locale.toString(qint64{m_tally.files()}),
                               locale.toString(qint64{m_tally.bytes()}),
                               locale.toString(qint64{m_counts.links + m_counts.special}),
                               locale.toString(m_tally.megabytesPerSecond(), 'f', 1)));
}

QString HashRun::failureSentence() const
{
    const FailureList &failures = m_tally.failures();
    const QLocale locale;
    const qint64 files = failures.count(FailureKind::Unreadable);
    const qint64 folders = failures.count(FailureKind::UnreadableFolder);
    QStringList what;
    if (files > 0) {
        what << HashText::tr("%1 of %2 files could not be hashed")
                        .arg(locale.toString(files), locale.toString(m_files.fileCount() + m_lost));
    }
    if (folders > 0) {
        what << (folders == 1 ? HashText::tr("1 folder could not be read")
                              : HashText::tr("%1 folders could not be read")
                                        .arg(locale.toString(folders)));
    }
    const QString counts =
            what.size() == 2 ? HashText::tr("%1 and %2").arg(what[0], what[1]) : what.first();
    return (m_manifest ? HashText::tr("%1, so the manifest was not written; the first is %2: %3.")
                       : HashText::tr("%1; the first is %2: %3."))
            .arg(counts, failures.first().what, failures.first().reason);
}

} // namespace thaw
