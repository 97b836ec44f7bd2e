// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/failurelist.h"

#include <QJsonObject>
#include <QTest>

using namespace thaw;

class TestFailureList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsAllAndKeepsAThousand()
    {
        FailureList list;
        for (int i = 0; i < 1500; ++i) {
            list.add({FailureKind::Unreadable, QString::number(i), QStringLiteral("gone")});
        }
        list.add({FailureKind::Missing, QStringLiteral("m"), QStringLiteral("gone")});
        QCOMPARE(list.count(), 1501);
        QCOMPARE(list.count(FailureKind::Unreadable), 1500);
        QCOMPARE(list.count(FailureKind::Missing), 1);
        QCOMPARE(list.toJson().size(), static_cast<qsizetype>(FailureList::kept));
    }

    void theFirstDoesNotDependOnTheThreads()
    {
        FailureList list;
        list.add({FailureKind::UnreadableFolder, QStringLiteral("a"), {}});
        list.add({FailureKind::Unreadable, QStringLiteral("z"), {}});
        list.add({FailureKind::Unreadable, QStringLiteral("b"), QStringLiteral("why")});
        list.sort();
        QCOMPARE(list.first().what, QStringLiteral("b"));
        const QJsonObject first = list.toJson().at(0).toObject();
        QCOMPARE(first.value(QStringLiteral("path")).toString(), QStringLiteral("b"));
        QCOMPARE(first.value(QStringLiteral("reason")).toString(), QStringLiteral("why"));
    }

    void malformedLinesStayInTheirOrder()
    {
        FailureList list;
        list.add({FailureKind::Malformed, QStringLiteral("m:9"), {}});
        list.add({FailureKind::Malformed, QStringLiteral("m:10"), {}});
        list.sort();
        QCOMPARE(list.first().what, QStringLiteral("m:9"));
    }
};

QTEST_APPLESS_MAIN(TestFailureList)
#include "tst_failurelist.moc"
