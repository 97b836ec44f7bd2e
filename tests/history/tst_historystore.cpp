// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historystore.h"

#include "history/historydatabase.h"
#include "historysample.h"
#include "jobs/job/jobcatalog.h"
#include "probe/probe.h"
#include "probe/responsivenesslog.h"
#include "scriptedrequest.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <memory>

#include <sys/resource.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace thaw;
using Access = HistoryDatabase::Access;

namespace {

ScriptedRequest request()
{
    return ScriptedRequest([](JobContext &) { return Outcome::finished(); });
}

// As long as it lives, no file can grow.
class FullDisk
{
public:
    FullDisk()
        : m_handlerBefore(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit little = {100, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handlerBefore);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    using Handler = void (*)(int);
    const Handler m_handlerBefore;
    rlimit m_before = {};
};

// What one store said.
struct Heard
{
    explicit Heard(HistoryStore &store)
    {
        QObject::connect(&store, &HistoryStore::kept, &store,
                         [this](RunTicket, bool isKept) { ++(isKept ? recordings : refusals); });
        QObject::connect(&store, &HistoryStore::failed, &store,
                         [this](const QString &problem) { problems.append(problem); });
        QObject::connect(&store, &HistoryStore::delayed, &store,
                         [this](const QString &problem) { delays.append(problem); });
        QObject::connect(&store, &HistoryStore::listed, &store,
                         [this](quint64, const HistoryList &listed) { list = listed; });
    }
    int recordings = 0;
    int refusals = 0;
    QStringList problems;
    QStringList delays;
    HistoryList list; // the last
};

// The child of twoProcessesWriteAtOnce().
int writeMany(const QString &path, int count)
{
    HistoryStore store(path);
    int recordings = 0;
    QObject::connect(&store, &HistoryStore::kept, &store, [&](RunTicket, bool isKept) {
        if (isKept && ++recordings == count) {
            QCoreApplication::quit();
        }
    });
    const ScriptedRequest run = request();
    for (int number = 0; number < count; ++number) {
        store.keep(store.begin(run.on(QStringLiteral("worker"))), recordSample(number));
    }
    QTimer::singleShot(60s, [] { QCoreApplication::exit(3); });
    return QCoreApplication::exec();
}

// The child of seesThatAnotherProcessHasDied(): it begins a run and doesn't end by itself.
int beginOne(const QString &path)
{
    HistoryStore store(path);
    store.begin(request().on(QStringLiteral("worker")));
    if (store.flush(30s) == HistoryStore::Flushed::All) {
        std::puts("begun");
        std::fflush(stdout);
    }
    QTimer::singleShot(120s, [] { QCoreApplication::exit(3); });
    return QCoreApplication::exec();
}

} // namespace

class TestHistoryStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    const ScriptedRequest m_request = request();

