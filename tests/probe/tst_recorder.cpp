// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/recorder.h"

#include <QTest>

#include <cstdlib>

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using thaw::Recorder;
using thaw::Recording;
using thaw::Stall;
using TimePoint = Recorder::TimePoint;

namespace {

/// Milliseconds after the recording began.
TimePoint at(int ms)
{
    return TimePoint{1000s + milliseconds{ms}};
}

} // namespace

class TestRecorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gathersWhatItIsGiven();
    void takesAFreezeAsTheSawtoothThatItIs();
    void cutsADelayThatBeganBeforeIt();
    void cutsAStallThatBeganBeforeIt_data();
    void cutsAStallThatBeganBeforeIt();
    void keepsTheLongestStallsWhenThereAreTooMany();
    void keepsApartWhatIsCountedApart();
    void countsNoFramesOfASuspension();
};

void TestRecorder::gathersWhatItIsGiven()
{
    Recorder recorder(at(0));
    recorder.addDelay({at(0), 1ms, 5ms});
    recorder.addDelay({at(5), 2ms, 5ms});
    recorder.addDelay({at(10), 300ms, 500ms});
    recorder.addStall({at(10), 3ms, 300ms, false}, 100ms);
    recorder.markFrame(at(5));
    recorder.markFrame(at(310));
    const Recording recording = recorder.closed(at(1'000));
    QVERIFY(recording.start == at(0));
    QVERIFY(recording.end == at(1'000));
    QCOMPARE(recording.delays.count(), 3);
    QCOMPARE(recording.delays.max().count(), nanoseconds{300ms}.count());
    QCOMPARE(recording.stalls.size(), 1U);
    QCOMPARE(recording.longestStall().count(), nanoseconds{300ms}.count());
    QCOMPARE(recording.stalls[0].startUncertainty.count(), nanoseconds{3ms}.count());
    QCOMPARE(recording.frames.expected, 60);
    QCOMPARE(recording.frames.delivered, 2);
}

void TestRecorder::takesAFreezeAsTheSawtoothThatItIs()
{
    Recorder recorder(at(0));
    recorder.addDelay({at(0), 1s, 5ms});
    recorder.addDelay({at(1'000), 0ms, 5ms}); // the fence
    const auto delays = recorder.closed(at(1'000)).delays;
    QCOMPARE(delays.count(), 2);
    QCOMPARE(delays.time().count(), nanoseconds{1s}.count());
    QCOMPARE(delays.mean().count(), nanoseconds{500ms}.count());
    QVERIFY(std::abs((delays.percentile(95) - 950ms).count()) < 9'500'000);
}

void TestRecorder::cutsADelayThatBeganBeforeIt()
{
    Recorder recorder(at(0));
    recorder.addDelay({at(-700), 1s, 5ms});
    const auto delays = recorder.closed(at(300)).delays;
    QCOMPARE(delays.max().count(), nanoseconds{300ms}.count());
    QCOMPARE(delays.time().count(), nanoseconds{300ms}.count());
    QCOMPARE(delays.mean().count(), nanoseconds{150ms}.count());
    QCOMPARE(delays.count(), 1);
}

void TestRecorder::cutsAStallThatBeganBeforeIt_data()
{
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("duration");
    QTest::addColumn<int>("left");
    QTest::newRow("within") << 10 << 200 << 200;
    QTest::newRow("from the start") << 0 << 200 << 200;
    QTest::newRow("half before") << -150 << 300 << 150;
    QTest::newRow("hardly any within") << -150 << 250 << 0;
    QTest::newRow("all before") << -300 << 200 << 0;
}

void TestRecorder::cutsAStallThatBeganBeforeIt()
{
    QFETCH(int, start);
    QFETCH(int, duration);
    QFETCH(int, left);
    Recorder recorder(at(0));
    recorder.addStall({at(start), 7ms, milliseconds{duration}, false}, 100ms);
    const Recording recording = recorder.closed(at(1'000));
    QCOMPARE(recording.longestStall().count(), nanoseconds{milliseconds{left}}.count());
    if (left > 0) {
        QVERIFY(recording.stalls[0].start == at(std::max(start, 0)));
        QCOMPARE(recording.stalls[0].startUncertainty.count(), start < 0 ? 0 : 7'000'000);
    }
}

void TestRecorder::keepsTheLongestStallsWhenThereAreTooMany()
{
    Recorder recorder(at(0));
    for (int i = 0; i < 1'200; ++i) {
        const milliseconds duration{i == 3 ? 900 : i % 2 == 0 ? 200 : 300};
        recorder.addStall({at(i * 1'000), 0ms, duration, false}, 100ms);
    }
    const Recording recording = recorder.closed(at(1'200'000));
    QCOMPARE(recording.stalls.size(), 1'000U);
    QCOMPARE(recording.stallsDropped, 200);
    QCOMPARE(recording.longestStall().count(), nanoseconds{900ms}.count());
    for (std::size_t i = 1; i < recording.stalls.size(); ++i) {
        QVERIFY(recording.stalls[i - 1].start < recording.stalls[i].start);
    }
}

void TestRecorder::keepsApartWhatIsCountedApart()
{
    Recorder recorder(at(0));
    recorder.addStall({at(-250), 0ms, 500ms, false, QStringLiteral("c"), true}, 100ms);
    recorder.addStall({at(250), 0ms, 300ms, false, QStringLiteral("j"), false}, 100ms);
    for (int i = 1; i <= 1'200; ++i) {
        recorder.addStall({at(i * 1'000), 0ms, 700ms, false, QStringLiteral("c"), true}, 100ms);
    }
    const Recording recording = recorder.closed(at(1'201'000));
    QCOMPARE(recording.stalls.size(), 1U);
    QCOMPARE(recording.stalls[0].what, QStringLiteral("j"));
    QCOMPARE(recording.stallsDropped, 0);
    QCOMPARE(recording.longestStall().count(), nanoseconds{300ms}.count());
    QCOMPARE(recording.stallsApart.size(), 1'000U);
    QCOMPARE(recording.stallsApartDropped, 201);
    QCOMPARE(recording.stallsApart[0].duration.count(), nanoseconds{700ms}.count());
}

void TestRecorder::countsNoFramesOfASuspension()
{
    Recorder recorder(at(0));
    recorder.markFrame(at(100));
    recorder.excuseFrames(at(1'000), at(61'000));
    const Recording recording = recorder.closed(at(62'000));
    QVERIFY(recording.frames.expected >= 120 && recording.frames.expected <= 122);
    QCOMPARE(recording.frames.delivered, 1);
}

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
