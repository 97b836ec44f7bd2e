// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/process.h"
#include "jobs/traced/tracedrun.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <csignal>

using namespace thaw;
using namespace std::chrono_literals;
using traced::Process;

namespace {

const QString program = QStringLiteral(THAW_PROGRAM);
const QString childName = QStringLiteral("child 1");

// Says "hello" after so long.
QStringList hello(int afterMs)
{
    return {QStringLiteral("child"), QStringLiteral("echo"), QString::number(afterMs),
            QStringLiteral("hello")};
}

// As the system has it: R, S, T (stopped), Z (ended); '-' if there is no such process.
char stateOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return '-';
    }
    const QByteArray stat = file.readAll();
    const qsizetype name = stat.lastIndexOf(')');
    return name < 0 || name + 2 >= stat.size() ? '-' : stat[name + 2];
}

bool isGone(qint64 pid)
{
    const char state = stateOf(pid);
    return state == '-' || state == 'Z' || state == 'X';
}

std::vector<qint64> childrenOf(qint64 pid)
{
    std::vector<qint64> children;
    const QString tasks = QStringLiteral("/proc/%1/task").arg(pid);
    for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(QStringLiteral("%1/%2/children").arg(tasks, task));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &child : file.readAll().simplified().split(' ')) {
                if (!child.isEmpty()) {
                    children.push_back(child.toLongLong());
                }
            }
        }
    }
    return children;
}