    void run(HistoryStore &store, int number = 0)
    {
        store.keep(store.begin(m_request.on(QStringLiteral("worker"))), recordSample(number));
    }
    [[nodiscard]] qint64 count() const
    {
        return HistoryDatabase::openPatiently(m_path, Access::ReadOnly)->count();
    }
    [[nodiscard]] QStringList setAsideFiles() const
    {
        return QDir(m_folder->path()).entryList({QStringLiteral("history.corrupt-*.db")});
    }
    void make(int runs)
    {
        const auto database = HistoryDatabase::openPatiently(m_path, Access::ReadWrite);
        for (int number = 0; number < runs; ++number) {
            addSample(*database, number);
        }
    }
    void overwrite(qint64 from, qint64 bytes) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(from));
        file.write(QByteArray(bytes, '\xff'));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("history.db"));
    }

    void makesNothingBeforeItIsAsked()
    {
        {
            const HistoryStore store(m_path);
        }
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void recordsListsReadsAndDeletes()
    {
        HistoryStore store(m_path);
        Heard heard(store);
        for (int number = 0; number < 3; ++number) {
            run(store, number);
        }
        QTRY_COMPARE(heard.recordings, 3);
        HistoryList list;
        connect(&store, &HistoryStore::listed, this,
                [&](quint64, const HistoryList &listed) { list = listed; });
        store.list({});
        QTRY_COMPARE(list.ids.size(), 3);
        QCOMPARE(list.total, 3);
        QCOMPARE(list.jobs, QStringList{QStringLiteral("scripted")});
        QList<StoredRun> runs;
        connect(&store, &HistoryStore::runsRead, this,
                [&](const QList<qint64> &, const QList<StoredRun> &read) { runs = read; });
        store.readRuns({list.ids[1], list.ids[0]});
        QTRY_COMPARE(runs.size(), 2);
        QCOMPARE(runs[0].row.id, list.ids[1]);
        QSignalSpy changed(&store, &HistoryStore::changed);
        store.remove({list.ids[0]});
        QTRY_COMPARE(changed.size(), 1);
        store.list({});
        QTRY_COMPARE(list.ids.size(), 2);
        QVERIFY(heard.problems.isEmpty());
    }

    void tellsOfWhatAnotherChanged()
    {
        HistoryStore store(m_path);
        QSignalSpy changed(&store, &HistoryStore::changed);
        QSignalSpy listed(&store, &HistoryStore::listed);
        store.list({});
        QTRY_COMPARE(listed.size(), 1);
        store.lookForChanges();
        QCOMPARE(store.flush(10s), HistoryStore::Flushed::All);
        QTest::qWait(0);
        QVERIFY(changed.isEmpty());
        make(1);
        store.lookForChanges();
        QTRY_COMPARE(changed.size(), 1);
    }

    // It dies while this one has the database open.
    void seesThatAnotherProcessHasDied()
    {
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--begin"), m_path});
        QVERIFY(other.waitForReadyRead(60'000));
        HistoryStore store(m_path);
        QString outcome;
        connect(&store, &HistoryStore::listed, &store,
                [&](quint64, const HistoryList &list) { store.readRows(list.ids); });
        connect(&store, &HistoryStore::rowsRead, &store,
                [&](const QList<HistoryRow> &rows) { outcome = rows.value(0).outcome; });
        store.list({});
        QTRY_COMPARE(outcome, QStringLiteral("running"));
        other.kill();
        QVERIFY(other.waitForFinished());
        QSignalSpy changed(&store, &HistoryStore::changed);
        store.lookForChanges();
        QTRY_COMPARE(changed.size(), 1);
        store.list({.outcome = QStringLiteral("interrupted")});
        QTRY_COMPARE(outcome, QStringLiteral("interrupted"));
    }

    // A long removal lets other processes and this one's own runs in between.
    void removesManyWithoutKeepingOthersOut()
    {
        constexpr int many = 5000;
        make(1);
        QList<qint64> ids;
        {
            const SqlConnection filler(m_path, SqlConnection::Access::ReadWrite);
            filler.inTransaction([&] {
                filler.run(QStringLiteral(
                                   "WITH RECURSIVE number(n) AS (SELECT 2 UNION ALL SELECT n + 1"
                                   " FROM number WHERE n < %1) INSERT INTO run (id, job, placement,"
                                   " parameters, outcome, started_at, process) SELECT n, job,"
                                   " placement, parameters, outcome, started_at, process"
                                   " FROM number, run WHERE id = 1")
                                   .arg(many));
            });
            for (qint64 id = 1; id <= many; ++id) {
                ids.append(id);
            }
        }
        QCOMPARE(count(), many);
        HistoryStore store(m_path);
        Heard heard(store);
        store.remove(ids);
        run(store);
        QTRY_COMPARE(heard.recordings, 1);
        const qint64 left = count();
        QVERIFY2(left > 1, qPrintable(QString::number(left)));
        addSample(*HistoryDatabase::openPatiently(m_path, Access::ReadWrite)); // another's
        QTRY_COMPARE_WITH_TIMEOUT(count(), 2, 30'000);
        QVERIFY(heard.problems.isEmpty());
    }

    // In the file that takes its place, others have these numbers.
    void removesNothingFromAnotherFileThanWasMeant()
    {
        make(1);
        HistoryStore store(m_path);
        Heard heard(store);
        QSignalSpy changed(&store, &HistoryStore::changed);
        QList<qint64> ids;
        for (qint64 id = 10'000; id > 0; --id) {
            ids.append(id);
        }
        store.remove(ids);
        QTRY_VERIFY(!changed.isEmpty()); // the first of it is done
        for (const char *suffix : {"", "-wal", "-shm"}) {
            QFile::remove(m_path + QLatin1StringView(suffix));
        }
        run(store);
        QTRY_COMPARE(heard.recordings, 1);
        QCOMPARE(store.flush(30s), HistoryStore::Flushed::All);
        QCOMPARE(count(), 1);
    }

    // While another connection holds the lock, the calls return at once, the loop goes on, and
    // nothing is lost.
    void aLockedDatabaseStallsNobodyAndLosesNothing()
    {
        make(1);
        HistoryStore store(m_path);
        Heard heard(store);
        auto lock = std::make_unique<SqlConnection>(m_path, SqlConnection::Access::ReadWrite);
        lock->run(QStringLiteral("BEGIN EXCLUSIVE"));
        Probe probe;
        probe.start();
        QTest::qWait(200);
        probe.beginRecording();
        QSignalSpy recorded(&probe, &Probe::recorded);
        QElapsedTimer calls;
        calls.start();
        for (int number = 0; number < 20; ++number) {
            run(store, number);
        }
        store.list({});
        QVERIFY(calls.elapsed() < 1000);
        QTRY_COMPARE_WITH_TIMEOUT(heard.refusals, 20, 15'000);
        QCOMPARE(heard.delays.size(), 1);
        QVERIFY2(heard.delays[0].contains(QStringLiteral("locked")), qPrintable(heard.delays[0]));
        probe.endRecording();
        QTRY_COMPARE(recorded.size(), 1);
        // Two seconds of a lock: a thread that waited for it would have stood still for them.
        QVERIFY(recorded[0][0].value<Recording>().longestStall() < 1s);
        QCOMPARE(heard.recordings, 0);
        lock.reset();
        QTRY_COMPARE_WITH_TIMEOUT(heard.recordings, 20, 15'000);
        QCOMPARE(heard.delays.size(), 1);
        QVERIFY(heard.problems.isEmpty());
        QCOMPARE(count(), 21);
    }

    void endsSoonWhileTheDatabaseIsLocked()
    {
        make(1);
        const SqlConnection lock(m_path, SqlConnection::Access::ReadWrite);
        lock.run(QStringLiteral("BEGIN EXCLUSIVE"));
        QElapsedTimer timer;
        {
            HistoryStore store(m_path);
            run(store);
            timer.start();
            QCOMPARE(store.flush(300ms), HistoryStore::Flushed::Partly);
        }
        QVERIFY(timer.elapsed() < 5000);
    }

    // What it says of the runs that it gives up stays true: they are never recorded.
    void whatIsGivenUpIsToldAndNeverRecorded()
    {
        make(1);
        auto lock = std::make_unique<SqlConnection>(m_path, SqlConnection::Access::ReadWrite);
        lock->run(QStringLiteral("BEGIN EXCLUSIVE"));
        {
            HistoryStore store(m_path);
            run(store);
            const HistoryStore::Closed closed = store.close(100ms);
            QVERIFY(!closed.hangs);
            QCOMPARE(closed.lost, 1);
            QVERIFY2(closed.problem.startsWith(QStringLiteral("The run is not recorded: ")),
                     qPrintable(closed.problem));
            lock.reset();
            run(store);
        }
        QCOMPARE(count(), 1);
    }

    void aRunThatIsBegunAndLosesItsEndIsToldAsThat()
    {
        HistoryStore store(m_path);
        const RunTicket first = store.begin(m_request.on(QStringLiteral("worker")));
        QCOMPARE(store.flush(10s), HistoryStore::Flushed::All);
        const SqlConnection lock(m_path, SqlConnection::Access::ReadWrite);
        lock.run(QStringLiteral("BEGIN EXCLUSIVE"));
        store.keep(first, recordSample());
        const QString problem = store.close(0ms).problem;
        QVERIFY2(problem.startsWith(QStringLiteral("How the run ended is not recorded: ")),
                 qPrintable(problem));
    }

    void severalRunsThatAreGivenUpAreCounted()
    {
        make(1);
        const SqlConnection lock(m_path, SqlConnection::Access::ReadWrite);
        lock.run(QStringLiteral("BEGIN EXCLUSIVE"));
        HistoryStore store(m_path);
        run(store);
        run(store);
        const HistoryStore::Closed closed = store.close(0ms);
        QCOMPARE(closed.lost, 2);
        QVERIFY2(closed.problem.startsWith(QStringLiteral("The last 2 runs are not recorded: ")),
                 qPrintable(closed.problem));
    }

    void whatIsWrittenIsNotGivenUp()
    {
        HistoryStore store(m_path);
        run(store);
        const HistoryStore::Closed closed = store.close(10s);
        QVERIFY(!closed.hangs && closed.lost == 0 && closed.problem.isEmpty());
        QCOMPARE(count(), 1);
    }

    void twoProcessesWriteAtOnce()
    {
        std::array<QProcess, 3> writers;
        for (QProcess &writer : writers) {
            writer.setProcessChannelMode(QProcess::ForwardedChannels);
            writer.start(QCoreApplication::applicationFilePath(),
                         {QStringLiteral("--write"), m_path, QStringLiteral("200")});
        }
        for (QProcess &writer : writers) {
            QVERIFY(writer.waitForFinished(90'000));
            QCOMPARE(writer.exitCode(), 0);
        }
        const HistoryDatabase database(m_path, Access::ReadOnly);
        QCOMPARE(database.count(), 600);
        QCOMPARE(database.ids({.outcome = QStringLiteral("running")}).size(), 0);
    }

    void setsAsideADamagedDatabase_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("no database at all") << qint64{0} << qint64{100};
        QTest::newRow("damaged pages") << qint64{4096} << qint64{4096 * 40};
    }
    void setsAsideADamagedDatabase()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, bytes);
        make(200);
        overwrite(from, bytes);
        QFile damaged(m_path);
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        const QByteArray content = damaged.readAll();

        HistoryStore store(m_path);
        Heard heard(store);
        run(store);
        QTRY_COMPARE(heard.recordings, 1);
        QCOMPARE(heard.problems.size(), 1);
        const QString name = setAsideFiles().value(0);
        QVERIFY2(heard.problems[0].contains(name) && !name.isEmpty(),
                 qPrintable(heard.problems[0]));
        QFile kept(m_folder->filePath(name));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == content);
        run(store, 1);
        QTRY_COMPARE(heard.recordings, 2);
        QCOMPARE(setAsideFiles().size(), 1);
        QCOMPARE(count(), 2);
    }

    void goesOnInANewFileWhenTheOldOneIsTakenAway()
    {
        HistoryStore store(m_path);
        Heard heard(store);
        const RunTicket ticket = store.begin(m_request.on(QStringLiteral("worker")));
        QCOMPARE(store.flush(10s), HistoryStore::Flushed::All);
        for (const char *suffix : {"", "-wal", "-shm"}) {
            QFile::remove(m_path + QLatin1StringView(suffix));
        }
        store.keep(ticket, recordSample());
        QTRY_COMPARE(heard.recordings, 1);
        QCOMPARE(count(), 1);
    }

    void writesNothingIntoANewerVersion()
    {
        make(2);
        SqlConnection(m_path, SqlConnection::Access::ReadWrite)
                .run(QStringLiteral("PRAGMA user_version = 99"));
        HistoryStore store(m_path);
        Heard heard(store);
        run(store);
        run(store);
        QTRY_COMPARE(heard.refusals, 2);
        QCOMPARE(heard.problems.size(), 1);
        QVERIFY(heard.problems[0].contains(QStringLiteral("newer version")));
        QVERIFY(setAsideFiles().isEmpty());
        HistoryList list;
        connect(&store, &HistoryStore::listed, this,
                [&](quint64, const HistoryList &listed) { list = listed; });
        store.list({});
        QTRY_VERIFY(list.problem.contains(QStringLiteral("newer version")));
    }

    // As a full disk: nothing can grow. What could not be written is, when there is room again.
    void keepsRunsInMemoryWhileTheDiskIsFull()
    {
        make(1);
        HistoryStore store(m_path);
        Heard heard(store);
        auto disk = std::make_unique<FullDisk>();
        run(store);
        const bool isTold = QTest::qWaitFor([&] { return heard.refusals == 1; }, 15'000);
        disk.reset();
        QVERIFY(isTold);
        QCOMPARE(heard.problems.size(), 1);
        QVERIFY(heard.problems[0].contains(m_path));
        QTRY_COMPARE_WITH_TIMEOUT(heard.recordings, 1, 15'000);
        QCOMPARE(count(), 2);
        QVERIFY(setAsideFiles().isEmpty());
    }

    // Even the file that SQLite needs beside its log to read can't be made then.
    void readsFromAFullDisk()
    {
        make(2);
        auto disk = std::make_unique<FullDisk>();
        HistoryStore store(m_path);
        Heard heard(store);
        run(store);
        store.list({});
        const bool isTold = QTest::qWaitFor(
                [&] { return heard.refusals == 1 && heard.list.ids.size() == 2; }, 15'000);
        disk.reset();
        QVERIFY2(isTold, qPrintable(heard.list.problem));
        QCOMPARE(heard.problems.size(), 1);
        QVERIFY2(heard.problems[0].contains(QStringLiteral("the size of files is limited")),
                 qPrintable(heard.problems[0]));
        QTRY_COMPARE_WITH_TIMEOUT(heard.recordings, 1, 15'000);
        store.list({});
        QTRY_COMPARE(heard.list.ids.size(), 3);
    }

    void readsWhatItMayNotWrite()
    {
        make(2);
        QVERIFY(QFile::setPermissions(m_path,
                                      QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
        QVERIFY(QFile::setPermissions(
                m_folder->path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup
                                          | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther));
        const bool isRoot = geteuid() == 0; // whom no permission stops
        if (isRoot) {
            QCOMPARE(seteuid(65534), 0);
        }
        {
            HistoryStore store(m_path);
            Heard heard(store);
            run(store);
            HistoryList list;
            connect(&store, &HistoryStore::listed, &store,
                    [&](quint64, const HistoryList &listed) { list = listed; });
            store.list({});
            [&] { // so that a failure doesn't leave here without the rest
                QTRY_COMPARE(heard.refusals, 1);
                QCOMPARE(heard.problems.size(), 1);
                QTRY_COMPARE(list.ids.size(), 2);
                QCOMPARE(list.problem, QString());
            }();
        }
        if (isRoot) {
            QCOMPARE(seteuid(0), 0);
        }
        QFile::setPermissions(m_folder->path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(setAsideFiles().isEmpty());
    }

    void saysThatAFolderCantBeMade()
    {
        HistoryStore store(QStringLiteral("/proc/no such folder/history.db"));
        Heard heard(store);
        run(store);
        QTRY_COMPARE(heard.refusals, 1);
        QCOMPARE(heard.problems.size(), 1);
        QVERIFY(heard.problems[0].contains(QStringLiteral("/proc/no such folder/history.db")));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--write")) {
        return writeMany(arguments[2], arguments[3].toInt());
    }
    if (arguments.value(1) == QStringLiteral("--begin")) {
        return beginOne(arguments[2]);
    }
    TestHistoryStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historystore.moc"
