// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "runners/placement/builtinplacements.h"
#include "runners/run.h"
#include "tempfolder.h"

#include <QProcess>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>

using namespace std::chrono_literals;
using namespace thaw;

// The job `download` where it may run, from its server inside the program.
class TestDownloadRuns : public QObject
{
    Q_OBJECT

    const QString m_program = QStringLiteral(THAW_PROGRAM);
    const JobCatalog m_jobs = builtInJobs(m_program);
    const PlacementCatalog m_placements = builtInPlacements(m_program);
    std::unique_ptr<TempFolder> m_folder;

    RunRequest request(const QString &placement, qlonglong rate)
    {
        const JobDescriptor *job = m_jobs.find(QStringLiteral("download"));
        RunRequest request{job, m_placements.find(placement), job->parameters.defaults()};
        request.values[QStringLiteral("folder")] = m_folder->path();
        request.values[QStringLiteral("files")] = qlonglong{3};
        request.values[QStringLiteral("size")] = qlonglong{100};
        request.values[QStringLiteral("rate")] = rate;
        return request;
    }
    static void finish(Run &run)
    {
        QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 60'000);
    }
    void everyPlacement()
    {
        QTest::addColumn<QString>("placement");
        for (const PlacementDescriptor &placement : m_placements.all()) {
            QTest::newRow(qPrintable(placement.id)) << placement.id;
        }
    }
    [[nodiscard]] QStringList arguments(const char *rate) const
    {
        return {QStringLiteral("run"),   QStringLiteral("download"),
                QStringLiteral("--set"), QStringLiteral("folder=") + m_folder->text(),
                QStringLiteral("--set"), QStringLiteral("rate=") + QString::fromLatin1(rate)};
    }
    [[nodiscard]] bool hasTemporaries(int count) const
    {
        const QByteArrayList names = m_folder->names();
        return names.size() == count && std::ranges::all_of(names, [](const QByteArray &name) {
                   return name.startsWith(".thaw-download-") && name.endsWith(".part");
               });
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<TempFolder>(); }
    void cleanup() { m_folder.reset(); }

