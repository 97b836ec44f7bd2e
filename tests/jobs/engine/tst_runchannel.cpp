// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runchannel.h"

#include <QDeadlineTimer>
#include <QTest>

#include <array>
#include <atomic>
#include <thread>

using namespace thaw;

namespace {

TranscriptLine line(int number)
{
    return {std::chrono::nanoseconds(number), QStringLiteral("t"), QString::number(number)};
}

Span span(int lane, int from, int to)
{
    const Span::Clock::time_point zero;
    return {.lane = LaneId(lane),
            .state = LaneState::Running,
            .start = zero + std::chrono::milliseconds(from),
            .end = zero + std::chrono::milliseconds(to)};
}

RunEnd finished()
{
    const auto now = std::chrono::steady_clock::now();
    return {Outcome::finished(), now, now};
}

} // namespace

class TestRunChannel : public QObject
{
    Q_OBJECT

    int m_woken = 0;

private Q_SLOTS:
    void givesEachThreadALane()
    {
        RunChannel channel([] {});
        const Lane first = channel.laneForThread(QStringLiteral("A"));
        QCOMPARE(first.id, LaneId(1)); // 0 is the GUI thread's
        const LaneId other = channel.laneForThread(QStringLiteral("A")).id;
        QCOMPARE(other, LaneId(2)); // of the same name, at the same time
        QCOMPARE(channel.addLane(QStringLiteral("child")).id, LaneId(3));
        QCOMPARE(channel.guiThreadLane().id, guiLane);
        QCOMPARE(channel.laneName(other), QStringLiteral("A"));
        QCOMPARE(channel.laneName(LaneId(4)), QString());
        QCOMPARE(channel.laneName(noLane), QString());
        const std::vector<Lane> lanes = channel.take().lanes;
        QCOMPARE(lanes.size(), std::size_t{4});
        QVERIFY(channel.take().lanes.empty());
        for (std::size_t index = 0; index < lanes.size(); ++index) {
            QCOMPARE(lanes[index].id, LaneId(static_cast<int>(index)));
        }
    }

    void aThreadThatHasEndedLeavesItsLaneToTheNextOfItsName()
    {
        RunChannel channel([] {});
        const LaneId first = channel.laneForThread(QStringLiteral("A")).id;
        channel.leaveLane(first);
        QCOMPARE(channel.laneForThread(QStringLiteral("B")).id, LaneId(2));
        QCOMPARE(channel.laneForThread(QStringLiteral("A")).id, first);
        channel.leaveLane(guiLane); // a job has ended on the GUI thread
        QCOMPARE(channel.laneForThread(QStringLiteral("GUI thread")).id, LaneId(3));
    }

    void forgetsWhatItHasWhenTracingIsTurnedOff()
    {
        RunChannel channel([] {});
        const Lane lane = channel.laneForThread(QStringLiteral("A"));
        Span one = span(1, 0, 1);
        channel.changeSpan(&one, &one);
        channel.setTracing(false);
        const RunUpdate update = channel.take();
        QVERIFY(update.spans.empty());
        QVERIFY(!update.openSpans.at(lane.id));
    }

    void keepsEndedSpansAndTheNewestOpenOne()
    {
        RunChannel channel([] {});
        const Span first = span(1, 0, 10);
        const Span second = span(1, 10, 30);
        channel.changeSpan(nullptr, &first);
        channel.changeSpan(&first, &second);
        RunUpdate update = channel.take();
        QCOMPARE(update.spans.size(), std::size_t{1});
        QCOMPARE(update.spans.front().length(), first.length());
        QCOMPARE(update.openSpans.size(), std::size_t{1});
        QCOMPARE(update.openSpans.at(LaneId(1))->start, second.start);
        channel.changeSpan(&second, nullptr); // the thread has ended
        update = channel.take();
        QCOMPARE(update.spans.size(), std::size_t{1});
        QVERIFY(!update.openSpans.at(LaneId(1)));
    }

    void leavesOutSpansOfNoLength()
    {
        RunChannel channel([] {});
        const Span nothing = span(1, 5, 5);
        channel.changeSpan(&nothing, &nothing);
        QVERIFY(channel.take().spans.empty());
    }

    // A lane that waits all the while is told when its wait ends; one that floods says where it is
    // no longer traced.
    void saysOfEachLaneWhatItCouldNotKeep()
    {
        RunChannel channel([] {});
        const int cap = static_cast<int>(RunChannel::spanCap);
        const int end = cap + 7;
        for (int number = 0; number < end; ++number) {
            const Span one = span(1, number, number + 1);
            channel.changeSpan(&one, &one);
        }
        const Span wait = span(2, 0, end);
        channel.changeSpan(&wait, nullptr);
        RunUpdate update = channel.take();
        QCOMPARE(update.spans.size(), RunChannel::spanCap + 3);
        QCOMPARE(update.spansDropped, std::int64_t{6});
        const Span &waited = update.spans[RunChannel::spanCap + 1];
        QCOMPARE(waited.lane, LaneId(2));
        QCOMPARE(waited.length(), wait.length());
        const Span &gap = update.spans.back();
        QCOMPARE(gap.lane, LaneId(1));
        QCOMPARE(gap.state, LaneState::Unknown);
        QCOMPARE(gap.start, span(1, 0, cap + 1).end);
        QCOMPARE(gap.end, span(1, 0, end).end);

        const Span one = span(1, end, end + 1);
        channel.changeSpan(&one, &one);
        update = channel.take();
        QCOMPARE(update.spans.size(), std::size_t{1}); // there is room again
        QCOMPARE(update.spansDropped, std::int64_t{0});
    }

