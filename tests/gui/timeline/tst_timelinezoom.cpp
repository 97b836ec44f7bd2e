// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinezoom.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;
using Follows = TimelineZoom::Follows;

namespace {

/// 10 s in 1,000 pixels.
TimelineZoom sample(bool grows)
{
    TimelineZoom zoom;
    zoom.setWidth(1000);
    zoom.setLength(10s, grows);
    return zoom;
}

} // namespace

class TestTimelineZoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAllOfARunFromTheStart()
    {
        const TimelineZoom zoom = sample(false);
        QVERIFY(zoom.visible() == 10s);
        QVERIFY(zoom.follows() == Follows::All);
        QVERIFY(sample(true).visible() > 10s); // room to grow
    }

    void keepsTheTimeUnderThePointerWhereItIs_data()
    {
        QTest::addColumn<double>("x");
        QTest::newRow("left") << 0.0;
        QTest::newRow("a third") << 333.0;
        QTest::newRow("right") << 1000.0;
    }
    void keepsTheTimeUnderThePointerWhereItIs()
    {
        QFETCH(double, x);
        TimelineZoom zoom = sample(false);
        const auto under = zoom.scale().timeAt(x);
        for (int i = 0; i < 40; ++i) {
            zoom.zoom(1.25, x);
            QVERIFY(std::abs(zoom.scale().xOf(under) - x) < 1);
        }
        QVERIFY(zoom.follows() == Follows::Nothing);
        for (int i = 0; i < 60; ++i) {
            zoom.zoom(1 / 1.25, x);
        }
        QVERIFY(zoom.visible() == 10s);
        QVERIFY(zoom.follows() == Follows::All);
    }

    void neitherZoomsNorScrollsBeyondWhatThereIs()
    {
        TimelineZoom zoom = sample(false);
        zoom.zoom(1e12, 500);
        QCOMPARE(zoom.scale().perPixel, TimeScale::finest);
        zoom.scroll(-1e15);
        QVERIFY(zoom.scale().left == 0s);
        zoom.scroll(1e12);
        QVERIFY(zoom.scale().timeAt(1000) == 10s);
    }

    void followsTheNewestUntilThePersonScrolls()
    {
        TimelineZoom zoom = sample(true);
        zoom.zoom(10); // as a key does: about the newest
        QVERIFY(zoom.follows() == Follows::Newest);
        zoom.setLength(20s, true);
        QVERIFY(zoom.scale().xOf(20s) > 900 && zoom.scale().xOf(20s) <= 1000);
        zoom.scroll(-300);
        QVERIFY(zoom.follows() == Follows::Nothing);
        const auto left = zoom.scale().left;
        zoom.setLength(30s, true);
        QVERIFY(zoom.scale().left == left);
        zoom.showNewest();
        QVERIFY(zoom.follows() == Follows::Newest);
        QVERIFY(zoom.scale().xOf(30s) > 900);
    }

    void aZoomAtAnOldMomentEndsTheFollowing()
    {
        TimelineZoom zoom = sample(true);
        zoom.zoom(20, 100);
        QVERIFY(zoom.follows() == Follows::Nothing);
    }

    void aRunThatHasEndedIsShownToItsEnd()
    {
        TimelineZoom zoom = sample(true);
        zoom.setLength(10s, false);
        QVERIFY(zoom.visible() == 10s);
        zoom.zoom(4, 500);
        zoom.showNewest();
        QVERIFY(zoom.scale().timeAt(1000) == 10s);
        zoom.showStart();
        QVERIFY(zoom.scale().left == 0s);
    }

    void revealsNoMoreThanNeeded()
    {
        TimelineZoom zoom = sample(false);
        zoom.zoom(10, 0);
        zoom.reveal(500ms);
        QVERIFY(zoom.scale().left == 0s);
        zoom.reveal(2s);
        QVERIFY(std::abs(zoom.scale().xOf(2s) - 1000) < 1);
        zoom.reveal(200ms);
        QVERIFY(std::abs(zoom.scale().xOf(200ms)) < 1);
    }

    void aRunWithoutLengthIsNoDivisionByZero()
    {
        TimelineZoom zoom;
        zoom.setWidth(0);
        zoom.setLength(0s, false);
        zoom.zoom(3, 0);
        zoom.scroll(10);
        QVERIFY(zoom.scale().perPixel > 0);
    }
};

QTEST_APPLESS_MAIN(TestTimelineZoom)
#include "tst_timelinezoom.moc"