    void finishes_data() { everyPlacement(); }
    void finishes()
    {
        QFETCH(QString, placement);
        Run run(request(placement, 100'000));
        run.start();
        finish(run);
        QVERIFY2(run.outcome()->kind == OutcomeKind::Finished, qPrintable(run.outcome()->reason));
        QCOMPARE(m_folder->names(), QByteArrayList({"file-1.bin", "file-2.bin", "file-3.bin"}));
        QCOMPARE(run.facts()[QStringLiteral("bytes")].toInt(), 300'000);
        QVERIFY(run.openSpans().empty());
    }

    // Some 100 s, if it weren't stopped.
    void cancels_data() { everyPlacement(); }
    void cancels()
    {
        QFETCH(QString, placement);
        Run run(request(placement, 1));
        std::jthread stopper([control = run.control()] { // the GUI thread may be blocked
            std::this_thread::sleep_for(500ms);
            control->requestStop(StopReason::User);
        });
        run.start();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        QVERIFY(run.stopTook());
        QVERIFY2(*run.stopTook() < 2s, "100 ms; a busy machine is given more");
        QCOMPARE(m_folder->names(), QByteArrayList());
        QVERIFY(run.openSpans().empty());
    }

    // The client has a thread of its own, but in these two the GUI thread waits for it.
    void freezesWhereItShould_data() { everyPlacement(); }
    void freezesWhereItShould()
    {
        QFETCH(QString, placement);
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
        Run run(request(placement, 100)); // 1 s
        timer.start(10ms);
        run.start();
        if (m_placements.at(placement).freezesWindow) {
            QCOMPARE(ticks, 0);
        }
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
        if (!m_placements.at(placement).freezesWindow) {
            QVERIFY2(ticks > 10, qPrintable(QString::number(ticks)));
        }
    }

    void pausesAndGoesOn_data() { everyPlacement(); }
    void pausesAndGoesOn()
    {
        QFETCH(QString, placement);
        if (m_placements.at(placement).freezesWindow) {
            QSKIP("nobody could resume it");
        }
        Run run(request(placement, 50));
        bool hasPaused = false;
        bool hasResumed = false;
        int still = 0; // turns without progress
        Progress before;
        QTimer steering; // in slices this function waits until the job has ended
        connect(&steering, &QTimer::timeout, this, [&] {
            if (!hasPaused && run.progress().done > 0) {
                run.pause();
                hasPaused = true;
            }
            still = hasPaused && run.progress() == before ? still + 1 : 0;
            before = hasResumed ? before : run.progress();
            if (still == 6 && !hasResumed) {
                hasResumed = true;
                run.resume();
            }
        });
        steering.start(50ms);
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(hasResumed, 30'000);
        QVERIFY(before.done < before.total);
        finish(run);
        QVERIFY2(run.outcome()->kind == OutcomeKind::Finished, qPrintable(run.outcome()->reason));
        QCOMPARE(run.progress().done, 300'000);
    }

    void destroyedAtWorkItLeavesNothing_data() { everyPlacement(); }
    void destroyedAtWorkItLeavesNothing()
    {
        QFETCH(QString, placement);
        if (m_placements.at(placement).freezesWindow) {
            QSKIP("nobody could destroy it");
        }
        auto run = std::make_unique<Run>(request(placement, 1));
        bool wereThere = false;
        QTimer steering; // in slices this function waits until the job has ended
        connect(&steering, &QTimer::timeout, this, [&] {
            if (run && run->progress().done > 0) {
                wereThere = hasTemporaries(3);
                run.reset();
            }
        });
        steering.start(50ms);
        run->start();
        QTRY_VERIFY_WITH_TIMEOUT(!run, 30'000);
        QVERIFY(wereThere);
        QTRY_COMPARE(m_folder->names(), QByteArrayList());
    }

    void killedItLeavesOnlyTemporaries()
    {
        QProcess thaw;
        thaw.start(m_program, arguments("1"));
        QTRY_VERIFY_WITH_TIMEOUT(hasTemporaries(5), 30'000);
        thaw.kill(); // SIGKILL
        QVERIFY(thaw.waitForFinished());
        QVERIFY(hasTemporaries(5));
        QProcess again;
        again.start(m_program, arguments("100000"));
        QVERIFY(again.waitForFinished());
        QCOMPARE(again.exitCode(), 0);
        QCOMPARE(m_folder->names().size(), 10);
    }

    void aSignalLeavesNothing()
    {
        QProcess thaw;
        thaw.start(m_program, arguments("1"));
        QTRY_VERIFY_WITH_TIMEOUT(hasTemporaries(5), 30'000);
        QCOMPARE(::kill(static_cast<pid_t>(thaw.processId()), SIGINT), 0);
        QVERIFY(thaw.waitForFinished());
        QCOMPARE(thaw.exitCode(), 130);
        QCOMPARE(m_folder->names(), QByteArrayList());
    }

    // Whatever it is that finds none left, a file or a connection, it says so, and waits for
    // nothing.
    void fewDescriptorsEndItAtOnce_data()
    {
        QTest::addColumn<int>("descriptors");
        for (const int count : {14, 15, 16, 17, 18, 19, 20, 22, 24}) {
            QTest::addRow("%d", count) << count;
        }
    }
    void fewDescriptorsEndItAtOnce()
    {
        QFETCH(int, descriptors);
        QProcess thaw;
        const QStringList more{QStringLiteral("--quiet"), QStringLiteral("--set"),
                               QStringLiteral("most_idle=300"), QStringLiteral("--set"),
                               QStringLiteral("files=2")};
        thaw.start(QStringLiteral("sh"),
                   QStringList{QStringLiteral("-c"), QStringLiteral("ulimit -n $0; exec \"$@\""),
                               QString::number(descriptors), m_program}
                           + arguments("100000") + more);
        QVERIFY2(thaw.waitForFinished(30'000), "it waits for a limit");
        QCOMPARE(thaw.exitStatus(), QProcess::NormalExit);
        const QByteArray said = thaw.readAllStandardError();
        QVERIFY2(thaw.exitCode() == 0 || (thaw.exitCode() == 1 && said.count('\n') == 1),
                 said.constData());
        QVERIFY2(!said.contains("can't be reached") && !said.contains("try again"),
                 said.constData());
    }

    void anAddressWithAPasswordIsNotRecorded()
    {
        QProcess thaw;
        thaw.start(m_program,
                   {QStringLiteral("run"), QStringLiteral("download"), QStringLiteral("--set"),
                    QStringLiteral("urls=http://me:hidden@x/y")});
        QVERIFY(thaw.waitForFinished());
        QCOMPARE(thaw.exitCode(), 2);
        const QByteArray said = thaw.readAllStandardError() + thaw.readAllStandardOutput();
        QVERIFY2(said.contains("user name or a password"), said.constData());
        QVERIFY2(!said.contains("hidden"), said.constData());
    }

    // It would make every start wait.
    void theNetworkIsLoadedByTheRunThatNeedsIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("isLoaded");
        QTest::newRow("list") << QStringList{QStringLiteral("list")} << false;
        QTest::newRow("another job")
                << QStringList{QStringLiteral("run"), QStringLiteral("wait"),
                               QStringLiteral("--set"), QStringLiteral("seconds=0")}
                << false;
        QTest::newRow("this job") << QStringList{QStringLiteral("run"), QStringLiteral("download"),
                                                 QStringLiteral("--set"),
                                                 QStringLiteral("rate=100000")}
                                  << true;
    }
    void theNetworkIsLoadedByTheRunThatNeedsIt()
    {
        QFETCH(QStringList, arguments);
        QProcess thaw;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_DEBUG"), QStringLiteral("files"));
        thaw.setProcessEnvironment(environment);
        thaw.start(m_program, arguments);
        QVERIFY(thaw.waitForFinished());
        const QByteArray loaded = thaw.readAllStandardError();
        QVERIFY(loaded.contains("libQt6Core"));
        QTEST(loaded.contains("libQt6Network"), "isLoaded");
        QTEST(loaded.contains("libcurl"), "isLoaded");
    }

    // Neither a limit nor a signal, and not the end of the process, waits for the name service.
    void aNameThatIsLookedUpForEverHoldsNoProcess_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("status");
        QTest::newRow("a limit") << 0 << 1;
        QTest::newRow("Ctrl-C") << SIGINT << 130;
    }
    void aNameThatIsLookedUpForEverHoldsNoProcess()
    {
        QFETCH(int, signal);
        QFETCH(int, status);
        QProcess thaw;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(THAW_FAKE_RESOLVER));
        environment.insert(QStringLiteral("ASAN_OPTIONS"),
                           QStringLiteral("verify_asan_link_order=0"));
        for (const char *name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
            environment.remove(QString::fromLatin1(name));
        }
        thaw.setProcessEnvironment(environment);
        const QStringList more{
                QStringLiteral("--set"), QStringLiteral("urls=http://hangs.invalid/x"),
                QStringLiteral("--set"),
                signal ? QStringLiteral("most_idle=300") : QStringLiteral("most_idle=0.5")};
        thaw.start(m_program, arguments("1") + more);
        if (signal) {
            QVERIFY(thaw.waitForReadyRead());
            QTRY_VERIFY_WITH_TIMEOUT(
                    (thaw.waitForReadyRead(100), thaw.peek(1000).contains("Downloading")), 30'000);
            QCOMPARE(::kill(static_cast<pid_t>(thaw.processId()), signal), 0);
        }
        QVERIFY2(thaw.waitForFinished(10'000), "it would wait for ever; a busy machine needs time");
        QCOMPARE(thaw.exitCode(), status);
        QCOMPARE(m_folder->names(), QByteArrayList());
    }
};

QTEST_GUILESS_MAIN(TestDownloadRuns)
#include "tst_downloadruns.moc"
