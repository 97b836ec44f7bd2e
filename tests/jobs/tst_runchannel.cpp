// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runchannel.h"

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
