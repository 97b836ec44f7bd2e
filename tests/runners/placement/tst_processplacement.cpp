// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "jobs/remote/remotejob.h"
#include "runners/placement/builtinplacements.h"
#include "runners/run.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <memory>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// The processes that this one, or the one given, has for children now.
std::vector<pid_t> childrenOf(qint64 process)
{
    std::vector<pid_t> children;
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(process));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/children")));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &child : file.readAll().simplified().split(' ')) {
                if (!child.isEmpty()) {
                    children.push_back(child.toInt());
                }
            }
        }
    }
    return children;
}

// Whether it is the program that it was started as, and no longer a copy of its parent. Qt has the
// copy wait for a word of the parent: when that is killed before it has said it, the copy waits on.
bool isStarted(pid_t process)
{
    QFile arguments(QStringLiteral("/proc/%1/cmdline").arg(process));
    return arguments.open(QIODevice::ReadOnly)
           && arguments.readAll().split('\0').value(1) == "child";
}

bool isGone(pid_t process)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(process));
    return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
}

} // namespace

class TestProcessPlacement : public QObject
{
    Q_OBJECT

    const QString m_program = QStringLiteral(THAW_PROGRAM);
    const JobCatalog m_jobs = builtInJobs(m_program);
    const PlacementCatalog m_placements = builtInPlacements(m_program);
    const PlacementCatalog m_hostile = builtInPlacements(QStringLiteral(THAW_HOSTILE_CHILD));

