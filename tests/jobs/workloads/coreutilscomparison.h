// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobharness.h"
#include "jobs/workloads/hash.h"
#include "jobs/workloads/manifestcases.h"
#include "tempfolder.h"

#include <QByteArray>
#include <QMap>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <utility>

namespace thaw {

/// Has generated manifests verified by the installed coreutils and by the job `hash`, and compares
/// what both say of each line.
class CoreutilsComparison
{
public:
    explicit CoreutilsComparison(std::uint64_t seed)
        : m_cases(m_folder, seed)
    {}

    /// Whether they say the same.
    bool compareNext()
    {
        const SumProgram &program = m_cases.anyProgram();
        const bool strict = ++m_count % 3 == 0;
        m_manifest = m_cases.next(program);
        m_folder.write("m", m_manifest);
        m_theirs = askCoreutils(program, strict);
        m_ours = askThaw(program, strict);
        if (m_ours != m_theirs) {
            return false;
        }
        for (const QString &each : std::as_const(m_ours)) {
            ++m_verdicts[each.section(QLatin1Char(' '), 0, 0)];
        }
        return true;
    }
    /// How often both said the same, by what they said: "good" and "bad" of a manifest, "OK",
    /// "differs", "unread" and "malformed" of a line.
    [[nodiscard]] const QMap<QString, int> &verdicts() const { return m_verdicts; }
    /// What was different last.
    [[nodiscard]] QString difference() const
    {
        return QStringLiteral("manifest %1:\n%2\ncoreutils:\n  %3\nThaw (%4):\n  %5\n")
                .arg(m_count)
                .arg(QString::fromLatin1(m_manifest), m_theirs.join(QStringLiteral("\n  ")),
                     m_reason, m_ours.join(QStringLiteral("\n  ")));
    }

private:
    QStringList askCoreutils(const SumProgram &program, bool strict)
    {
        const QByteArray command = QByteArray("LC_ALL=C ") + program.program + " --warn "
                                   + (strict ? "--strict " : "") + "-c m 2>errors </dev/null";
        int status = -1;
        const QByteArray said = m_folder.output("sh", {"-c", command}, &status);
        QStringList all = {status == 0 ? QStringLiteral("good") : QStringLiteral("bad")};
        for (const QByteArray &line : said.split('\n')) {
            if (line.endsWith(": OK")) {
                all << QStringLiteral("OK");
            } else if (line.endsWith(": FAILED")) {
                all << QStringLiteral("differs");
            } else if (line.endsWith(": FAILED open or read")) {
                all << QStringLiteral("unread");
            }
        }
        static const QRegularExpression malformed(
                QStringLiteral("m: (\\d+): improperly formatted"));
        const QByteArray errors = m_folder.read("errors");
        if (errors.contains("no properly formatted")) { // which of them is wrong says nothing, then
            return all;
        }
        auto matches = malformed.globalMatch(QString::fromLatin1(errors));
        while (matches.hasNext()) {
            all << QStringLiteral("malformed ") + matches.next().captured(1);
        }
        return all;
    }

    QStringList askThaw(const SumProgram &program, bool strict)
    {
        JobHarness job(hashJob());
        job.set("path", m_folder.path()).set("verify", m_folder.path("m"));
        job.set("algorithm", program.algorithm).set("threads", 1);
        job.set("strict", QByteArray(strict ? "true" : "false"));
        const Outcome outcome = job.run();
        m_reason = outcome.reason;
        const bool isGood = outcome.kind == OutcomeKind::Finished;
        QStringList all = {isGood ? QStringLiteral("good") : QStringLiteral("bad")};
        static const QRegularExpression malformed(
                QStringLiteral("^(?:IGNORED|FAILED)  .*/m:(\\d+): the line is "));
        for (const QString &line : job.lines()) {
            if (line.startsWith(QStringLiteral("OK  "))) {
                all << QStringLiteral("OK");
            } else if (const auto match = malformed.match(line); match.hasMatch()) {
                all << QStringLiteral("malformed ") + match.captured(1);
            } else if (line.endsWith(QStringLiteral(": its digest is not the manifest's"))) {
                all << QStringLiteral("differs");
            } else if (line.startsWith(QStringLiteral("FAILED  "))) {
                all << QStringLiteral("unread");
            }
        }
        return all;
    }

    const TempFolder m_folder;
    ManifestCases m_cases;
    QMap<QString, int> m_verdicts;
    int m_count = 0;
    QByteArray m_manifest;
    QStringList m_theirs;
    QStringList m_ours;
    QString m_reason;
};

} // namespace thaw
