// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelineview.h"

#include "gui/look/colors.h"
#include "timelinesample.h"

#include <QApplication>
#include <QImage>
#include <QLocale>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

/// A view of 10 s; lanes 1 and 2 as the sample says.
struct ViewFixture
{
    explicit ViewFixture(const TimelineSample &sample, std::chrono::nanoseconds now = 10s)
        : view(lanes)
    {
        lanes.show(sample.timeline);
        view.resize(900, 400);
        view.show();
        view.reset();
        view.showTime(now, false);
    }

    static TimelineSample twoThreads()
    {
        TimelineSample sample;
        sample.addLane("First");
        sample.addLane("Second");
        sample.add(1, LaneState::Running, 0s, 5s);
        sample.add(2, LaneState::Blocked, 0s, 5s, "the lock", "First");
        sample.add(1, LaneState::Sleeping, 5s, 10s);
        sample.add(2, LaneState::Waiting, 5s, 10s, "the end of First");
        return sample;
    }

    /// The middle of a lane at a share of the plot's width.
    [[nodiscard]] QPoint place(int lane, double share) const
    {
        const QRectF plot = view.plot();
        const double row = TimelinePainter::mostRowHeight;
        return QPointF(plot.left() + share * plot.width(), plot.top() + (lane + 0.5) * row)
                .toPoint();
    }
    void move(QPoint to, Qt::MouseButtons buttons = {})
    {
        QMouseEvent event(QEvent::MouseMove, to, view.viewport()->mapToGlobal(QPointF(to)),
                          Qt::NoButton, buttons, {});
        QApplication::sendEvent(view.viewport(), &event);
    }
    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        move((from + to) / 2, Qt::LeftButton);
        move(to, Qt::LeftButton);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
    }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(at, view.viewport()->mapToGlobal(QPointF(at)), {}, {0, 120 * notches}, {},
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }
    [[nodiscard]] QImage picture() { return view.viewport()->grab().toImage(); }

    TimelineLanes lanes;
    TimelineView view;
};

