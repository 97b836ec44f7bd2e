// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/verifyrun.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/workloads/hash/hashpass.h"
#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/manifest/manifestinput.h"

#include <QLocale>
#include <QStringList>

#include <utility>

namespace thaw {

VerifyRun::VerifyRun(JobContext &context, HashStart start, const DigestAlgorithm &algorithm,
                     Manifest manifest)
    : m_context(context)
    , m_algorithm(algorithm)
    , m_manifest(std::move(manifest))
    , m_single(start.file)
    , m_root(std::move(start.folder), Links::Followed)
    , m_tally(context)
    , m_reader(algorithm.form())
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
    tellMalformed();
    setFacts();
    return done ? conclude() : Outcome::canceled();
}

Outcome VerifyRun::readManifest()
{
    m_context.setStatus(HashText::tr("Reading %1").arg(HashText::shownName(m_manifest.path)));
    ManifestInput input(m_context);
    switch (input.read(m_manifest.path, m_reader)) {
    case ManifestInput::End::Stopped:
        return Outcome::canceled();
    case ManifestInput::End::Refused:
        return unusable(input.refusal());
    case ManifestInput::End::Read:
        break;
    }
    return checkManifest();
}

// Whether there is something to verify that can be.
Outcome VerifyRun::checkManifest() const
{
    if (m_reader.files().fileCount() == 0) {
        return unusable(HashText::tr("doesn't name %1").arg(HashText::shownName(m_single->name)));
    }
    return Outcome::finished();
}

// So that progress has a total. What isn't there or is no file is found out when it is opened.
bool VerifyRun::askSizes()
{
    FileTree &files = m_reader.files();
    for (FileTree::Index file = 0; file < files.fileCount(); ++file) {
        if (!m_context.passPoint()) {
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
                     },
             .digestSize =
                     [&](FileTree::Index file) {
                         return static_cast<std::size_t>(m_reader.digest(file).size());
                     }});
}

// After the files, whose failures are the ones that must not be left out of the list of them.
void VerifyRun::tellMalformed()
{
    const QLocale locale;
    for (const ManifestReader::Malformed &each : m_reader.malformed()) {
        const QString where = HashText::shownName(m_manifest.path) + QLatin1Char(':')
                              + QString::number(each.line);
        if (m_manifest.strict) {
            m_tally.fail(FailureKind::Malformed, where, each.reason);
        } else {
            m_context.say(HashText::tr("IGNORED  %1: %2").arg(where, each.reason));
        }
    }
    const auto told = static_cast<std::int64_t>(m_reader.malformed().size());
    const std::int64_t untold = m_reader.malformedCount() - told;
    if (m_manifest.strict) {
        m_tally.failUntold(FailureKind::Malformed, untold);
    } else if (untold > 0) {
        m_context.say(
                HashText::tr("IGNORED  and %1 more lines").arg(locale.toString(qint64{untold})));
    }
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
    set(QStringLiteral("malformed"), m_reader.malformedCount());
    if (const qint64 ignored = m_reader.malformedCount(); ignored > 0 && !m_manifest.strict) {
        m_context.setFact(
                QStringLiteral("warning"),
                HashText::tr("Lines of %1 that are no checksums, and were passed over: "
                             "%2; with strict=true they fail the run.")
                        .arg(HashText::shownName(m_manifest.path), QLocale().toString(ignored)));
    }
}

Outcome VerifyRun::conclude()
{
    if (m_tally.failures().count() > 0) {
        return Outcome::failed(failureSentence());
    }
    const QLocale locale;
    if (const qint64 ignored = m_reader.malformedCount(); ignored > 0) {
        m_context.say(HashText::tr("Lines of the manifest that are no checksums: %1")
                              .arg(locale.toString(ignored)));
    }
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
                                      ? HashText::tr("1 line of the manifest is no checksum")
                                      : HashText::tr("%1 lines of the manifest are no checksums")
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
    count(FailureKind::Malformed, HashText::tr("lines that are no checksums: %1"));
    return HashText::tr("%1 of %2 files are not as the manifest says (%3); the first is %4: %5.")
            .arg(locale.toString(wrong), locale.toString(m_reader.files().fileCount()),
                 counts.join(QStringLiteral(", ")), failures.first().what, failures.first().reason);
}

Outcome VerifyRun::unusable(const QString &reason) const
{
    return Outcome::failed(
            HashText::tr("The manifest %1 %2.").arg(HashText::shownName(m_manifest.path), reason));
}

} // namespace thaw
