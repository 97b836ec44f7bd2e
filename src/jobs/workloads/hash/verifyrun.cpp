// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/verifyrun.h"

#include "jobs/jobcontext.h"
#include "jobs/workloads/hash/hashpass.h"
#include "jobs/workloads/hash/hashtext.h"

#include <QLocale>
#include <QStringList>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

namespace thaw {

namespace {

QString unusable(const QByteArray &manifest, const QString &reason)
{
    return HashText::tr("The manifest %1 %2.").arg(HashText::shownName(manifest), reason);
}

ManifestReader::Hooks readerHooks(JobContext &context, HashTally &tally, const QByteArray &manifest)
{
    return {.checkpoint = [&context] { return context.checkpoint(); },
            .malformed =
                    [&tally, &manifest](std::int64_t line, const QString &reason) {
                        tally.fail(FailureKind::Malformed,
                                   HashText::shownName(manifest) + QLatin1Char(':')
                                           + QString::number(line),
                                   reason);
                    }};
}

} // namespace

VerifyRun::VerifyRun(JobContext &context, HashStart start, const DigestAlgorithm &algorithm,
                     QByteArray manifest)
    : m_context(context)
    , m_algorithm(algorithm)
    , m_manifest(std::move(manifest))
    , m_single(start.file)
    , m_root(std::move(start.folder), Links::Followed)
    , m_tally(context)
    , m_reader(algorithm.size(), readerHooks(context, m_tally, m_manifest))
{
    if (m_single) {
        m_reader.takeOnly(m_single->name);
    }
}

Outcome VerifyRun::run(int threads)
{
    Outcome read = readManifest();
    if (read.kind != OutcomeKind::Finished) {
        setFacts();
        return read;
    }
    const bool done = askSizes() && compareDigests(threads);
    setFacts();
    return done ? conclude() : Outcome::canceled();
}

Outcome VerifyRun::readManifest()
{
    m_context.setStatus(HashText::tr("Reading the manifest"));
    const FileDescriptor file(
            ::open(m_manifest.constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status = {};
    if (!file.isOpen() || fstat(file.value(), &status) != 0) {
        return Outcome::failed(unusable(
                m_manifest, HashText::tr("can't be read: %1").arg(qt_error_string(errno))));
    }
    if (!S_ISREG(status.st_mode)) {
        return Outcome::failed(unusable(m_manifest, HashText::tr("is not a regular file")));
    }
    switch (m_reader.read(file.value())) {
    case ManifestReader::End::Stopped:
        return Outcome::canceled();
    case ManifestReader::End::Refused:
        return Outcome::failed(unusable(m_manifest, m_reader.refusal()));
    case ManifestReader::End::Read:
        break;
    }
    if (m_reader.files().fileCount() > 0) {
        return Outcome::finished();
    }
    return Outcome::failed(unusable(
            m_manifest,
            m_single ? HashText::tr("doesn't name %1").arg(HashText::shownName(m_single->name))
                     : HashText::tr("names no files")));
}

// So that progress has a total. What isn't there or is no file is found out when it is opened.
bool VerifyRun::askSizes()
{
    FileTree &files = m_reader.files();
    for (FileTree::Index file = 0; file < files.fileCount(); ++file) {
        if (!m_context.checkpoint()) {
            return false;
        }
        files.setSize(file, m_root.sizeOf(files.filePath(file)).value_or(0));
    }
    return true;
}

bool VerifyRun::compareDigests(int threads)
{
    HashPass pass(m_context, m_root, m_reader.files(), m_algorithm, m_tally);
    return pass.run(
            threads,
            {.digest =
                     [&](FileTree::Index file, const QByteArray &name, const QByteArray &digest) {
                         if (digest == m_reader.digest(file)) {
                             m_context.say(HashText::tr("OK  %1").arg(HashText::shownName(name)));
                         } else {
                             m_tally.fail(FailureKind::Differing, HashText::shownName(name),
                                          HashText::tr("its digest is not the manifest's"));
                         }
                     },
             .unreadable =
                     [&](const QByteArray &name, const FileUnreadable &why) {
                         m_tally.fail(why.missing ? FailureKind::Missing : FailureKind::Unreadable,
                                      HashText::shownName(name),
                                      why.missing ? HashText::tr("it is missing") : why.reason);
                     }});
}

void VerifyRun::setFacts()
{
    m_tally.setFacts();
    const FailureList &failures = m_tally.failures();
    const auto set = [&](const QString &name, qint64 value) { m_context.setFact(name, value); };
    set(QStringLiteral("files"), m_reader.files().fileCount());
    set(QStringLiteral("skipped"), 0);
    set(QStringLiteral("verified"), m_tally.files() - failures.count(FailureKind::Differing));
    set(QStringLiteral("differing"), failures.count(FailureKind::Differing));
    set(QStringLiteral("missing"), failures.count(FailureKind::Missing));
    set(QStringLiteral("unreadable"), failures.count(FailureKind::Unreadable));
    set(QStringLiteral("malformed"), failures.count(FailureKind::Malformed));
}

Outcome VerifyRun::conclude()
{
    if (m_tally.failures().count() > 0) {
        return Outcome::failed(failureSentence());
    }
    const QLocale locale;
    m_context.say(HashText::tr("Files as the manifest says: %1; bytes: %2; %3 MB/s")
                          .arg(locale.toString(qint64{m_tally.files()}),
                               locale.toString(qint64{m_tally.bytes()}),
                               locale.toString(m_tally.megabytesPerSecond(), 'f', 1)));
    return Outcome::finished();
}

// "3 of 120 files are not as the manifest says (differing: 2, missing: 1); the first is ..."
QString VerifyRun::failureSentence() const
{
    const FailureList &failures = m_tally.failures();
    const QLocale locale;
    const qint64 malformed = failures.count(FailureKind::Malformed);
    const qint64 wrong = failures.count() - malformed;
    if (wrong == 0) {
        const QString lines = malformed == 1
                                      ? HashText::tr("1 line of the manifest is malformed")
                                      : HashText::tr("%1 lines of the manifest are malformed")
                                                .arg(locale.toString(malformed));
        return HashText::tr("%1; the first is %2: %3.")
                .arg(lines, failures.first().what, failures.first().reason);
    }
    QStringList counts;
    const auto count = [&](FailureKind kind, const QString &label) {
        if (failures.count(kind) > 0) {
            counts << label.arg(locale.toString(qint64{failures.count(kind)}));
        }
    };
    count(FailureKind::Unreadable, HashText::tr("unreadable: %1"));
    count(FailureKind::Differing, HashText::tr("differing: %1"));
    count(FailureKind::Missing, HashText::tr("missing: %1"));
    count(FailureKind::Malformed, HashText::tr("malformed lines: %1"));
    return HashText::tr("%1 of %2 files are not as the manifest says (%3); the first is %4: %5.")
            .arg(locale.toString(wrong), locale.toString(m_reader.files().fileCount()),
                 counts.join(QStringLiteral(", ")), failures.first().what, failures.first().reason);
}

} // namespace thaw
