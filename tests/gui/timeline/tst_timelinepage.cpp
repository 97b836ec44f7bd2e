// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinepage.h"

#include "gui/timeline/timelineview.h"
#include "jobs/engine/jobthread.h"
#include "probe/probe.h"
#include "report/measuredrun.h"
#include "report/wording.h"
#include "scriptedrequest.h"

#include <QLabel>
#include <QLocale>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>

#include <thread>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

/// A second thread sleeps until it is stopped, the job's own waits.
Outcome sleepOnAThread(JobContext &context)
{
    std::thread second([&] {
        const JobThreadScope scope(context, QStringLiteral("sleeper"), ThreadPriority::Kept);
        static_cast<void>(context.sleepFor(60s));
    });
    {
        const LaneStateScope waiting(LaneState::Blocked, QStringLiteral("the lock"),
                                     QStringLiteral("sleeper"));
        second.join();
    }
    return Outcome::canceled();
}

Outcome countUntilStopped(JobContext &context)
{
    while (context.passPoint()) {
        context.addProgress(1);
    }
    return Outcome::canceled();
}

struct PageFixture
{
    PageFixture()
        : page(probe.log())
    {
        probe.start();
        page.resize(900, 400);
        page.show();
    }
    MeasuredRun &start(const ScriptedRequest &request, const QString &placement)
    {
        measured = std::make_unique<MeasuredRun>(request.on(placement), probe);
        QObject::connect(measured.get(), &MeasuredRun::measured, &page, &TimelinePage::showRecord);
        page.showRun(measured->run());
        measured->start();
        return *measured;
    }
    [[nodiscard]] QString summary() const
    {
        return page.findChild<QLabel *>(QStringLiteral("summary"))->text();
    }
    [[nodiscard]] bool isEmpty() const
    {
        return page.findChild<QStackedWidget *>(QStringLiteral("pages"))->currentIndex() == 0;
    }

    Probe probe;
    TimelinePage page;
    std::unique_ptr<MeasuredRun> measured;
};

} // namespace

class TestTimelinePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::English); }

    void saysWhatWillBeHereBeforeTheFirstRun()
    {
        const PageFixture fixture;
        QVERIFY(fixture.isEmpty());
        QVERIFY(!fixture.page.ticks());
        QVERIFY(!fixture.page.findChild<QLabel *>(QStringLiteral("emptyText"))->text().isEmpty());
    }

    void showsWhatEachThreadDoesWhileItRuns()
    {
        const ScriptedRequest request(sleepOnAThread);
        PageFixture fixture;
        Run &run = fixture.start(request, QStringLiteral("worker")).run();
        QTRY_COMPARE(fixture.summary(),
                     QStringLiteral("2 threads: 1 blocked by sleeper, 1 sleeping."));
        QVERIFY(!fixture.isEmpty());
        QVERIFY(fixture.page.ticks());
        QCOMPARE(fixture.page.view().accessibleDescription(), fixture.summary());
        const auto visible = fixture.page.view().zoom().range();
        QTRY_VERIFY(fixture.page.view().zoom().range() > visible); // open spans grow
        run.requestStop();
        QTRY_VERIFY(fixture.measured->record());
        QVERIFY(!fixture.page.ticks());
        QVERIFY2(fixture.summary().startsWith(QStringLiteral("2 threads in ")),
                 qPrintable(fixture.summary()));
    }

    void aJobOnTheGuiThreadIsInItsLaneWithTheFreeze()
    {
        const ScriptedRequest request([](JobContext &context) {
            return context.sleepFor(400ms) ? Outcome::finished() : Outcome::canceled();
        });
        PageFixture fixture;
        fixture.start(request, QStringLiteral("gui"));
        QTRY_VERIFY(fixture.measured->record());
        const TimelineLanes &lanes = fixture.page.lanes();
        QVERIFY(!lanes.stretches(0).all().empty());
        QVERIFY(!lanes.stalls().empty());
        QVERIFY(lanes.stalls().front().duration >= 300ms);
        QVERIFY2(fixture.summary().contains(QStringLiteral("The GUI thread was frozen")),
                 qPrintable(fixture.summary()));
        QCOMPARE(lanes.stalls().size(), fixture.measured->record()->gui.stalls.size());
    }

    void staysWhenTheRunHasGoneAndGivesWayToTheNext()
    {
        const ScriptedRequest request([](JobContext &) { return Outcome::finished(); });
        PageFixture fixture;
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(fixture.measured->record());
        fixture.measured.reset();
        QVERIFY(fixture.page.lanes().count() >= 2);
        QVERIFY(!fixture.page.grab().isNull());
        fixture.page.view().zoomIn();
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(fixture.measured->record());
        QVERIFY(fixture.page.view().zoom().follows() == TimelineZoom::Follows::All);
    }

    void aRunThatIsDestroyedWhileItGoesOnLeavesItsPicture()
    {
        const ScriptedRequest request(sleepOnAThread);
        PageFixture fixture;
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(fixture.page.lanes().open().size() == 2);
        fixture.measured.reset();
        QTRY_VERIFY(!fixture.page.ticks());
        QVERIFY(!fixture.page.grab().isNull());
    }

    void ticksOnlyWhileItCanBeSeen()
    {
        const ScriptedRequest request(sleepOnAThread);
        PageFixture fixture;
        fixture.page.hide();
        fixture.start(request, QStringLiteral("worker"));
        QVERIFY(!fixture.page.ticks());
        fixture.page.show();
        QVERIFY(fixture.page.ticks());
        QTRY_VERIFY(fixture.page.lanes().open().size() == 2);
        fixture.page.hide();
        QVERIFY(!fixture.page.ticks());
    }

    void pausedTimeIsWaitingForStepOrResume()
    {
        const ScriptedRequest request(countUntilStopped);
        PageFixture fixture;
        Run &run = fixture.start(request, QStringLiteral("worker")).run();
        QTRY_VERIFY(run.progress().done > 0);
        run.pause();
        QTRY_COMPARE(fixture.summary(), QStringLiteral("1 thread: 1 waiting."));
        QCOMPARE(fixture.page.lanes().openSpan(1)->object, QStringLiteral("Step or Resume"));
        QTRY_VERIFY(!fixture.page.ticks()); // nothing moves
        const auto length = fixture.page.view().zoom().range();
        const std::size_t breaks = fixture.page.lanes().clock().breaks().size();
        QCOMPARE(breaks, std::size_t{1});
        run.resume();
        QVERIFY(fixture.page.ticks());
        QTRY_VERIFY(fixture.page.view().zoom().range() > length);
    }

    // Beside "Finished in 0.1 s" it must not say "1 thread in 0.6 s".
    void aPauseIsInNoTimeThatItTells()
    {
        const ScriptedRequest request([](JobContext &context) {
            return context.sleepFor(100ms) ? Outcome::finished() : Outcome::canceled();
        });
        PageFixture fixture;
        Run &run = fixture.start(request, QStringLiteral("worker")).run();
        QTRY_VERIFY(fixture.page.lanes().open().size() == 1);
        run.pause();
        QTest::qWait(500);
        run.resume();
        QTRY_VERIFY(fixture.measured->record());
        const RunRecord &record = *fixture.measured->record();
        QVERIFY2(fixture.summary().startsWith(
                         QStringLiteral("1 thread in %1, ").arg(timeText(record.elapsed))),
                 qPrintable(fixture.summary()));
        const TimelineLanes &lanes = fixture.page.lanes();
        const auto real = *record.timeline->pauses.front().end - record.timeline->start;
        QVERIFY(lanes.end() < real);
        const StateTimes times = lanes.times(1, 0ns, lanes.end(), lanes.end());
        QVERIFY(times[static_cast<std::size_t>(LaneState::Waiting)] < 100ms);
        QVERIFY(times[static_cast<std::size_t>(LaneState::Sleeping)] > 90ms);
    }

    // A line of code takes no time, and the lane gets further all the same.
    void eachStepInAPauseGetsTheLaneFurther()
    {
        const ScriptedRequest request(countUntilStopped);
        PageFixture fixture;
        Run &run = fixture.start(request, QStringLiteral("worker")).run();
        QTRY_VERIFY(run.progress().done > 0);
        run.pause();
        QTRY_VERIFY(!fixture.page.ticks());
        const TimelineLanes &lanes = fixture.page.lanes();
        const auto time = lanes.clock().timeAt(lanes.end());
        for (int step = 1; step <= 3; ++step) {
            // Further from the pause's begin, and apart, than the threads of one step are.
            QTest::qWait(60);
            const auto before = lanes.clock().breaks().front().right;
            const qint64 done = run.progress().done;
            run.step();
            QTRY_COMPARE(run.progress().done, done + 1);
            QTRY_VERIFY(lanes.clock().breaks().front().right >= before + TimelineClock::leastStep);
            QTRY_VERIFY(!fixture.page.ticks());
        }
        QVERIFY(lanes.clock().timeAt(lanes.end()) == time);
        const Stretch *last = &lanes.stretches(1).all().back();
        QCOMPARE(last->state, LaneState::Running);
    }

    void saysWhatTheLitThreadHadSaidByTheMomentPointedAt()
    {
        const ScriptedRequest request([](JobContext &context) {
            context.say(QStringLiteral("early"));
            static_cast<void>(context.sleepFor(200ms));
            context.say(QStringLiteral("late"));
            return Outcome::finished();
        });
        PageFixture fixture;
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(fixture.measured->record());
        fixture.measured.reset(); // the lines stay
        const auto *said = fixture.page.findChild<QLabel *>(QStringLiteral("said"));
        QCOMPARE(said->text(), QStringLiteral("Click a lane to mark its lines in Output"));
        TimelineView &view = fixture.page.view();
        const auto point = [&](int lane, double share) {
            const QPointF place(view.plot().left() + share * view.plot().width(),
                                view.plot().top() + (lane + 0.5) * TimelinePainter::mostRowHeight);
            QTest::mouseMove(view.viewport(), place.toPoint());
        };
        point(1, 0.5);
        QTRY_VERIFY2(said->text().startsWith(QStringLiteral("worker at "))
                             && said->text().endsWith(QStringLiteral(": early")),
                     qPrintable(said->text()));
        point(0, 0.5);
        QTRY_COMPARE(said->text(), QStringLiteral("GUI thread has said nothing up to here"));
        point(1, 0.5);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view.viewport(), &leave);
        QVERIFY2(said->text().endsWith(QStringLiteral(": late")), qPrintable(said->text()));
    }

    // As narrow as it gets in a window of 1024 pixels.
    void itsHintsAreNotCutInASmallWindow()
    {
        const ScriptedRequest request(sleepOnAThread);
        PageFixture fixture;
        fixture.page.resize(700, 300);
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(!fixture.isEmpty());
        for (const char *name : {"said", "selection"}) {
            const auto *label = fixture.page.findChild<QLabel *>(QLatin1StringView(name));
            QTRY_VERIFY2(label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                         name);
        }
    }

    void buttonsZoomAndFollow()
    {
        const ScriptedRequest request(sleepOnAThread);
        PageFixture fixture;
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(!fixture.isEmpty());
        const auto button = [&](const char *name) {
            return fixture.page.findChild<QToolButton *>(QLatin1StringView(name));
        };
        QVERIFY(button("fit")->isChecked());
        QVERIFY(!button("zoomOut")->isEnabled());
        button("zoomIn")->click();
        QVERIFY(!button("fit")->isChecked());
        QVERIFY(button("newest")->isChecked());
        button("fit")->click();
        QVERIFY(button("fit")->isChecked());
    }

    void tellsTheLengthOfWhatIsSelectedAndWhatTheLitThreadDidInIt()
    {
        const ScriptedRequest request([](JobContext &context) {
            return context.sleepFor(300ms) ? Outcome::finished() : Outcome::canceled();
        });
        PageFixture fixture;
        fixture.start(request, QStringLiteral("worker"));
        QTRY_VERIFY(fixture.measured->record());
        TimelineView &view = fixture.page.view();
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        const QString text = fixture.page.findChild<QLabel *>(QStringLiteral("selection"))->text();
        QVERIFY2(text.contains(QStringLiteral(" ms selected; worker: sleeping 100 %")),
                 qPrintable(text));
    }
};

QTEST_MAIN(TestTimelinePage)
#include "tst_timelinepage.moc"
