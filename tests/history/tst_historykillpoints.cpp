// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "history/historydatabase.h"

#include "history/historyfault.h"
#include "historysample.h"
#include "killedhistory.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <unistd.h>

using namespace thaw;
using Access = HistoryDatabase::Access;
using Kind = HistoryFault::Kind;

class TestHistoryKillPoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SQLite's driver is loaded once, here, so that no child has to.
    void initTestCase()
    {
        const QTemporaryDir folder;
        HistoryDatabase database(folder.filePath(QStringLiteral("history.db")), Access::ReadWrite);
        addSample(database);
    }

    void whereverItIsKilledTheNextStartReadsAndWrites_data()
    {
        QTest::addColumn<int>("index");
        const QList<KilledHistory> histories = killedHistories();
        for (int index = 0; index < histories.size(); ++index) {
            QTest::newRow(qPrintable(histories[index].name)) << index;
        }
    }
    void whereverItIsKilledTheNextStartReadsAndWrites()
    {
        QFETCH(int, index);
        const KillTally tally = killEverywhere(killedHistories()[index], Calls::Changing);
        QVERIFY2(tally.first.isEmpty(), qPrintable(tally.first));
        QVERIFY2(tally.points > 10, qPrintable(QString::number(tally.points)));
    }

    // What another program's death has left is that program's to undo.
    void leavesTheUnfinishedChangeOfAnotherProgram()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.db"));
        const auto change = [&](int) {
            const SqlConnection connection(path, SqlConnection::Access::ReadWrite);
            connection.run(QStringLiteral("CREATE TABLE theirs (number)"));
            connection.run(QStringLiteral("INSERT INTO theirs VALUES (1)"));
            _exit(0);
        };
        // As late as there is a journal: the table is there, and the number not quite.
        const int calls = doAndKill(change, Calls::Changing).calls;
        QFile::remove(path);
        const QString journal = path + QStringLiteral("-journal");
        for (int point = calls; point > 0 && !QFile::exists(journal); --point) {
            QFile::remove(path);
            QVERIFY(doAndKill(change, Calls::Changing, point).wasKilled);
        }
        const QByteArray before = contentOf(path);
        const QByteArray beside = contentOf(journal);
        QVERIFY(!before.isEmpty() && !beside.isEmpty());
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            QVERIFY_THROWS_EXCEPTION(HistoryFault, HistoryDatabase(path, access));
        }
        QCOMPARE(contentOf(path), before);
        QCOMPARE(contentOf(journal), beside);
    }

    // Whoever may only read can't undo a change, and doesn't take what it left for the history.
    void anUnfinishedChangeIsNoEmptyHistory()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.db"));
        const auto start = [&](int) {
            HistoryDatabase(path, Access::ReadWrite);
            _exit(0);
        };
        const QString journal = path + QStringLiteral("-journal");
        const int calls = doAndKill(start, Calls::Changing).calls;
        QFile::remove(path);
        for (int point = 1; point < calls && QFileInfo(path).size() == 0; ++point) {
            QFile::remove(path);
            QFile::remove(journal);
            QVERIFY(doAndKill(start, Calls::Changing, point).wasKilled);
        }
        QVERIFY(QFileInfo(journal).size() > 0);
        try {
            HistoryDatabase(path, Access::ReadOnly);
            QFAIL("it was read");
        } catch (const HistoryFault &fault) {
            QCOMPARE(static_cast<int>(fault.kind()), static_cast<int>(Kind::CutShort));
            QVERIFY(fault.whyNotRead(path).contains(QStringLiteral("cut short")));
        }
        QCOMPARE(HistoryDatabase(path, Access::ReadWrite).count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHistoryKillPoints)
#include "tst_historykillpoints.moc"