// Empty if it was one.
QString whyNoSuccess(const Process &process)
{
    try {
        process.requireSuccess();
    } catch (const std::runtime_error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT
    std::unique_ptr<TracedRun> m_run;

private Q_SLOTS:
    void init() { m_run = std::make_unique<TracedRun>(); }
    void cleanup() { m_run.reset(); }

    void isWaitedForAndHandsOverWhatItSaid()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(0));
        QVERIFY(process.id() > 0);
        QCOMPARE(process.wait(), 0);
        QVERIFY(!process.isRunning());
        QCOMPARE(process.output(), QByteArray("hello\n"));
        QCOMPARE(process.errorOutput(), QByteArray());
        QCOMPARE(process.wait(), 0); // once more
    }

    void hasALaneWithOneSpan()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(20));
        process.wait();
        const RunUpdate update = m_run->channel.take();
        const QString name = QStringLiteral("child 1 (%1)").arg(process.id());
        const auto lane = std::ranges::find(update.lanes, name, &Lane::name);
        QVERIFY(lane != update.lanes.end());
        QCOMPARE(std::ranges::count(update.spans, lane->id, &Span::lane), 1);
        QVERIFY(!update.openSpans.at(lane->id));
        QVERIFY(std::ranges::any_of(update.spans, [](const Span &span) {
            return span.state == LaneState::Waiting
                   && span.object == QLatin1String("the end of child 1");
        }));
    }

    void handsOverTheExitStatus()
    {
        Process process(m_run->context, childName);
        process.start(program, {QStringLiteral("child"), QStringLiteral("unknown-task")});
        QCOMPARE(process.wait(), 2);
        QCOMPARE(whyNoSuccess(process),
                 QStringLiteral("The process child 1 ended with the status 2, not 0; run the "
                                "lesson again."));
    }

    void isASuccessWithTheStatusZero()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(0));
        process.wait();
        QCOMPARE(whyNoSuccess(process), QString());
    }

    void isTold()
    {
        Process process(m_run->context, childName);
        process.start(program,
                      {QStringLiteral("child"), QStringLiteral("square"), QStringLiteral("0")});
        QVERIFY(process.isRunning());
        process.writeLine("7");
        QCOMPARE(process.wait(), 0);
        QCOMPARE(process.output(),
                 QByteArray("here\n49 149 ") + QByteArray::number(process.id()) + '\n');
    }

    void isNotToldWhenItHasEnded()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(0));
        process.wait();
        process.writeLine("7");
        QCOMPARE(process.output(), QByteArray("hello\n"));
    }

    void tellsWhenASignalEndedIt()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(600'000));
        QVERIFY(process.isRunning());
        QCOMPARE(::kill(static_cast<pid_t>(process.id()), SIGKILL), 0);
        QCOMPARE(process.wait(), -1);
        QCOMPARE(whyNoSuccess(process),
                 QStringLiteral("The process child 1 was ended by signal 9 (Killed); run the "
                                "lesson again."));
    }

    void namesTheProgramThatIsNotThere()
    {
        Process process(m_run->context, childName);
        try {
            process.start(QStringLiteral("/no/such/program"), {});
            QFAIL("it was started");
        } catch (const std::runtime_error &error) {
            QVERIFY(QByteArray(error.what()).contains("/no/such/program"));
        }
        QVERIFY(!process.isRunning());
        const std::vector<Lane> lanes = m_run->channel.take().lanes;
        QCOMPARE(lanes.size(), std::size_t{2}); // the GUI thread's and the job's
    }

    void aWaitCanBeCanceled()
    {
        qint64 pid = 0;
        const bool canceled = m_run->isCanceled([&] {
            Process process(m_run->context, childName);
            process.start(program, hello(600'000));
            pid = process.id();
            process.wait();
        });
        QVERIFY(canceled);
        QVERIFY(isGone(pid));
    }

    void endsWithItsObject()
    {
        qint64 pid = 0;
        {
            Process process(m_run->context, childName);
            process.start(program, hello(600'000));
            pid = process.id();
            QVERIFY(!isGone(pid));
        }
        QVERIFY(isGone(pid));
        QVERIFY(!m_run->channel.take().openSpans.at(LaneId(2))); // the child's lane has ended, too
    }

    // Also one that a pause holds.
    void endsWithItsObjectWhilePaused()
    {
        qint64 pid = 0;
        {
            Process process(m_run->context, childName);
            process.start(program, hello(600'000));
            pid = process.id();
            m_run->control.pause();
            QTRY_COMPARE(stateOf(pid), 'T');
        }
        QVERIFY(isGone(pid));
    }

    void aPauseStopsIt()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(100));
        m_run->control.pause();
        QTRY_COMPARE(stateOf(process.id()), 'T');
        std::this_thread::sleep_for(300ms); // in which it would have said its word
        QVERIFY(process.isRunning());
        QCOMPARE(process.output(), QByteArray());
        QCOMPARE(stateOf(process.id()), 'T');
        m_run->control.resume();
        QCOMPARE(process.wait(), 0);
        QCOMPARE(process.output(), QByteArray("hello\n"));
    }

    void itsLaneSaysThatAPauseStopsIt()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(10));
        const RunUpdate started = m_run->channel.take();
        const LaneId lane = started.lanes.back().id;
        QCOMPARE(started.openSpans.at(lane)->state, LaneState::Running);
        const auto open = [&] { return m_run->channel.take().openSpans.at(lane); };
        m_run->control.pause();
        QCOMPARE(open()->state, LaneState::Waiting);
        m_run->control.step();
        QCOMPARE(open()->state, LaneState::Running);
        m_run->control.resume();
        QCOMPARE(process.wait(), 0);
        QVERIFY(!open());
    }

    void aStepLetsItGoOn()
    {
        Process process(m_run->context, childName);
        process.start(program, hello(10));
        m_run->control.pause();
        QTRY_COMPARE(stateOf(process.id()), 'T');
        m_run->control.step();
        QTRY_VERIFY(!process.isRunning());
        QCOMPARE(process.output(), QByteArray("hello\n"));
    }

    void aPauseBeforeItsStartStopsItFromTheBeginning()
    {
        m_run->control.pause();
        m_run->control.step(); // for start() itself
        Process process(m_run->context, childName);
        process.start(program, hello(10));
        QTRY_COMPARE(stateOf(process.id()), 'T');
        m_run->control.resume();
        QCOMPARE(process.wait(), 0);
    }

    // Killed, it can't clean up; also not behind a child that is stopped.
    void leavesNoOrphanWhenTheParentIsKilled_data()
    {
        QTest::addColumn<bool>("stopped");
        QTest::newRow("while its children run") << false;
        QTest::newRow("while its children are stopped") << true;
    }
    void leavesNoOrphanWhenTheParentIsKilled()
    {
        QFETCH(bool, stopped);
        QProcess parent;
        parent.start(program, {QStringLiteral("run"), QStringLiteral("processes"),
                               QStringLiteral("--set"), QStringLiteral("pace=10")});
        QVERIFY(parent.waitForStarted());
        std::vector<qint64> children;
        QTRY_COMPARE_WITH_TIMEOUT((children = childrenOf(parent.processId())).size(),
                                  std::size_t{4}, 30'000);
        if (stopped) {
            for (const qint64 child : children) {
                QCOMPARE(::kill(static_cast<pid_t>(child), SIGSTOP), 0);
                QTRY_COMPARE(stateOf(child), 'T');
            }
        }
        parent.kill(); // SIGKILL
        QVERIFY(parent.waitForFinished());
        for (const qint64 child : children) {
            QTRY_VERIFY_WITH_TIMEOUT(isGone(child), 10'000);
        }
    }
};

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
