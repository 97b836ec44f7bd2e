// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <sys/stat.h>

using namespace thaw;

namespace {

// Another program that has the database to itself.
class Lock
{
public:
    explicit Lock(const QString &path)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("lock")))
    {
        m_database.setDatabaseName(path);
        QVERIFY(m_database.open());
        QVERIFY(QSqlQuery(m_database).exec(QStringLiteral("BEGIN EXCLUSIVE")));
    }
    ~Lock()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("lock"));
    }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    QSqlDatabase m_database;
};

} // namespace

class TestHistoryCommand : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString database() const
    {
        return m_folder->filePath(QStringLiteral("history.db"));
    }
    [[nodiscard]] QStringList arguments(const char *words) const
    {
        return QStringList{QStringLiteral("--data"), m_folder->path()}
               + QString::fromLatin1(words).split(QLatin1Char(' '));
    }
    [[nodiscard]] Called thaw(const char *words) const { return call(arguments(words)); }
    [[nodiscard]] QJsonArray runs(const char *words = "history --json") const
    {
        return thaw(words).json()[u"runs"].toArray();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void withoutADatabaseThereAreNoRuns()
    {
        const Called text = thaw("history");
        QCOMPARE(text.status, 0);
        QCOMPARE(text.output, QByteArray("No runs yet.\n"));
        const Called json = thaw("history --json");
        QCOMPARE(json.status, 0);
        QCOMPARE(json.json()[u"schema"].toString(), QStringLiteral("thaw.history/1"));
        QVERIFY(json.json()[u"runs"].isArray() && json.json()[u"runs"].toArray().isEmpty());
        QCOMPARE(thaw("history --csv").output.count('\n'), 1);
        for (const char *words : {"list", "--help", "run --help", "history --help"}) {
            QCOMPARE(thaw(words).status, 0);
        }
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void recordsEveryRunAsItWasPrinted()
    {
        const Called first = thaw("run wait --set seconds=0.05 --json");
        QCOMPARE(first.status, 0);
        QVERIFY(first.errors.isEmpty());
        QCOMPARE(thaw("run primes --on gui --set limit=1000 --quiet").status, 0);
        QCOMPARE(thaw("run hash --set path=/no/such/folder --quiet").status, 1);

        const QJsonArray runs = this->runs();
        QCOMPARE(runs.size(), 3);
        QCOMPARE(runs[0][u"job"].toString(), QStringLiteral("hash")); // the newest first
        QCOMPARE(runs[0][u"outcome"].toString(), QStringLiteral("failed"));
        QVERIFY(!runs[0][u"error"].toString().isEmpty());
        QCOMPARE(runs[1][u"placement"].toString(), QStringLiteral("gui"));
        QJsonObject wait = runs[2].toObject();
        QVERIFY(wait[u"id"].toInteger() < runs[1][u"id"].toInteger());
        const QRegularExpression utc(QStringLiteral(R"(^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$)"));
        const QString ended = wait[u"ended_at"].toString();
        QVERIFY(utc.match(ended).hasMatch());
        QVERIFY(utc.match(wait[u"started_at"].toString()).hasMatch());
        QVERIFY(wait[u"started_at"].toString() < ended);
        for (const char *added : {"id", "started_at", "ended_at"}) {
            wait.remove(QLatin1StringView(added));
        }
        QCOMPARE(wait, first.json());
    }

    void filtersAndLimits()
    {
        for (const char *words :
             {"run wait --set seconds=0.01 --quiet", "run wait --on gui --set seconds=0.01 --quiet",
              "run primes --set limit=10 --quiet"}) {
            QCOMPARE(thaw(words).status, 0);
        }
        QCOMPARE(runs("history --json --job wait").size(), 2);
        QCOMPARE(runs("history --json --on gui").size(), 1);
        QCOMPARE(runs("history --json --outcome failed").size(), 0);
        QCOMPARE(runs("history --json --limit 1")[0][u"job"].toString(), QStringLiteral("primes"));
        QCOMPARE(thaw("history --job none").output, QByteArray("No run matches.\n"));
        const QList<QByteArray> lines = thaw("history").output.split('\n');
        QCOMPARE(lines.size(), 5); // titles, three runs, and the end of the last line
        QVERIFY(lines[1].contains("primes") && lines[3].contains("wait"));
        QCOMPARE(lines[1].indexOf("worker"), lines[0].indexOf("PLACEMENT"));
    }

    void printsCsv()
    {
        QCOMPARE(thaw("run wait --set seconds=0.01 --quiet").status, 0);
        const QList<QByteArray> lines = thaw("history --csv").output.split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("id,started_at,ended_at,job,"));
        QVERIFY(lines[0].trimmed().endsWith(",error,delay_weighted_by,verdict"));
        QVERIFY2(lines[1].trimmed().endsWith(",,time,"), lines[1].constData()); // no lesson
        QVERIFY(lines[1].startsWith("1,20"));
        QVERIFY2(lines[1].contains(R"("{""seconds"":0.01,""steps"":5}")"), lines[1].constData());
    }

    void refusesWrongUsageInOneLine()
    {
        for (const char *words : {"history --json --csv", "history --limit 0", "history --limit x",
                                  "history --outcome lost", "history primes"}) {
            const Called called = thaw(words);
            QCOMPARE(called.status, 2);
            QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        }
    }

    void aRunThatIsKilledIsInterrupted()
    {
        QProcess process;
        process.start(QStringLiteral(THAW_PROGRAM), arguments("run wait --set seconds=60"));
        QTRY_COMPARE(runs().size(), 1);
        QCOMPARE(runs()[0][u"outcome"].toString(), QStringLiteral("running"));
        process.kill();
        QVERIFY(process.waitForFinished());
        const QJsonArray runs = this->runs();
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs[0][u"outcome"].toString(), QStringLiteral("interrupted"));
        QVERIFY(runs[0][u"ended_at"].isNull() && runs[0][u"elapsed_ms"].isNull());
        QCOMPARE(runs[0][u"parameters"][u"seconds"].toInt(), 60);
    }

    // A failure to record is told in one line and changes nothing else.
    void aDatabaseThatCantBeUsedIsOneWarning()
    {
        QFile file(database());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("These are no pages of a database.");
        file.close();
        const Called read = thaw("history");
        QCOMPARE(read.status, 1);
        QVERIFY2(read.isOneErrorLine(), read.errors.constData());
        const Called called = thaw("run wait --set seconds=0.01 --json");
        QCOMPARE(called.status, 0);
        QCOMPARE(called.json()[u"outcome"].toString(), QStringLiteral("finished"));
        QVERIFY2(called.isOneErrorLine(), called.errors.constData());
        QCOMPARE(runs().size(), 1);

        const Called nowhere =
                call({QStringLiteral("--data"), QStringLiteral("/proc/nowhere"),
                      QStringLiteral("run"), QStringLiteral("wait"), QStringLiteral("--set"),
                      QStringLiteral("seconds=0.01"), QStringLiteral("--quiet")});
        QCOMPARE(nowhere.status, 0);
        QVERIFY2(nowhere.isOneErrorLine(), nowhere.errors.constData());
    }

    // What is said stays true: it is not recorded, also not by a last try.
    void aLockThatStaysCostsARunThatIsToldOnce()
    {
        QCOMPARE(thaw("run wait --set seconds=0 --quiet").status, 0);
        {
            const Lock lock(database());
            const Called called = thaw("run wait --set seconds=0 --quiet");
            QCOMPARE(called.status, 0);
            QVERIFY2(called.isOneErrorLine(), called.errors.constData());
            QVERIFY2(called.errors.startsWith("thaw: The run is not recorded: another program"),
                     called.errors.constData());
            const Called compared =
                    thaw("compare wait --on worker --repeats 2 --set seconds=0 --quiet");
            QVERIFY2(compared.isOneErrorLine(), compared.errors.constData());
            QVERIFY2(compared.errors.startsWith("thaw: The last 2 runs are not recorded: "),
                     compared.errors.constData());
        }
        QCOMPARE(runs().size(), 1);
    }

    void aLockThatPassesIsNotSpokenOf()
    {
        QCOMPARE(thaw("run wait --set seconds=0 --quiet").status, 0);
        QProcess process;
        {
            const Lock lock(database());
            process.start(QStringLiteral(THAW_PROGRAM),
                          arguments("run wait --set seconds=0 --quiet"));
            QVERIFY(process.waitForStarted());
            QTest::qSleep(1000);
        }
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(runs().size(), 2);
    }

    // Nothing waits for a pipe, and what can't be a history is not taken for an empty one.
    void whatIsNoHistoryIsToldAndLeftAlone_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"a pipe", "a folder", "a device", "a link that leads"}) {
            QTest::newRow(kind) << QString::fromLatin1(kind);
        }
    }
    void whatIsNoHistoryIsToldAndLeftAlone()
    {
        QFETCH(QString, kind);
        const QByteArray name = QFile::encodeName(database());
        if (kind == QStringLiteral("a pipe")) {
            QCOMPARE(mkfifo(name.constData(), 0600), 0);
        } else if (kind == QStringLiteral("a folder")) {
            QVERIFY(QDir().mkdir(database()));
        } else if (kind == QStringLiteral("a device")) {
            QVERIFY(QFile::link(QStringLiteral("/dev/zero"), database()));
        } else {
            QVERIFY(QFile::link(database(), database()));
        }
        for (const char *words : {"history", "history --json", "history --csv"}) {
            const Called called = thaw(words);
            QCOMPARE(called.status, 1);
            QVERIFY2(called.isOneErrorLine() && called.errors.contains(kind.toUtf8()),
                     called.errors.constData());
            QVERIFY(called.output.isEmpty());
        }
        const Called run = thaw("run wait --set seconds=0 --quiet");
        QCOMPARE(run.status, 0);
        QVERIFY2(run.isOneErrorLine() && run.errors.contains(kind.toUtf8()),
                 run.errors.constData());
        QCOMPARE(QDir(m_folder->path())
                         .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                         .size(),
                 1);
    }

    void aFolderThatCantBeOpenedIsNoEmptyHistory()
    {
        const Called called =
                call({QStringLiteral("--data"), QStringLiteral(THAW_PROGRAM) + QStringLiteral("/x"),
                      QStringLiteral("history")});
        QCOMPARE(called.status, 1);
        QVERIFY2(called.isOneErrorLine() && called.errors.contains("can't be opened"),
                 called.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestHistoryCommand)
#include "tst_historycommand.moc"
