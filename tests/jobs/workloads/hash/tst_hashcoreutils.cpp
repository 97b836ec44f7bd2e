// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/coreutilscomparison.h"

#include <QTest>

using namespace thaw;

class TestHashCoreutils : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // A few; tests/bench/bench_manifests compares as many as one likes.
    void takesManifestsAsTheInstalledCoreutilsDo()
    {
        CoreutilsComparison comparison(1);
        for (int i = 0; i < 60; ++i) {
            QVERIFY2(comparison.compareNext(), qPrintable(comparison.difference()));
        }
        for (const char *verdict : {"good", "bad", "OK", "differs", "unread", "malformed"}) {
            QVERIFY2(comparison.verdicts().value(QLatin1String(verdict)) > 0, verdict);
        }
    }
};

QTEST_GUILESS_MAIN(TestHashCoreutils)
#include "tst_hashcoreutils.moc"
