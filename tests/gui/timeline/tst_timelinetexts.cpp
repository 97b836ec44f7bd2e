// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinetexts.h"

#include "timelinesample.h"

#include <QLocale>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

TimelineLanes lanesOf(const TimelineSample &sample, const std::vector<Span> &open = {})
{
    TimelineLanes lanes;
    lanes.show(sample.timeline);
    std::map<LaneId, Span> byLane;
    for (const Span &span : open) {
        byLane.emplace(span.lane, span);
    }
    lanes.setOpen(byLane);
    return lanes;
}

} // namespace

class TestTimelineTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::English); }

    void tellsTheMomentsTotal()
    {
        TimelineSample sample;
        sample.addLane("Worker-0");
        sample.addLane("Worker-1");
        sample.addLane("Worker-2");
        const TimelineLanes lanes = lanesOf(
                sample,
                {TimelineSample::span(1, LaneState::Running, 1s, 1s),
                 TimelineSample::span(2, LaneState::Blocked, 1s, 1s, "the lock", "Worker-0"),
                 TimelineSample::span(3, LaneState::Sleeping, 1s, 1s)});
        QCOMPARE(momentText(lanes),
                 QStringLiteral("3 threads: 1 running, 1 blocked by Worker-0, 1 sleeping."));
    }

    void tellsOfManyThreadsWhatMostOfThemDo()
    {
        TimelineSample sample;
        std::vector<Span> open;
        for (int i = 0; i < 256; ++i) {
            const int lane = sample.addLane("thread");
            const QByteArray holder = "holder-" + QByteArray::number(i % 100);
            open.push_back(i < 100 ? TimelineSample::span(lane, LaneState::Blocked, 0s, 0s,
                                                          "the lock", holder.constData())
                                   : TimelineSample::span(lane, LaneState::Running, 0s, 0s));
        }
        const QString text = momentText(lanesOf(sample, open));
        QVERIFY2(text.startsWith(QStringLiteral("256 threads: 156 running, 1 blocked by holder-")),
                 qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral(", 95 others.")), qPrintable(text));
    }

    void saysThatNoThreadIsAtWorkAndWhatIsMissing()
    {
        const TimelineSample sample;
        sample.timeline->spansTooFast = 1234;
        QCOMPARE(momentText(lanesOf(sample)),
                 QStringLiteral("No thread at work. 1,234 more spans came faster than they could "
                                "be taken and were not kept."));
    }

    void saysThatOnlySoManyAreKept()
    {
        TimelineSample sample;
        const int lane = sample.addLane("worker");
        sample.add(lane, LaneState::Running, 0s, 4s);
        sample.add(lane, LaneState::Unknown, 4s, 11900ms);
        sample.timeline->spansBeyondCap = 882'399;
        const TimelineLanes lanes = lanesOf(sample);
        QCOMPARE(wholeText(lanes, 11900ms),
                 QStringLiteral("1 thread in 11.9 s, spans: 2. Only the first 500,000 spans are "
                                "kept; 882,399 more are not."));
        QCOMPARE(spanText(lanes, lane, lanes.span(lanes.stretches(lane).all()[1]), 12s),
                 QStringLiteral("worker: not recorded for 7.900 s\n"
                                "From 4.000 s to 11.900 s\n"
                                "There were more spans than could be kept\n"
                                "Line 42 of the source"));
    }

    void tellsAllOfASpan()
    {
        TimelineSample sample;
        const int lane = sample.addLane("Worker-1");
        sample.add(lane, LaneState::Blocked, 1500ms, 2750ms, "the lock", "Worker-0");
        const TimelineLanes lanes = lanesOf(sample);
        QCOMPARE(spanText(lanes, lane, lanes.span(lanes.stretches(lane).all()[0]), 3s),
                 QStringLiteral("Worker-1: blocked for 1.250 s\n"
                                "From 1.500 s to 2.750 s\n"
                                "Waits for: the lock\n"
                                "Held by: Worker-0, when the waiting began\n"
                                "Line 42 of the source"));
    }

    void leavesPausesOutOfWhatItTellsOfASpan()
    {
        TimelineSample sample;
        const int lane = sample.addLane("Worker-1");
        sample.timeline->pauses = {{TimelineSample::begin + 2s, TimelineSample::begin + 27s}};
        sample.add(lane, LaneState::Sleeping, 1s, 28s);
        sample.add(lane, LaneState::Running, 28s, 29s);
        const TimelineLanes lanes = lanesOf(sample);
        const auto text = [&](std::size_t index) {
            return spanText(lanes, lane, lanes.span(lanes.stretches(lane).all()[index]), 5s);
        };
        // A sleep that says that it sleeps moves: here it takes all of the pause.
        QCOMPARE(text(0), QStringLiteral("Worker-1: sleeping for 2.000 s\n"
                                         "From 1.000 s to 3.000 s\n"
                                         "Paused meanwhile for 25.000 s, not counted\n"
                                         "Line 42 of the source"));
        QVERIFY(text(1).startsWith(QStringLiteral("Worker-1: running for 1.000 s\n"
                                                  "From 3.000 s to 4.000 s\n")));
        QCOMPARE(pauseText(lanes, lanes.clock().breaks().front()),
                 QStringLiteral("Paused at 2.000 s for 25.0 s, which counts in no time of the "
                                "run"));
    }

    void tellsHowLongAStepTookInAPause()
    {
        TimelineSample sample;
        const int lane = sample.addLane("Worker-1");
        sample.timeline->pauses = {{TimelineSample::begin + 2s, TimelineSample::begin + 27s}};
        sample.add(lane, LaneState::Waiting, 2s, 5s, "Step or Resume"); // cut out
        sample.add(lane, LaneState::Running, 5s, 5s + 20us);
        const TimelineLanes lanes = lanesOf(sample);
        QCOMPARE(lanes.stretches(lane).all().size(), std::size_t{1});
        QCOMPARE(spanText(lanes, lane, lanes.span(lanes.stretches(lane).all()[0]), 5s),
                 QStringLiteral("Worker-1: running for 0.020 ms\n"
                                "In the pause at 2.000 s\n"
                                "Line 42 of the source"));
        const auto all = lanes.times(lane, 0s, 3s, 3s);
        QVERIFY(all == StateTimes{});
    }

    void tellsThatASpanGoesOn()
    {
        TimelineSample sample;
        const int lane = sample.addLane("Second");
        const TimelineLanes lanes = lanesOf(
                sample,
                {TimelineSample::span(lane, LaneState::Waiting, 500us, 500us, "the end of First")});
        const Span *open = lanes.openSpan(lane);
        QVERIFY(open);
        const QString text = spanText(lanes, lane, *open, 2500us);
        QVERIFY2(text.startsWith(QStringLiteral("Second: waiting for 2.000 ms\n"
                                                "Since 0.500 ms, still\n")),
                 qPrintable(text));
        QCOMPARE(spanTitle(*open), QStringLiteral("waiting for the end of First"));
    }

    void tellsWhatThereWasInAll()
    {
        TimelineSample sample;
        sample.addLane("unused");
        const int lane = sample.addLane("worker");
        sample.add(lane, LaneState::Running, 0s, 5s);
        TimelineLanes lanes = lanesOf(sample);
        QCOMPARE(wholeText(lanes, 5s), QStringLiteral("1 thread in 5.0 s, spans: 1."));
        lanes.setStalls({{TimelineSample::begin - 1s, 1ms, 1s, false}, // over before the run
                         {TimelineSample::begin, 1ms, 5s, false}});
        QCOMPARE(wholeText(lanes, 5s),
                 QStringLiteral("1 thread in 5.0 s, spans: 1. The GUI thread was frozen once, for "
                                "5.0 s."));
    }

    void givesSharesTheLargestFirst()
    {
        QCOMPARE(sharesText({1ms, 0ns, 600ms, 399ms}, 1s),
                 QStringLiteral("blocked 60 %, sleeping 40 %, running under 1 %"));
        QVERIFY(sharesText({}, 0ns).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestTimelineTexts)
#include "tst_timelinetexts.moc"