    RunRequest request(const char *job,
                       std::initializer_list<std::pair<const char *, const char *>> set = {})
    {
        RunRequest request{m_jobs.find(QString::fromLatin1(job)),
                           m_placements.find(QStringLiteral("process")),
                           {}};
        request.values = request.job->parameters.defaults();
        for (const auto &[name, value] : set) {
            const auto problem =
                    request.job->parameters.set(request.values, QString::fromLatin1(name), value);
            [&] { QVERIFY2(!problem, qPrintable(problem.value_or(QString()))); }();
        }
        return request;
    }
    RunRequest hostile(const char *deed)
    {
        qputenv("THAW_HOSTILE", deed);
        return {m_jobs.find(QStringLiteral("wait")), m_hostile.find(QStringLiteral("process")),
                m_jobs.at(QStringLiteral("wait")).parameters.defaults()};
    }
    static void finish(Run &run)
    {
        QTRY_COMPARE_WITH_TIMEOUT(run.state(), Run::State::Ended, 60'000);
    }

private Q_SLOTS:
    void init() { qputenv("THAW_HOSTILE", "none"); }
    // Whatever happened, no child is left, not even a dead one.
    void cleanup() { QTRY_VERIFY(childrenOf(getpid()).empty()); }

    void itDoesTheJobInAChildAndTellsAllOfIt()
    {
        const auto before = Run::Clock::now();
        Run run(request("primes", {{"limit", "100000000"}}));
        QSignalSpy progressed(&run, &Run::progressed);
        run.start();
        finish(run);
        QVERIFY2(run.outcome()->kind == OutcomeKind::Finished, qPrintable(run.outcome()->reason));
        QCOMPARE(run.facts()[QStringLiteral("count")].toInt(), 5761455);
        QCOMPARE(run.progress(), (Progress{100'000'000, 100'000'000}));
        QCOMPARE(run.transcript().size(), std::size_t{1});
        const TranscriptLine &line = run.transcript().front();
        QVERIFY(line.text.contains(QStringLiteral("5,761,455")));
        QCOMPARE(line.thread, QStringLiteral("worker"));
        QVERIFY(line.at > 0ns && line.at <= Run::Clock::now() - before);
        const auto &lanes = run.timeline().lanes;
        QCOMPARE(lanes.size(), std::size_t{3}); // the GUI thread's, ours, and the child's
        QCOMPARE(lanes[static_cast<std::size_t>(line.lane)].name, QStringLiteral("worker"));
        QVERIFY(std::ranges::any_of(run.threads(), [&](const ThreadCost &cost) {
            return cost.name == QLatin1StringView("worker") && cost.lane == line.lane;
        }));
        QVERIFY(run.openSpans().empty());
        QVERIFY(run.childMemory().value_or(0) > 1'000'000); // a Qt program is larger
    }

    void aLessonsLanesAreThere()
    {
        Run run(request("numbers-and-letters", {{"pace", "0.05"}}));
        run.start();
        finish(run);
        QVERIFY(run.facts()[QStringLiteral("as_expected")].toBool());
        const Timeline &timeline = run.timeline();
        for (const char *name : {"First", "Second"}) {
            const auto lane =
                    std::ranges::find(timeline.lanes, QString::fromLatin1(name), &Lane::name);
            QVERIFY(lane != timeline.lanes.end());
            QVERIFY(std::ranges::any_of(timeline.spans, [&](const Span &span) {
                return span.lane == lane->id && span.state == LaneState::Sleeping && span.line > 0;
            }));
        }
    }

    // The line that a thread is at is lit while it runs.
    void itTellsWhichLineEachThreadIsAt()
    {
        Run run(request("numbers-and-letters"));
        run.start();
        const auto lineOf = [&](const char *name) {
            const auto &lanes = run.timeline().lanes;
            const auto lane = std::ranges::find(lanes, QString::fromLatin1(name), &Lane::name);
            return lane == lanes.end() ? 0 : lane->line->load();
        };
        QTRY_VERIFY_WITH_TIMEOUT(lineOf("First") > 0, 30'000);
        run.requestStop();
        finish(run);
        QCOMPARE(lineOf("First"), 0);
    }

    void aFailureIsTheJobsOwn()
    {
        Run run(request("hash", {{"path", "/no/such/folder"}}));
        run.start();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QVERIFY2(run.outcome()->reason.contains(QStringLiteral("/no/such/folder")),
                 qPrintable(run.outcome()->reason));
    }

    void aValueThatIsNotAllowedIsRefusedByTheChild()
    {
        RunRequest wrong = request("primes");
        wrong.values[QStringLiteral("threads")] = qlonglong{-5};
        Run run(wrong);
        run.start();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QVERIFY(run.outcome()->reason.contains(QStringLiteral("threads")));
    }

    void cancels()
    {
        Run run(request("wait", {{"seconds", "3600"}}));
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(!run.transcript().empty(), 30'000);
        run.requestStop();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        QVERIFY(*run.stopTook() < 2s); // 100 ms; a busy machine is given more, but no kill
    }

    void canBeCanceledBeforeTheChildSaysAWord()
    {
        Run run(request("wait", {{"seconds", "3600"}}));
        run.start();
        run.requestStop();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
    }

    void pausesStepsAndGoesOn()
    {
        Run run(request("numbers-and-letters", {{"pace", "0.2"}}));
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(!run.transcript().empty(), 30'000);
        run.pause();
        std::size_t before = 0;
        do { // what was on its way
            before = run.transcript().size();
            QTest::qWait(400);
        } while (before != run.transcript().size());
        QVERIFY(before < 10);
        for (int step = 0; step < 4 && run.transcript().size() == before; ++step) {
            run.step(); // a line is said at every other
            QTest::qWait(200);
        }
        QVERIFY(run.transcript().size() > before);
        QCOMPARE(run.state(), Run::State::Paused);
        run.resume();
        finish(run);
        QVERIFY(run.facts()[QStringLiteral("as_expected")].toBool());
    }

    void aPaceIsTakenFromTheLessonAndGivenToIt()
    {
        Run run(request("numbers-and-letters", {{"pace", "10"}})); // a minute and more
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(run.control()->pace(), 10.0, 30'000);
        run.setPace(Pace::least);
        finish(run);
        QVERIFY(run.elapsed() < 30s);
        QVERIFY(run.facts()[QStringLiteral("as_expected")].toBool());
    }

    void canBeRunAgainAndAgain()
    {
        for (int turn = 0; turn < 3; ++turn) {
            Run run(request("wait", {{"seconds", "0"}}));
            run.start();
            finish(run);
            QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
        }
    }

    void destroyingARunEndsItsChild_data()
    {
        QTest::addColumn<int>("waits");
        QTest::newRow("at once") << 0;
        QTest::newRow("while it runs") << 1;
        QTest::newRow("while it is paused") << 2;
    }
    void destroyingARunEndsItsChild()
    {
        QFETCH(int, waits);
        Run run(request("wait", {{"seconds", "3600"}}));
        run.start();
        if (waits > 0) {
            QTRY_VERIFY_WITH_TIMEOUT(!run.transcript().empty(), 30'000);
        }
        if (waits > 1) {
            run.pause();
        }
    } // and cleanup() looks for it

    void aProgramThatIsNotThereIsAFailure()
    {
        const PlacementCatalog placements = builtInPlacements(QStringLiteral("/no/such/thaw"));
        RunRequest lost = request("wait");
        lost.placement = placements.find(QStringLiteral("process"));
        Run run(lost);
        run.start();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QVERIFY(run.outcome()->reason.contains(QStringLiteral("/no/such/thaw")));
    }

    // Each ends as failed, in one sentence that says what happened.
    void aHostileChildEndsTheRunAsFailed_data()
    {
        QTest::addColumn<QString>("says");
        const auto row = [](const char *deed, const char *says) {
            QTest::newRow(deed) << QString::fromLatin1(says);
        };
        row("crash", "signal 11 (Segmentation fault); the last that it wrote was “about to fall”");
        row("killed", "signal 9 (Killed)");
        row("exit", "status 3 before the job had");
        row("exit at once", "status 0 before the job had");
        row("garbage", "no message of Thaw's");
        row("garbage without end", "no message of Thaw's");
        row("garbage behind a hello", "no message of Thaw's");
        row("too long", "16777217 bytes, and 16777216 are the most");
        row("another version", "version 4 of the format, not 3");
        row("cut short", "status 0 in the middle of a message");
        for (const char *deed :
             {"no hello", "two hellos", "a message for children", "bytes left over",
              "a lane that is not there", "lanes without order", "a time to come",
              "a time before the run", "a span that ends before it begins", "a state that is none",
              "a pace that is no number", "canceled unasked", "a failure without a reason",
              "facts without end", "lanes without end"}) {
            row(deed, "makes no sense");
        }
        row("errors without end", "the last that it wrote was “error number 199999”");
    }
    void aHostileChildEndsTheRunAsFailed()
    {
        QFETCH(QString, says);
        Run run(hostile(QTest::currentDataTag()));
        run.start();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        const QString reason = run.outcome()->reason;
        says = QString::fromUtf8(says.toLatin1());
        QVERIFY2(reason.contains(says), qPrintable(reason));
        QVERIFY2(reason.startsWith(QStringLiteral("The job's process ")), qPrintable(reason));
        QVERIFY2(reason.endsWith(QLatin1Char('.')) && !reason.contains(QLatin1Char('\n')),
                 qPrintable(reason));
        QVERIFY(run.openSpans().empty());
    }

    void theLastOfItsStandardErrorIsInTheTranscript()
    {
        Run run(hostile("errors without end"));
        run.start();
        finish(run);
        QVERIFY(run.transcript().size() > 10);
        QVERIFY(run.transcript().size() < 1000); // of 200,000
        QVERIFY(run.transcript().back().text.endsWith(QStringLiteral("error number 199999")));
    }

    void aChildThatIsDeafIsKilledAfterItsGrace_data()
    {
        QTest::addColumn<QByteArray>("deed");
        for (const char *deed : {"deaf", "lines without end"}) {
            QTest::newRow(deed) << QByteArray(deed);
        }
    }
    void aChildThatIsDeafIsKilledAfterItsGrace()
    {
        QFETCH(QByteArray, deed);
        Run run(hostile(deed.constData()));
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(run.progress().done > 0 || !run.transcript().empty(), 30'000);
        run.requestStop();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QVERIFY2(run.outcome()->reason.contains(QStringLiteral("within 2 s and was killed")),
                 qPrintable(run.outcome()->reason));
        QVERIFY(*run.stopTook() >= remoteStopGrace);
        QVERIFY(*run.stopTook() < 10s);
    }

    // It may take long to start: a cancel doesn't wait for it, nor does it get its job then.
    void aChildThatHasSaidNothingYetIsNotWaitedFor()
    {
        Run run(hostile("deaf and dumb"));
        run.start();
        QTest::qWait(100);
        run.requestStop();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Canceled);
        QVERIFY(*run.stopTook() < remoteStopGrace);
    }

    void aPauseBeforeTheChildHasItsJobHolds()
    {
        Run run(request("wait", {{"seconds", "0.5"}}));
        run.start();
        run.pause();
        QTest::qWait(1500);
        QCOMPARE(run.state(), Run::State::Paused);
        run.resume();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
    }

    // Its lines are kept up to the cap, and this thread goes on.
    void aFloodNeverReachesThisThreadUnfiltered()
    {
        Run run(hostile("lines without end"));
        QSignalSpy said(&run, &Run::said);
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(run.transcript().size() > 50'000, 30'000);
        timer.start(10ms);
        const auto before = said.count();
        QTest::qWait(500);
        QVERIFY2(said.count() - before <= 500 / 16 + 2, qPrintable(QString::number(said.count())));
        QVERIFY2(ticks > 5, qPrintable(QString::number(ticks)));
        QVERIFY(run.transcript().size() <= Run::transcriptCap);
    }

    void whoLivesOnAfterItsEndIsKilledAndTheOutcomeStands()
    {
        Run run(hostile("lives on after its end"));
        run.start();
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Finished);
    }

    // Valid streams with bytes turned over: each ends, and says so in one sentence.
    void brokenStreamsNeverBreakTheRun()
    {
        for (int seed = 0; seed < 150; ++seed) {
            Run run(hostile(qPrintable(QStringLiteral("fuzz %1").arg(seed))));
            run.start();
            finish(run);
            if (run.outcome()->kind != OutcomeKind::Finished) { // a flip may do no harm
                QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
                QVERIFY(!run.outcome()->reason.contains(QLatin1Char('\n')));
            }
        }
    }

    void whatAChildLiesAboutIsBoundedInTheRun()
    {
        for (int seed = 0; seed < 100; ++seed) {
            const auto began = Run::Clock::now();
            Run run(hostile(qPrintable(QStringLiteral("lies %1").arg(seed))));
            run.start();
            finish(run);
            if (run.outcome()->kind != OutcomeKind::Finished) {
                QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
                const QString reason = run.outcome()->reason;
                QVERIFY2(!reason.contains(QLatin1Char('\n')) && reason.size() < 5000,
                         qPrintable(reason.left(200)));
            }
            constexpr std::int64_t mostExact = std::int64_t{1} << 53;
            QVERIFY(run.progress().done >= 0 && run.progress().done <= mostExact);
            QVERIFY(run.linesDropped() >= 0 && run.linesDropped() <= mostExact);
            QVERIFY(run.childMemory().value_or(0) >= 0);
            QVERIFY(run.childMemory().value_or(0) < std::int64_t{1} << 50); // 1,000 TB
            for (const ThreadCost &cost : run.threads()) {
                QVERIFY(cost.cpu >= 0ns && cost.cpu < 1000 * (Run::Clock::now() - began + 1s));
            }
        }
    }

    // By somebody else, as the system does when memory is short.
    void aChildThatIsKilledEndsTheRunAsFailed()
    {
        Run run(request("wait", {{"seconds", "3600"}}));
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(!run.transcript().empty(), 30'000);
        const auto children = childrenOf(getpid());
        QCOMPARE(children.size(), std::size_t{1});
        QCOMPARE(::kill(children.front(), SIGKILL), 0);
        finish(run);
        QCOMPARE(run.outcome()->kind, OutcomeKind::Failed);
        QVERIFY(run.outcome()->reason.contains(QStringLiteral("signal 9")));
    }

    void leavesNoOrphanWhenTheParentIsKilled_data()
    {
        QTest::addColumn<QString>("job");
        QTest::newRow("a job") << QStringLiteral("wait");
        QTest::newRow("a job with children of its own") << QStringLiteral("processes");
    }
    void leavesNoOrphanWhenTheParentIsKilled()
    {
        QFETCH(QString, job);
        const bool hasOwn = job == QLatin1StringView("processes");
        QProcess parent;
        parent.start(m_program,
                     {QStringLiteral("run"), job, QStringLiteral("--on"), QStringLiteral("process"),
                      QStringLiteral("--set"),
                      hasOwn ? QStringLiteral("pace=10") : QStringLiteral("seconds=3600")});
        QVERIFY(parent.waitForStarted());
        std::vector<pid_t> family;
        QTRY_COMPARE_WITH_TIMEOUT((family = childrenOf(parent.processId())).size(), std::size_t{1},
                                  30'000);
        if (hasOwn) {
            std::vector<pid_t> own;
            QTRY_COMPARE_WITH_TIMEOUT((own = childrenOf(family.front())).size(), std::size_t{4},
                                      30'000);
            family.insert(family.end(), own.begin(), own.end());
        }
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(family, isStarted), 30'000);
        parent.kill(); // SIGKILL
        QVERIFY(parent.waitForFinished());
        for (const pid_t process : family) {
            QTRY_VERIFY_WITH_TIMEOUT(isGone(process), 10'000);
        }
    }

    // A terminal sends Ctrl-C to both, timeout(1) SIGTERM; the run is canceled, not failed.
    void aSignalToTheWholeGroupCancels_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        QTest::newRow("SIGINT") << SIGINT << 130;
        QTest::newRow("SIGTERM") << SIGTERM << 143;
        QTest::newRow("SIGHUP") << SIGHUP << 143;
    }
    void aSignalToTheWholeGroupCancels()
    {
        QFETCH(int, number);
        QProcess parent;
        parent.setChildProcessModifier([] { setpgid(0, 0); });
        parent.start(m_program,
                     {QStringLiteral("run"), QStringLiteral("wait"), QStringLiteral("--on"),
                      QStringLiteral("process"), QStringLiteral("--set"),
                      QStringLiteral("seconds=3600"), QStringLiteral("--json")});
        QVERIFY(parent.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(childrenOf(parent.processId()).size(), std::size_t{1}, 30'000);
        QTest::qWait(500);
        QCOMPARE(::kill(-static_cast<pid_t>(parent.processId()), number), 0);
        QVERIFY(parent.waitForFinished(30'000));
        QTEST(parent.exitCode(), "status");
        QVERIFY(parent.readAllStandardOutput().contains("\"canceled\""));
    }
};

QTEST_GUILESS_MAIN(TestProcessPlacement)
#include "tst_processplacement.moc"