    void tracesNothingWhenToldSo()
    {
        int wakes = 0;
        RunChannel channel([&] { ++wakes; });
        channel.setTracing(false);
        const Span one = span(1, 0, 1);
        channel.changeSpan(&one, &one);
        QCOMPARE(wakes, 1); // for what was traced before
        const RunUpdate update = channel.take();
        QVERIFY(update.spans.empty());
        QVERIFY(!update.openSpans.contains(LaneId(1)));
    }

    void neverWaitsForAThreadThatIsAtAReport()
    {
        int wakes = 0;
        RunChannel channel([&] { ++wakes; });
        channel.say({});
        {
            const auto report = channel.hold();
            std::thread([&] { QVERIFY(!channel.tryTake()); }).join();
        }
        QCOMPARE(wakes, 1);
        const auto update = channel.tryTake();
        QVERIFY(update.has_value());
        QCOMPARE(update->lines.size(), std::size_t{1});
        channel.say({});
        QCOMPARE(wakes, 2);
    }

    void init() { m_woken = 0; }

    void wakesOnceUntilItIsTakenFrom()
    {
        RunChannel channel([this] { ++m_woken; });
        for (int done = 0; done < 1000; ++done) {
            channel.setProgress({done, 1000});
            channel.say(line(done));
        }
        QCOMPARE(m_woken, 1);
        static_cast<void>(channel.take());
        channel.setStatus(QStringLiteral("next"));
        QCOMPARE(m_woken, 2);
    }

    void theNewestProgressStatusAndFactWin()
    {
        RunChannel channel([] {});
        channel.setProgress({1, 10});
        channel.setProgress({7, 12});
        channel.addProgress(2);
        channel.setStatus(QStringLiteral("first"));
        channel.setStatus(QStringLiteral("second"));
        channel.setFact(QStringLiteral("count"), 1);
        channel.setFact(QStringLiteral("count"), 2);
        const RunUpdate update = channel.take();
        QCOMPARE(update.progress.done, 9);
        QCOMPARE(update.progress.total, 12);
        QCOMPARE(update.status, QStringLiteral("second"));
        QCOMPARE(update.facts, (QJsonObject{{QStringLiteral("count"), 2}}));
    }

    void anUpdateHoldsOnlyWhatCameSinceTheLast()
    {
        RunChannel channel([] {});
        channel.say(line(1));
        channel.setStatus(QStringLiteral("status"));
        channel.setProgress({3, 4});
        static_cast<void>(channel.take());
        channel.say(line(2));
        const RunUpdate update = channel.take();
        QCOMPARE(update.lines.size(), std::size_t{1});
        QCOMPARE(update.lines.front().text, QStringLiteral("2"));
        QVERIFY(!update.status);
        QCOMPARE(update.progress.done, 3); // progress isn't a difference
        QVERIFY(!update.end);
    }

    void keepsLinesInOrderUpToTheCapAndCountsTheRest()
    {
        RunChannel channel([] {});
        const int cap = static_cast<int>(RunChannel::lineCap);
        for (int number = 0; number < cap + 5; ++number) {
            channel.say(line(number));
        }
        const RunUpdate update = channel.take();
        QCOMPARE(update.lines.size(), RunChannel::lineCap);
        QCOMPARE(update.lines.front().text, QStringLiteral("0"));
        QCOMPARE(update.lines.back().text, QString::number(cap - 1));
        QCOMPARE(update.linesDropped, 5);
        channel.say(line(0));
        QCOMPARE(channel.take().linesDropped, 0);
    }

    void theEndComesAfterEverythingAndNothingAfterIt()
    {
        RunChannel channel([] {});
        channel.say(line(1));
        channel.end(finished());
        channel.say(line(2));
        channel.setFact(QStringLiteral("late"), true);
        const RunUpdate update = channel.take();
        QCOMPARE(update.lines.size(), std::size_t{1});
        QVERIFY(update.end);
        QVERIFY(update.facts.isEmpty());
        const RunUpdate after = channel.take();
        QVERIFY(!after.end);
        QVERIFY(after.lines.empty());
    }

    // Four threads report as fast as they can while one takes: no line is lost or twice, each
    // thread's own are in order, and there was a wake-up for all of it.
    void losesNothingBetweenThreads()
    {
        std::atomic<bool> awake = false;
        RunChannel channel([&] { awake = true; });
        constexpr int threads = 4;
        constexpr int each = 3000;
        std::vector<std::jthread> reporters;
        for (int thread = 0; thread < threads; ++thread) {
            reporters.emplace_back([&channel, thread] {
                for (int number = 0; number < each; ++number) {
                    channel.addProgress(1);
                    channel.say({std::chrono::nanoseconds(number), QString::number(thread), {}});
                }
            });
        }
        std::array<int, threads> next{};
        int received = 0;
        std::int64_t progress = 0;
        QDeadlineTimer deadline(60'000);
        while (received < threads * each && !deadline.hasExpired()) {
            if (!awake.exchange(false)) {
                std::this_thread::yield();
                continue;
            }
            const RunUpdate update = channel.take();
            QVERIFY(update.progress.done >= progress);
            progress = update.progress.done;
            for (const TranscriptLine &one : update.lines) {
                const auto thread = static_cast<std::size_t>(one.thread.toInt());
                QCOMPARE(one.at.count(), next[thread]++);
                ++received;
            }
        }
        reporters.clear();
        QCOMPARE(received, threads * each);
        QCOMPARE(channel.take().progress.done, threads * each);
    }
};

QTEST_APPLESS_MAIN(TestRunChannel)
#include "tst_runchannel.moc"
