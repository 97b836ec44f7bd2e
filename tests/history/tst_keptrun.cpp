// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/keptrun.h"

#include "history/historydatabase.h"
#include "history/sqlconnection.h"
#include "probe/probe.h"
#include "scriptedrequest.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// What came, in order.
struct Moments : QStringList
{
    explicit Moments(KeptRun &run)
    {
        QObject::connect(&run.run(), &Run::ended, &run,
                         [this] { append(QStringLiteral("ended")); });
        QObject::connect(&run, &KeptRun::measured, &run,
                         [this] { append(QStringLiteral("measured")); });
        QObject::connect(&run, &KeptRun::kept, &run, [this](bool isKept) {
            append(isKept ? QStringLiteral("kept") : QStringLiteral("not kept"));
        });
    }
};

const QStringList all{QStringLiteral("ended"), QStringLiteral("measured"), QStringLiteral("kept")};
const QStringList allButKept{QStringLiteral("ended"), QStringLiteral("measured"),
                             QStringLiteral("not kept")};

} // namespace

class TestKeptRun : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Probe> m_probe;
    QString m_path;

    // The outcomes in the history, the latest first.
    [[nodiscard]] QStringList outcomes() const
    {
        const auto database =
                HistoryDatabase::openPatiently(m_path, HistoryDatabase::Access::ReadOnly);
        QStringList found;
        for (const HistoryRow &row : database->rows(database->ids({}))) {
            found.append(row.outcome);
        }
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())
                                   + QString::fromLatin1(QTest::currentDataTag())
                                   + QStringLiteral(".db"));
        m_probe = std::make_unique<Probe>();
        m_probe->start();
    }
    void cleanup() { m_probe.reset(); }

    void itsMomentsComeInOrder_data()
    {
        QTest::addColumn<QString>("placement");
        for (const char *placement : {"gui", "worker", "slices"}) {
            QTest::newRow(placement) << QString::fromLatin1(placement);
        }
    }
    void itsMomentsComeInOrder()
    {
        QFETCH(QString, placement);
        HistoryStore store(m_path);
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        KeptRun run(request.on(placement), *m_probe, &store);
        const Moments moments(run);
        QVERIFY(!run.record());
        run.begin();
        run.start();
        QTRY_COMPARE(moments, all);
        QVERIFY(run.record());
        QCOMPARE(outcomes(), QStringList{QStringLiteral("finished")});
        QTest::qWait(50);
        QCOMPARE(moments, all); // each once
    }

    void itsStartIsInTheHistoryBeforeItRuns()
    {
        HistoryStore store(m_path);
        QStringList seen;
        const ScriptedRequest request([&](JobContext &) {
            seen = outcomes();
            return Outcome::finished();
        });
        KeptRun run(request.on(QStringLiteral("gui")), *m_probe, &store);
        run.begin();
        run.start({}, 30s);
        QCOMPARE(seen, QStringList{QStringLiteral("running")});
    }

    void aCanceledRunIsKeptToo()
    {
        HistoryStore store(m_path);
        const ScriptedRequest request(untilStopped);
        KeptRun run(request.on(QStringLiteral("worker")), *m_probe, &store);
        const Moments moments(run);
        run.begin();
        run.start();
        run.run().requestStop();
        QTRY_COMPARE(moments, all);
        QCOMPARE(outcomes(), QStringList{QStringLiteral("canceled")});
    }

    void eachRunHearsOfItsOwnRecord()
    {
        HistoryStore store(m_path);
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        KeptRun first(request.on(QStringLiteral("worker")), *m_probe, &store);
        const Moments moments(first);
        first.begin();
        first.start();
        QTRY_COMPARE(moments, all);
        KeptRun second(request.on(QStringLiteral("worker")), *m_probe, &store);
        const Moments later(second);
        second.begin();
        second.start();
        QTRY_COMPARE(later, all);
        QCOMPARE(moments, all);
        QCOMPARE(outcomes().size(), 2);
    }

    void whatCantBeKeptIsToldOnce()
    {
        HistoryStore store(m_folder.filePath(QStringLiteral("nowhere/at/all.db")));
        QFile file(m_folder.filePath(QStringLiteral("nowhere")));
        QVERIFY(file.open(QIODevice::WriteOnly)); // no folder can be made there
        QSignalSpy failed(&store, &HistoryStore::failed);
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        KeptRun run(request.on(QStringLiteral("worker")), *m_probe, &store);
        const Moments moments(run);
        run.begin();
        run.start();
        QTRY_COMPARE(moments, allButKept);
        QTRY_COMPARE(failed.size(), 1);
        QTest::qWait(3100); // keepingLimit is over
        QCOMPARE(moments, allButKept);
    }

    void withoutAHistoryItIsMeasured()
    {
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        KeptRun run(request.on(QStringLiteral("worker")), *m_probe, nullptr);
        const Moments moments(run);
        run.begin();
        run.start();
        QTRY_COMPARE(moments, all.first(2));
        QVERIFY(run.record());
    }

    // Another program's lock passes too late: it is told once that the run isn't kept, and it is
    // kept all the same.
    void aLockOutlastsItsPatience()
    {
        HistoryStore store(m_path);
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        KeptRun first(request.on(QStringLiteral("worker")), *m_probe, &store);
        const Moments before(first);
        first.begin();
        first.start();
        QTRY_COMPARE(before, all);
        auto lock = std::make_unique<SqlConnection>(m_path, SqlConnection::Access::ReadWrite);
        lock->run(QStringLiteral("BEGIN EXCLUSIVE"));
        KeptRun run(request.on(QStringLiteral("worker")), *m_probe, &store);
        const Moments moments(run);
        run.begin();
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(moments, allButKept, 20'000);
        lock.reset();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes().size(), 2, 20'000);
        QTest::qWait(50);
        QCOMPARE(moments, allButKept);
    }

    // What was measured is kept all the same; what runs is left as it is, and what wasn't begun
    // isn't known.
    void canBeDestroyedAtAnyMoment_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<QStringList>("known");
        QTest::newRow("when made") << 0 << QStringList();
        QTest::newRow("when begun") << 1 << QStringList(QStringLiteral("running"));
        QTest::newRow("while it runs") << 2 << QStringList(QStringLiteral("running"));
        QTest::newRow("when measured") << 3 << QStringList(QStringLiteral("finished"));
    }
    void canBeDestroyedAtAnyMoment()
    {
        QFETCH(int, steps);
        HistoryStore store(m_path);
        store.open();
        const ScriptedRequest request([&](JobContext &context) {
            return steps == 3 ? Outcome::finished() : untilStopped(context);
        });
        auto run =
                std::make_unique<KeptRun>(request.on(QStringLiteral("worker")), *m_probe, &store);
        if (steps >= 1) {
            run->begin();
        }
        if (steps >= 2) {
            run->start();
        }
        if (steps >= 3) {
            QTRY_VERIFY(run->record());
        }
        run.reset();
        QCOMPARE(store.flush(30s), HistoryStore::Flushed::All);
        QTEST(outcomes(), "known");
    }
};

QTEST_GUILESS_MAIN(TestKeptRun)

#include "tst_keptrun.moc"
