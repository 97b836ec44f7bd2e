// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/responsivenesschart.h"

#include <QImage>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

using Clock = std::chrono::steady_clock;

/// A minute in 300 buckets, all with a delay of 0.3 ms.
std::shared_ptr<ResponsivenessSnapshot> quietMinute()
{
    auto snapshot = std::make_shared<ResponsivenessSnapshot>();
    snapshot->start = Clock::time_point{1h};
    snapshot->bucketWidth = 200ms;
    snapshot->now = snapshot->start + 60s;
    snapshot->worstDelays.assign(300, 300us);
    snapshot->delayCount = 1'200;
    snapshot->worst = 300us;
    return snapshot;
}

} // namespace

class ResponsivenessChartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scalesDelays_data()
    {
        QTest::addColumn<qint64>("microseconds");
        QTest::addColumn<double>("level");
        QTest::addColumn<double>("top");
        QTest::newRow("nothing") << qint64{0} << -2.0 << 3.0;
        QTest::newRow("below the scale") << qint64{1} << -2.0 << 3.0;
        QTest::newRow("1 ms") << qint64{1'000} << 0.0 << 3.0;
        QTest::newRow("100 ms") << qint64{100'000} << chartscale::stall << 3.0;
        QTest::newRow("1 s") << qint64{1'000'000} << 3.0 << 4.0;
        QTest::newRow("5 s") << qint64{5'000'000} << 3.69897 << 4.0;
        QTest::newRow("9 s") << qint64{9'000'000} << 3.95424 << 5.0;
        QTest::newRow("an hour") << qint64{3'600'000'000} << 6.5563 << 6.0;
    }
    void scalesDelays()
    {
        QFETCH(qint64, microseconds);
        QFETCH(double, level);
        const std::chrono::microseconds delay{microseconds};
        QVERIFY(qAbs(chartscale::of(delay) - level) < 1e-4);
        QTEST(chartscale::top(delay), "top");
    }

    void marksTheFrameWhereItBelongs()
    {
        QVERIFY(qAbs(chartscale::of(std::chrono::nanoseconds{1s} / 60) - chartscale::frame) < 1e-6);
    }

    void leavesOutBucketsWithoutData()
    {
        const auto snapshot = quietMinute();
        std::fill_n(snapshot->worstDelays.begin(), 100, ResponsivenessSnapshot::noData);
        const QList<QPointF> points = delayPoints(*snapshot);
        QCOMPARE(points.size(), 200);
        QCOMPARE(points.constFirst().x(), -39.9);
        QCOMPARE(points.constLast().x(), -0.1);
        QVERIFY(points.size() <= 640);
    }

    void shadesStalls_data()
    {
        QTest::addColumn<int>("from"); // ms before now
        QTest::addColumn<int>("length");
        QTest::addColumn<QRectF>("area");
        QTest::newRow("in sight") << 30'000 << 5'000 << QRectF(310, 20, 50, 200);
        QTest::newRow("begun before") << 65'000 << 10'000 << QRectF(10, 20, 50, 200);
        QTest::newRow("lasting") << 3'000 << 3'000 << QRectF(580, 20, 30, 200);
        QTest::newRow("too short to see") << 30'000 << 100 << QRectF(309, 20, 2, 200);
        QTest::newRow("gone") << 65'000 << 5'000 << QRectF();
    }
    void shadesStalls()
    {
        QFETCH(int, from);
        QFETCH(int, length);
        const Clock::time_point now{1h};
        const Stall stall{now - std::chrono::milliseconds{from}, 5ms,
                          std::chrono::milliseconds{length}, false};
        QTEST(stallArea(stall, now, QRectF(10, 20, 600, 200)), "area");
    }

    void showsAFreezeAtItsFullLength()
    {
        const auto snapshot = quietMinute();
        const Stall stall{snapshot->start + 30s, 5ms, 5s, false};
        snapshot->stalls = {stall};
        snapshot->worst = 5s;
        for (int i = 0; i < 25; ++i) {
            snapshot->worstDelays[static_cast<std::size_t>(150 + i)] = 5s - i * 200ms;
        }
        const QList<QPointF> points = delayPoints(*snapshot);
        const auto frozen = std::count_if(points.begin(), points.end(), [](const QPointF &point) {
            return point.y() >= chartscale::stall;
        });
        QCOMPARE(frozen, 25); // 25 buckets of 200 ms
    }

    // Hatched and without a label, beside a legend; so it can be told apart also in grey.
    void theColumnsStallsLookOtherwise()
    {
        ResponsivenessChart chart;
        chart.resize(700, 300);
        const auto picture = [&](const std::vector<Stall> &stalls) {
            const auto snapshot = quietMinute();
            snapshot->stalls = stalls;
            snapshot->worst = 5s; // the same scale for all
            chart.setSnapshot(snapshot);
            return chart.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        };
        const auto begin = quietMinute()->start + 30s;
        const QImage frozen = picture({Stall{begin, 5ms, 5s, false}});
        const QImage columns = picture({Stall{begin, 5ms, 5s, false, {}, true}});
        const QImage quiet = picture({});
        const QRect legend(chart.width() - 180, 0, 180, 40);
        QVERIFY(columns.copy(legend) != quiet.copy(legend));
        QCOMPARE(frozen.copy(legend), quiet.copy(legend));
        QVERIFY(columns != frozen);
    }

    void paintsWhatItIsGiven()
    {
        ResponsivenessChart chart;
        chart.resize(700, 300);
        const QImage empty = chart.grab().toImage();
        const auto snapshot = quietMinute();
        chart.setSnapshot(snapshot);
        const QImage quiet = chart.grab().toImage();
        QVERIFY(quiet != empty);
        snapshot->stalls = {Stall{snapshot->start + 30s, 5ms, 5s, false}};
        chart.setSnapshot(snapshot);
        QVERIFY(chart.grab().toImage() != quiet);
        QVERIFY(!chart.accessibleName().isEmpty());
    }
};

QTEST_MAIN(ResponsivenessChartTest)
#include "tst_responsivenesschart.moc"
