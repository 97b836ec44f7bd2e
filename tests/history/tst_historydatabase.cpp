// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "history/historydatabase.h"

#include "history/historyfault.h"
#include "history/historyfiles.h"
#include "historysample.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <vector>

#include <sys/stat.h>

using namespace thaw;
using Access = HistoryDatabase::Access;
using Kind = HistoryFault::Kind;

namespace {

std::optional<HistoryFault> faultOf(const std::function<void()> &function)
{
    try {
        function();
    } catch (const HistoryFault &fault) {
        return fault;
    }
    return std::nullopt;
}

void makeNoFile(const QString &path, const QString &kind)
{
    const QByteArray name = QFile::encodeName(path);
    if (kind == QStringLiteral("a pipe")) {
        QCOMPARE(mkfifo(name.constData(), 0600), 0);
    } else if (kind == QStringLiteral("a socket")) {
        QCOMPARE(mknod(name.constData(), S_IFSOCK | 0600, 0), 0);
    } else if (kind == QStringLiteral("a folder")) {
        QVERIFY(QDir().mkdir(path));
    } else if (kind == QStringLiteral("a device")) {
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path));
    } else {
        QVERIFY(QFile::link(path, path));
    }
}

} // namespace

class TestHistoryDatabase : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    // A database with a schema but without a log beside it.
    void make() { const HistoryDatabase database(m_path, Access::ReadWrite); }
    [[nodiscard]] QVariant value(const QString &sql) const
    {
        return SqlConnection(m_path, SqlConnection::Access::ReadOnly).value(sql);
    }
    void change(const QString &sql) const
    {
        SqlConnection(m_path, SqlConnection::Access::ReadWrite).run(sql);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("a folder/history.db"));
    }

    void keepsARunFromItsStartToItsEnd()
    {
        HistoryDatabase database(m_path, Access::ReadWrite);
        const StartedRun run = startedSample(6);
        const qint64 id = database.begin(run);
        StoredRun stored = database.runs({id}).value(0);
        QCOMPARE(stored.row.outcome, QStringLiteral("running"));
        QCOMPARE(stored.row.startedAt, run.at);
        QVERIFY(stored.row.endedAt.isNull() && !stored.row.elapsedMs && !stored.row.worstDelayMs);
        QCOMPARE(stored.json[u"parameters"].toObject(), run.parameters);
        QVERIFY(stored.json[u"ended_at"].isNull() && stored.json[u"gui"].isNull());

        const RunRecord record = recordSample(6);
        database.keep(id, run, record, run.at.addMSecs(1500));
        QCOMPARE(database.count(), 1);
        stored = database.runs({id}).value(0);
        QCOMPARE(stored.row.outcome, QStringLiteral("failed"));
        QCOMPARE(stored.row.endedAt, run.at.addMSecs(1500));
        QCOMPARE(*stored.row.framesMissed, record.gui.frames.missed());
        QCOMPARE(stored.json[u"started_at"].toString(), QStringLiteral("2026-11-01T12:06:00.000Z"));
        QCOMPARE(stored.json[u"ended_at"].toString(), QStringLiteral("2026-11-01T12:06:01.500Z"));
        // All else is what `thaw run --json` prints.
        for (const auto *member : {"id", "started_at", "ended_at"}) {
            stored.json.remove(QLatin1StringView(member));
        }
        QCOMPARE(stored.json, toJson(record));
    }

    void aLongTranscriptIsKeptAtItsEnds()
    {
        RunRecord record = recordSample();
        std::vector<TranscriptLine> lines;
        for (int line = 0; line < 500'000; ++line) {
            lines.push_back(lineSample(QString::number(line)));
        }
        lines.front().text = QString(1'000'000, QLatin1Char('x'));
        record.transcript = std::make_shared<const std::vector<TranscriptLine>>(lines);
        record.linesDropped = 7;
        HistoryDatabase database(m_path, Access::ReadWrite);
        const StartedRun run = startedSample();
        const qint64 id = database.begin(run);
        database.keep(id, run, record, run.at);
        const QJsonObject json = database.runs({id}).value(0).json;
        const QJsonArray kept = json[u"transcript"].toArray();
        QCOMPARE(kept.size(), 401);
        QVERIFY(kept[0].toString().size() < 2100);
        QCOMPARE(kept[1].toString(), QStringLiteral("1"));
        QCOMPARE(kept[200].toString(), QStringLiteral("… 499,600 lines left out …"));
        QCOMPARE(kept[400].toString(), QStringLiteral("499999"));
        QCOMPARE(json[u"transcript_dropped"].toInteger(), 499'600 + 7);
    }

    void findsAndSorts_data()
    {
        QTest::addColumn<HistoryQuery>("query");
        QTest::addColumn<QList<int>>("numbers"); // of the samples 0 to 6
        const auto row = [](const char *name, const HistoryQuery &query,
                            const QList<int> &numbers) { QTest::newRow(name) << query << numbers; };
        row("all, newest first", {}, {6, 5, 4, 3, 2, 1, 0});
        row("the newest two", {.limit = 2}, {6, 5});
        row("oldest first", {.descending = false}, {0, 1, 2, 3, 4, 5, 6});
        row("a job", {.job = QStringLiteral("hash")}, {4, 1});
        row("a placement", {.placement = QStringLiteral("gui")}, {5, 3, 1});
        row("an outcome", {.outcome = QStringLiteral("failed")}, {6});
        row("a word of the error", {.text = QStringLiteral("MOON")}, {6});
        row("words of different columns", {.text = QStringLiteral(" gui  primes ")}, {3});
        row("a word of the parameters", {.text = QStringLiteral("1005")}, {5});
        row("signs that have a meaning in SQL", {.text = QStringLiteral("100%_"), .limit = 1}, {6});
        row("such a sign is no wild card", {.text = QStringLiteral("p%s")}, {});
        row("by job", {.order = HistoryOrder::Job, .descending = false}, {1, 4, 0, 3, 6, 2, 5});
        row("by worst delay", {.order = HistoryOrder::WorstDelay}, {6, 5, 4, 3, 2, 1, 0});
        row("by frames missed", {.order = HistoryOrder::FramesMissed, .limit = 1}, {6});
        row("by elapsed", {.order = HistoryOrder::Elapsed, .descending = false, .limit = 1}, {0});
        row("by placement", {.order = HistoryOrder::Placement, .limit = 1}, {6});
        row("by outcome", {.order = HistoryOrder::Outcome, .descending = false, .limit = 1}, {5});
    }
    void findsAndSorts()
    {
        QFETCH(HistoryQuery, query);
        QFETCH(QList<int>, numbers);
        HistoryDatabase database(m_path, Access::ReadWrite);
        QList<qint64> expected;
        QList<qint64> ids;
        for (int number = 0; number < 7; ++number) {
            ids.append(addSample(database, number));
        }
        for (const int number : numbers) {
            expected.append(ids[number]);
        }
        QCOMPARE(database.ids(query), expected);
        QCOMPARE(database.jobs().size(), 3);
        QCOMPARE(database.placements(),
                 (QStringList{QStringLiteral("gui"), QStringLiteral("worker")}));
    }

    void sortingTakesAnIndex()
    {
        make();
        for (const char *column : {"started_at", "job", "placement", "outcome", "elapsed_ms",
                                   "worst_delay_ms", "frames_missed"}) {
            const SqlConnection connection(m_path, SqlConnection::Access::ReadOnly);
            QSqlQuery plan = connection.run(
                    QStringLiteral(
                            "EXPLAIN QUERY PLAN SELECT id FROM run ORDER BY %1 DESC, id DESC")
                            .arg(QLatin1StringView(column)));
            while (nextRow(plan)) {
                const QString step = plan.value(3).toString();
                QVERIFY2(step.contains(QStringLiteral("USING COVERING INDEX")), qPrintable(step));
            }
        }
    }

    void deletesAllButWhatIsRunning()
    {
        HistoryDatabase database(m_path, Access::ReadWrite);
        const qint64 first = addSample(database);
        const qint64 second = addSample(database, 1);
        const qint64 running = database.begin(startedSample());
        database.remove({first, running});
        QCOMPARE(database.ids({.descending = false}), (QList<qint64>{running, second}));
        QCOMPARE(value(QStringLiteral("SELECT count(*) FROM record")).toInt(), 2);
        // The number of one that was deleted is never another's.
        database.remove({second});
        QVERIFY(addSample(database) > running);
    }

    void aRunThatWasDeletedMeanwhileIsKept()
    {
        HistoryDatabase database(m_path, Access::ReadWrite);
        const StartedRun run = startedSample();
        const qint64 id = database.begin(run);
        change(QStringLiteral("DELETE FROM run"));
        database.keep(id, run, recordSample(), run.at);
        QCOMPARE(database.count(), 1);
        QCOMPARE(database.rows(database.ids({})).value(0).outcome, QStringLiteral("finished"));
    }

    void marksTheRunsOfDeadProcessesOnly()
    {
        ProcessMark dead = ProcessMark::own();
        --dead.began;
        ProcessMark distant = dead;
        distant.machine = QStringLiteral("another");
        qint64 lost = 0;
        qint64 far = 0;
        qint64 mine = 0;
        {
            HistoryDatabase database(m_path, Access::ReadWrite);
            lost = database.begin(startedSample());
            far = database.begin(startedSample());
            mine = database.begin(startedSample());
        }
        const auto sql = QStringLiteral("UPDATE run SET process = '%1' WHERE id = %2");
        change(sql.arg(dead.toText()).arg(lost));
        change(sql.arg(distant.toText()).arg(far));
        // One that may only read can't mark it, but says so all the same.
        QCOMPARE(HistoryDatabase(m_path, Access::ReadOnly).rows({lost}).value(0).outcome,
                 QStringLiteral("interrupted"));
        QCOMPARE(
                value(QStringLiteral("SELECT count(*) FROM run WHERE outcome = 'running'")).toInt(),
                3);
        const HistoryDatabase database(m_path, Access::ReadWrite);
        QCOMPARE(database.rows({lost}).value(0).outcome, QStringLiteral("interrupted"));
        QVERIFY(database.rows({lost}).value(0).endedAt.isNull());
        QCOMPARE(database.runs({lost}).value(0).json[u"outcome"].toString(),
                 QStringLiteral("interrupted"));
        QCOMPARE(database.rows({far}).value(0).outcome, QStringLiteral("running"));
        QCOMPARE(database.rows({mine}).value(0).outcome, QStringLiteral("running"));
    }

    void theSchemaCarriesItsVersion()
    {
        make();
        QCOMPARE(value(QStringLiteral("PRAGMA user_version")).toInt(), 1);
        QCOMPARE(value(QStringLiteral("PRAGMA application_id")).toInt(), 0x54686177);
        QCOMPARE(value(QStringLiteral("PRAGMA journal_mode")).toString(), QStringLiteral("wal"));
    }

    void leavesWhatItMustNotTouch_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("kind");
        QTest::newRow("a newer version")
                << QStringLiteral("PRAGMA user_version = 2") << static_cast<int>(Kind::Newer);
        QTest::newRow("another program's")
                << QStringLiteral("PRAGMA application_id = 5") << static_cast<int>(Kind::Foreign);
        QTest::newRow("another program's that has no id")
                << QStringLiteral("PRAGMA application_id = 0") << static_cast<int>(Kind::Foreign);
    }
    void leavesWhatItMustNotTouch()
    {
        QFETCH(QString, sql);
        QFETCH(int, kind);
        make();
        change(sql);
        const QByteArray before = contentOf(m_path);
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            const auto fault = faultOf([&] { const HistoryDatabase database(m_path, access); });
            QVERIFY(fault);
            QCOMPARE(static_cast<int>(fault->kind()), kind);
            QVERIFY(!fault->mayPass());
            QVERIFY(fault->whyNotRecorded(m_path).contains(m_path));
        }
        QCOMPARE(contentOf(m_path), before);
    }

    // Not a database in memory, as SQLite takes it.
    void aPathThatIsNoneIsAFault()
    {
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            const auto fault = faultOf([&] { const HistoryDatabase database(QString(), access); });
            QVERIFY(fault);
            QCOMPARE(fault->kind(), Kind::NoFolder);
            QVERIFY(!fault->mayPass());
            QVERIFY(fault->whyNotRecorded({}).contains(QStringLiteral("set HOME")));
        }
    }

    void saysWhatIsNoDatabase()
    {
        make();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("These are no pages of a database. ");
        file.write(QByteArray(5000, 'x'));
        file.close();
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            const auto fault = faultOf([&] { const HistoryDatabase database(m_path, access); });
            QVERIFY(fault);
            QCOMPARE(static_cast<int>(fault->kind()), static_cast<int>(Kind::Corrupt));
        }
    }

    void anEmptyFileIsANewHistory()
    {
        make();
        QVERIFY(QFile::resize(m_path, 0));
        QCOMPARE(HistoryDatabase(m_path, Access::ReadOnly).ids({}), QList<qint64>());
        QCOMPARE(HistoryDatabase(m_path, Access::ReadOnly).count(), 0);
        HistoryDatabase database(m_path, Access::ReadWrite);
        addSample(database);
        QCOMPARE(database.count(), 1);
    }

    void readingMakesNothing()
    {
        const auto fault =
                faultOf([&] { const HistoryDatabase database(m_path, Access::ReadOnly); });
        QVERIFY(fault);
        QCOMPARE(static_cast<int>(fault->kind()), static_cast<int>(Kind::CantOpen));
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    // Told as what they are, and before anything waits for them.
    void whatIsNoFileIsToldAndLeftAlone_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QString>("kind");
        for (const char *suffix : {"", "-wal", "-shm", "-journal"}) {
            for (const char *kind : {"a pipe", "a folder", "a device", "a socket", "a circle"}) {
                QTest::addRow("%s at history.db%s", kind, suffix)
                        << QString::fromLatin1(suffix) << QString::fromLatin1(kind);
            }
        }
    }
    void whatIsNoFileIsToldAndLeftAlone()
    {
        QFETCH(QString, suffix);
        QFETCH(QString, kind);
        make();
        const QString path = m_path + suffix;
        QFile::remove(path);
        makeNoFile(path, kind);
        const FileIdentity before = FileIdentity::of(path);
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            const auto fault = faultOf([&] { const HistoryDatabase database(m_path, access); });
            QVERIFY(fault);
            QCOMPARE(static_cast<int>(fault->kind()), static_cast<int>(Kind::NoFile));
            const QString why = fault->whyNotRead(m_path);
            QVERIFY2(why.contains(path) && why.contains(kind), qPrintable(why));
        }
        QVERIFY(FileIdentity::of(path) == before);
    }

    void aFolderThatCantBeSearchedIsNoEmptyHistory()
    {
        QFile file(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto fault =
                faultOf([&] { Q_UNUSED(isHistoryThere(file.fileName() + QStringLiteral("/x"))); });
        QVERIFY(fault);
        QCOMPARE(static_cast<int>(fault->kind()), static_cast<int>(Kind::CantOpen));
        QVERIFY(!isHistoryThere(m_path));
        make();
        QVERIFY(isHistoryThere(m_path));
    }

    void setsAsideOnceWhatIsDamaged()
    {
        make();
        const FileIdentity damaged = FileIdentity::of(m_path);
        for (const char *suffix : {"-wal", "-journal"}) {
            QFile beside(m_path + QLatin1StringView(suffix));
            QVERIFY(beside.open(QIODevice::WriteOnly));
        }
        const auto kept = setAside(m_path, damaged);
        QVERIFY(kept && kept->contains(QStringLiteral("/history.corrupt-2")));
        QVERIFY(QFile::exists(*kept) && !QFile::exists(m_path));
        for (const char *suffix : {"-wal", "-journal"}) {
            QVERIFY(QFile::exists(*kept + QLatin1StringView(suffix)));
            QVERIFY(!QFile::exists(m_path + QLatin1StringView(suffix)));
        }
        // Another process, which has found the same: the new one stays.
        make();
        QCOMPARE(setAside(m_path, damaged), std::optional(QString()));
        QVERIFY(QFile::exists(m_path));
        // A second one at the same second gets a name of its own.
        const auto second = setAside(m_path, FileIdentity::of(m_path));
        QVERIFY(second && *second != *kept && QFile::exists(*kept) && QFile::exists(*second));
    }
};

QTEST_GUILESS_MAIN(TestHistoryDatabase)
#include "tst_historydatabase.moc"
