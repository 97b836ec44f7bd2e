// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/module.h"

#include <QTest>

using namespace thaw;

class TestModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhichFileIsMissing()
    {
        QString problem;
        QVERIFY(!resolveInModule(QStringLiteral("nothing"), "nothing", problem));
        QVERIFY2(problem.contains(QStringLiteral("thaw/thaw-nothing.so")), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestModule)
#include "tst_module.moc"