bool near(std::chrono::nanoseconds one, std::chrono::nanoseconds other)
{
    return std::chrono::abs(one - other) < 30ms; // two pixels of the ten seconds
}

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::English); }

    void paintsEachStateInItsOwnWay()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        const QImage image = fixture.picture();
        const auto colorsAt = [&](int lane, double share) { // of a piece of 9 pixels
            QSet<QRgb> colors;
            const QPoint middle = fixture.place(lane, share);
            for (int dx = -4; dx <= 4; ++dx) {
                for (int dy = -4; dy <= 4; ++dy) {
                    colors.insert(image.pixel(middle + QPoint(dx, dy)));
                }
            }
            return colors;
        };
        const auto running = colorsAt(1, 0.4);
        const auto sleeping = colorsAt(1, 0.9);
        const auto blocked = colorsAt(2, 0.4);
        const auto waiting = colorsAt(2, 0.9);
        QCOMPARE(running.size(), 1); // plain
        QVERIFY(sleeping.size() > 1 && blocked.size() > 1 && waiting.size() > 1);
        QVERIFY(running != sleeping && blocked != waiting && blocked != sleeping);
    }

    void paintsAnOpenSpanUpToNow()
    {
        TimelineSample sample;
        sample.addLane("First");
        ViewFixture fixture(sample);
        fixture.lanes.setOpen({{LaneId(1), TimelineSample::span(1, LaneState::Running, 2s, 2s)}});
        fixture.view.showTime(10s, false);
        const QImage image = fixture.picture();
        QVERIFY(image.pixel(fixture.place(1, 0.95)) != image.pixel(fixture.place(1, 0.1)));
    }

    // While the run goes on, what is not recorded lies between the last span and the open one.
    void paintsWhatIsNotRecordedAndSaysSo()
    {
        TimelineSample sample;
        sample.addLane("First");
        sample.add(1, LaneState::Running, 0s, 4s);
        ViewFixture fixture(sample);
        const QImage before = fixture.picture();
        sample.timeline->gaps.emplace(LaneId(1),
                                      TimelineSample::span(1, LaneState::Unknown, 4s, 8s));
        fixture.lanes.setOpen({{LaneId(1), TimelineSample::span(1, LaneState::Blocked, 8s, 8s)}});
        QVERIFY(fixture.picture() != before);
        QVERIFY(fixture.view.textAt(fixture.place(1, 0.6))
                        .startsWith(QStringLiteral("First: not recorded for 4.000 s\n"
                                                   "From 4.000 s to 8.000 s\n")));
        QVERIFY(fixture.view.textAt(fixture.place(1, 0.9))
                        .startsWith(QStringLiteral("First: blocked for 2.000 s\n")));
        const StateTimes times = fixture.lanes.times(1, 0s, 10s, 10s);
        QVERIFY(times[static_cast<std::size_t>(LaneState::Unknown)] == 4s);
        QVERIFY(times[static_cast<std::size_t>(LaneState::Blocked)] == 2s);
    }

    void paintsAFrozenGuiThread()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        const QImage before = fixture.picture();
        fixture.lanes.setStalls({{TimelineSample::begin + 2s, 5ms, 6s, false}});
        QVERIFY(fixture.picture() != before);
        QVERIFY(fixture.view.textAt(fixture.place(0, 0.5))
                        .contains(QStringLiteral("frozen for 6.0")));
        QVERIFY(fixture.view.textAt(fixture.place(0, 0.1)).contains(QStringLiteral("answers")));
    }

    void theToolTipTellsWhatASpanWaitsForAndWhoHoldsIt()
    {
        const ViewFixture fixture(ViewFixture::twoThreads());
        const QString text = fixture.view.textAt(fixture.place(2, 0.25));
        QVERIFY2(text.startsWith(QStringLiteral("Second: blocked for 5.000 s")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("the lock")));
        QVERIFY(text.contains(QStringLiteral("Held by: First")));
        QVERIFY(text.contains(QStringLiteral("Line 42")));
        QVERIFY(fixture.view.textAt(fixture.place(6, 0.5)).isEmpty());
    }

    void aPauseIsABreakThatSaysHowLongItWas()
    {
        TimelineSample sample = ViewFixture::twoThreads();
        sample.timeline->pauses = {{TimelineSample::begin + 10s, TimelineSample::begin + 40s}};
        sample.add(1, LaneState::Waiting, 10s, 40s, "Step or Resume");
        sample.add(1, LaneState::Running, 40s, 50s);
        ViewFixture fixture(sample, 20s);
        QCOMPARE(fixture.view.textAt(fixture.place(1, 0.5)),
                 QStringLiteral("Paused at 10.000 s for 30.0 s, which counts in no time of the "
                                "run"));
        QVERIFY(fixture.view.textAt(fixture.place(1, 0.75))
                        .startsWith(QStringLiteral("First: running for 10.000 s\n"
                                                   "From 10.000 s to 20.000 s")));
        const QImage picture = fixture.picture();
        const QPoint at = fixture.place(1, 0.5);
        QSet<QRgb> across; // the break: its two edges, and the ground between them
        for (int x = at.x() - 4; x <= at.x() + 4; ++x) {
            across.insert(picture.pixel(x, at.y()));
        }
        QVERIFY(across.contains(fixture.view.palette().color(QPalette::Base).rgb()));
    }

    void theToolTipAddsUpWhatIsMerged()
    {
        const ViewFixture fixture(TimelineSample::contention(4, 100'000), 50ms);
        const QString text = fixture.view.textAt(fixture.place(1, 0.1));
        QVERIFY2(text.contains(QStringLiteral("spans within")), qPrintable(text));
        static const QRegularExpression shares(
                QStringLiteral("blocked 7[3-7] %, running 2[3-7] %"));
        QVERIFY2(text.contains(shares), qPrintable(text)); // a pixel is no whole number of turns
    }

    void theWheelZoomsUnderThePointer()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        fixture.wheel(fixture.place(1, 0.5), 4);
        const TimeScale &scale = fixture.view.zoom().scale();
        QVERIFY(fixture.view.zoom().visible() < 5s);
        QVERIFY(near(scale.timeAt(fixture.view.plot().width() / 2), 5s));
        const auto left = scale.left;
        fixture.wheel(fixture.place(1, 0.5), -1, Qt::ShiftModifier);
        QVERIFY(fixture.view.zoom().scale().left > left);
    }

    void theWheelScrollsLanesThatDontFitAndZoomsWithCtrl()
    {
        ViewFixture fixture(TimelineSample::contention(256, 2560), 1ms);
        QVERIFY(fixture.view.verticalScrollBar()->maximum() > 0);
        fixture.wheel(fixture.place(1, 0.5), -3);
        QVERIFY(fixture.view.verticalScrollBar()->value() > 0);
        QVERIFY(fixture.view.zoom().visible() == 1ms);
        fixture.wheel(fixture.place(1, 0.5), 3, Qt::ControlModifier);
        QVERIFY(fixture.view.zoom().visible() < 1ms);
        // The last lane can be brought in sight, and is told apart there.
        QScrollBar &bar = *fixture.view.verticalScrollBar();
        bar.setValue(bar.maximum());
        const QPointF bottom(5, fixture.view.viewport()->height() - 5);
        QCOMPARE(fixture.view.textAt(bottom), QStringLiteral("Worker-255"));
    }

    void keysZoomAndScroll()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        TimelineView &view = fixture.view;
        QTest::keyClick(&view, Qt::Key_Plus);
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.zoom().visible() < 5s);
        QTest::keyClick(&view, Qt::Key_Home);
        QVERIFY(view.zoom().scale().left == 0s);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.zoom().scale().left > 0s);
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(near(view.zoom().scale().timeAt(view.plot().width()), 10s));
        const auto left = view.zoom().scale().left;
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(view.zoom().scale().left < left);
        QTest::keyClick(&view, Qt::Key_Minus);
        QTest::keyClick(&view, Qt::Key_0);
        QVERIFY(view.zoom().follows() == TimelineZoom::Follows::All);
    }

    void theScrollBarScrollsInTime()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        QScrollBar &bar = *fixture.view.horizontalScrollBar();
        QCOMPARE(bar.maximum(), 0);
        fixture.view.zoomIn();
        QVERIFY(bar.maximum() > 0);
        QTRY_VERIFY(bar.isVisible());
        bar.setValue(bar.maximum());
        QVERIFY(near(fixture.view.zoom().scale().timeAt(fixture.view.plot().width()), 10s));
        bar.setValue(0);
        QVERIFY(fixture.view.zoom().scale().left == 0s);
    }

    void draggingSelectsAStretchAndAClickTakesItAway()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        const QSignalSpy changed(&fixture.view, &TimelineView::selectionChanged);
        fixture.drag(fixture.place(1, 0.8), fixture.place(2, 0.2)); // backwards
        QVERIFY(fixture.view.selection());
        QVERIFY(near(fixture.view.selection()->first, 2s));
        QVERIFY(near(fixture.view.selection()->second, 8s));
        QVERIFY(changed.count() >= 1);
        QTest::mouseClick(fixture.view.viewport(), Qt::LeftButton, {}, fixture.place(1, 0.5));
        QVERIFY(!fixture.view.selection());
    }

    void aDragUnderWaySelectsNothingOfAnotherRun()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        QTest::mousePress(fixture.view.viewport(), Qt::LeftButton, {}, fixture.place(1, 0.2));
        fixture.move(fixture.place(1, 0.5), Qt::LeftButton);
        QVERIFY(fixture.view.selection());
        fixture.view.reset();
        fixture.view.showTime(10s, false);
        fixture.move(fixture.place(1, 0.8), Qt::LeftButton);
        QVERIFY(!fixture.view.selection());
    }

    void shiftAndArrowsSelectAStretch()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(&fixture.view, Qt::Key_Right, Qt::ShiftModifier);
        }
        const auto selection = fixture.view.selection();
        QVERIFY(selection);
        const double pixels = fixture.view.zoom().scale().xOf(selection->second)
                              - fixture.view.zoom().scale().xOf(selection->first);
        QVERIFY(std::abs(pixels - 50) < 1);
        QTest::keyClick(&fixture.view, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(fixture.view.selection()->second < selection->second);
    }

    // So that it is lit in Output, which lies in another tab.
    void theLanePointedAtLastStaysLitUntilAClickOnNone()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        QSignalSpy lit(&fixture.view, &TimelineView::laneLit);
        fixture.move(fixture.place(2, 0.5));
        QCOMPARE(lit.count(), 1);
        QCOMPARE(lit.last().first().value<LaneId>(), LaneId(2));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(fixture.view.viewport(), &leave);
        QCOMPARE(lit.count(), 1);
        QCOMPARE(fixture.view.litLane().value_or(-1), 2);
        QVERIFY(!fixture.view.pointedAt());
        QTest::mouseClick(fixture.view.viewport(), Qt::LeftButton, {}, fixture.place(4, 0.5));
        QCOMPARE(lit.last().first().value<LaneId>(), noLane);
        QVERIFY(!fixture.view.litLane());
    }

    void aClickedLaneStaysLit()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        QTest::mouseClick(fixture.view.viewport(), Qt::LeftButton, {}, fixture.place(1, 0.5));
        fixture.move(fixture.place(2, 0.5));
        QCOMPARE(fixture.view.litLane().value_or(-1), 2);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(fixture.view.viewport(), &leave);
        QCOMPARE(fixture.view.litLane().value_or(-1), 1);
    }

    void upAndDownChooseALaneAndBringItInSight()
    {
        ViewFixture fixture(TimelineSample::contention(256, 2560), 1ms);
        const QSignalSpy lit(&fixture.view, &TimelineView::laneLit);
        QTest::keyClick(&fixture.view, Qt::Key_Down);
        QCOMPARE(fixture.view.litLane().value_or(-1), 0);
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(&fixture.view, Qt::Key_Down);
        }
        QCOMPARE(lit.last().first().value<LaneId>(), LaneId(40));
        QVERIFY(fixture.view.verticalScrollBar()->value() > 0);
        for (int i = 0; i < 50; ++i) {
            QTest::keyClick(&fixture.view, Qt::Key_Up);
        }
        QCOMPARE(fixture.view.verticalScrollBar()->value(), 0);
    }

    void showsTheTopOfAChosenLaneThatIsHigherThanThePlot()
    {
        ViewFixture fixture(TimelineSample::contention(8, 80), 1ms);
        fixture.view.setFixedHeight(static_cast<int>(TimelinePainter::rulerHeight) + 20);
        fixture.view.showTime(1ms, false);
        QVERIFY(fixture.view.plot().height() < TimelinePainter::rowHeight);
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&fixture.view, Qt::Key_Down);
        }
        QCOMPARE(fixture.view.litLane().value_or(-1), 3);
        QCOMPARE(fixture.view.verticalScrollBar()->value(),
                 static_cast<int>(3 * TimelinePainter::rowHeight));
    }

    void paintsNothingWithoutLanesAndTakesNoKey()
    {
        TimelineLanes none;
        TimelineView view(none);
        view.resize(300, 200);
        view.show();
        QVERIFY(!view.viewport()->grab().isNull());
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {200, 100});
        QVERIFY(!view.litLane());
    }

    void followsTheTheme()
    {
        ViewFixture fixture(ViewFixture::twoThreads());
        fixture.view.setPalette(lightPalette());
        const QImage light = fixture.picture();
        fixture.view.setPalette(darkPalette());
        const QImage dark = fixture.picture();
        const QPoint ground = fixture.place(5, 0.5);
        QVERIFY(qGray(light.pixel(ground)) > 200);
        QVERIFY(qGray(dark.pixel(ground)) < 60);
        QVERIFY(light.pixel(fixture.place(1, 0.4)) != dark.pixel(fixture.place(1, 0.4)));
    }
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
