// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobcontext.h"
#include "jobs/remote/bounds.h"
#include "jobs/remote/frame.h"
#include "jobs/remote/messages.h"
#include "jobs/remote/remoteupdates.h"
#include "remotelies.h"

#include <QTest>

#include <random>
#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;
using namespace thaw::remote;

namespace {

// Of a child with one lane beside its main thread's, with something of everything in it.
Update sample()
{
    const auto now = Span::Clock::now();
    Update update;
    RunUpdate &run = update.run;
    run.progress = {3, 7};
    run.status = QStringLiteral("Hashing a.jpg");
    run.facts.insert(QStringLiteral("count"), 42);
    run.facts.insert(QStringLiteral("as_expected"), QJsonValue::Null);
    run.lanes = {{LaneId(0), QStringLiteral("GUI thread")}, {LaneId(1), QStringLiteral("worker")}};
    run.lines = {{{}, QStringLiteral("worker"), QStringLiteral("a line"), LaneId(1), now}};
    run.linesDropped = 2;
    run.threads = {{QStringLiteral("worker"), 5ms, LaneId(1), 5, 6ms}};
    run.spans = {{.lane = LaneId(1),
                  .state = LaneState::Blocked,
                  .start = now,
                  .end = now + 1ns,
                  .line = 12,
                  .object = QStringLiteral("the lock"),
                  .holder = QStringLiteral("Second")}};
    run.spansDropped = 4;
    // As a tracer reports it: without an end.
    run.openSpans[LaneId(1)] = Span{.lane = LaneId(1), .start = now, .end = {}};
    update.pace = 0.5;
    update.lines = {{LaneId(1), 13}};
    return update;
}

} // namespace

class TestRemoteMessages : public QObject
{
    Q_OBJECT

    static void verifyCanBe(const RunUpdate &taken, const RunUpdate &sum,
                            RunControl::Clock::time_point began)
    {
        const auto now = RunControl::Clock::now();
        const auto isInRun = [&](auto time) { return time >= began && time <= now; };
        for (const std::int64_t number :
             {taken.progress.done, taken.progress.total, sum.linesDropped, sum.spansDropped}) {
            QVERIFY(number >= 0 && number <= bounds::mostCounted);
        }
        std::chrono::nanoseconds cpu{};
        std::chrono::nanoseconds withoutCore{};
        for (const ThreadCost &cost : sum.threads) {
            QVERIFY(cost.cpu >= 0ns && cost.withoutCore >= 0ns);
            cpu += cost.cpu;
            withoutCore += cost.withoutCore;
        }
        QVERIFY(cpu <= bounds::mostProcessorTime(now - began));
        QVERIFY(withoutCore <= bounds::mostWithoutCore(now - began, 2));
        for (const TranscriptLine &line : taken.lines) {
            QVERIFY(line.at >= 0ns && line.at <= now - began && isInRun(line.saidAt));
            QVERIFY(line.thread.size() <= bounds::mostName);
        }
        for (const Span &span : taken.spans) {
            QVERIFY(isInRun(span.start) && isInRun(span.end) && span.start <= span.end);
            QVERIFY(span.line >= 0 && span.line <= bounds::mostLineNumber);
        }
        for (const auto &[lane, span] : taken.openSpans) {
            QVERIFY(!span || isInRun(span->start));
        }
        QVERIFY(!taken.status || taken.status->size() <= bounds::mostStatus + 1);
    }

private Q_SLOTS:
    void framesComeOutAsTheyWentInInAnyPortions()
    {
        const QByteArray stream = encode(FrameType::Hello)
                                  + QByteArray(encode(FrameType::Update, "payload"))
                                  + QByteArray(encode(FrameType::End, QByteArray(100'000, 'x')));
        for (const qsizetype portion :
             {qsizetype{1}, qsizetype{7}, qsizetype{4096}, stream.size()}) {
            FrameReader reader;
            QList<QByteArray> payloads;
            for (qsizetype at = 0; at < stream.size(); at += portion) {
                reader.append(stream.mid(at, portion));
                while (const auto frame = reader.next()) {
                    payloads.append(frame->payload);
                }
            }
            QVERIFY(reader.problem().isEmpty());
            QVERIFY(!reader.isInFrame());
            QCOMPARE(payloads.size(), 3);
            QCOMPARE(payloads[1], QByteArray("payload"));
            QCOMPARE(payloads[2].size(), 100'000);
        }
    }

    void aMessageThatIsTooLongIsNotSent()
    {
        QVERIFY_THROWS_EXCEPTION(
                std::length_error,
                static_cast<void>(encode(FrameType::Update, QByteArray(mostPayload + 1, 'x'))));
    }

    // By its first wrong byte: the rest of a header may never come.
    void garbageIsToldAtOnce()
    {
        FrameReader reader;
        reader.append("T");
        QVERIFY(!reader.next());
        QVERIFY(reader.problem().isEmpty());
        reader.append("x");
        QVERIFY(!reader.next());
        QVERIFY(!reader.problem().isEmpty());
        reader.append(encode(FrameType::Hello));
        QVERIFY(!reader.next());
    }

    void aStartIsWhatItWas()
    {
        Start start{QStringLiteral("hash"),
                    {{QStringLiteral("path"), QByteArray("/caf\xe9")},
                     {QStringLiteral("threads"), qlonglong{2}},
                     {QStringLiteral("seconds"), 0.5},
                     {QStringLiteral("lock"), true}},
                    JobPriority::Normal};
        const auto decoded = decodeStart(encodeStart(start));
        QVERIFY(decoded);
        QCOMPARE(decoded->job, start.job);
        QCOMPARE(decoded->priority, start.priority);
        QCOMPARE(decoded->values, start.values);
        for (const QVariant &value : decoded->values) {
            QVERIFY(start.values.values().contains(value));
        }
    }

    void anUpdateIsWhatItWas()
    {
        const Update update = sample();
        const auto decoded = decodeUpdate(encodeUpdate(update));
        QVERIFY(decoded);
        const RunUpdate &run = decoded->run;
        QCOMPARE(run.progress, update.run.progress);
        QCOMPARE(run.status, update.run.status);
        QCOMPARE(run.facts, update.run.facts);
        QCOMPARE(run.lanes.back().name, QStringLiteral("worker"));
        QCOMPARE(run.lines.front().text, QStringLiteral("a line"));
        QVERIFY(run.lines.front().saidAt == update.run.lines.front().saidAt);
        QCOMPARE(run.threads.front().cpu, 5ms);
        QCOMPARE(run.threads.front().nice, 5);
        QCOMPARE(run.threads.front().withoutCore, 6ms);
        QCOMPARE(run.spans.front().holder, QStringLiteral("Second"));
        QVERIFY(run.spans.front().end == update.run.spans.front().end);
        QVERIFY(run.openSpans.at(LaneId(1))->start == update.run.openSpans.at(LaneId(1))->start);
        QCOMPARE(run.linesDropped, 2);
        QCOMPARE(run.spansDropped, 4);
        QCOMPARE(decoded->pace, 0.5);
        QCOMPARE(decoded->lines.front().second, 13);
    }

    void refusesAThreadThatCanNotBe_data()
    {
        QTest::addColumn<int>("nice");
        QTest::addColumn<qint64>("withoutCore");
        QTest::newRow("nicer than any") << 20 << qint64{0};
        QTest::newRow("less than any") << -21 << qint64{0};
        QTest::newRow("less than no time") << 0 << qint64{-1};
    }
    void refusesAThreadThatCanNotBe()
    {
        QFETCH(int, nice);
        QFETCH(qint64, withoutCore);
        Update update = sample();
        update.run.threads.front().nice = nice;
        update.run.threads.front().withoutCore = std::chrono::nanoseconds(withoutCore);
        QVERIFY(!decodeUpdate(encodeUpdate(update)));
    }

    // Each can be, and both together can't: the sum of the largest is none.
    void refusesTimesThatAddUpToMoreThanThereWas_data()
    {
        QTest::addColumn<qint64>("withoutCore");
        QTest::addColumn<int>("least"); // of ten
        QTest::newRow("as large as can be written") << std::numeric_limits<qint64>::max() << 0;
        QTest::newRow("an hour") << qint64{3600} * 1'000'000'000 << 0;
        QTest::newRow("nearly all of two threads' second") << qint64{1'900'000'000} << 1;
        QTest::newRow("a little") << qint64{1} << 10;
    }
    void refusesTimesThatAddUpToMoreThanThereWas()
    {
        QFETCH(qint64, withoutCore);
        QFETCH(int, least);
        const auto began = RunControl::Clock::now();
        RunControl control;
        RunChannel channel([] {});
        JobContext context(control, channel);
        RemoteUpdates updates(context);
        QVERIFY(updates.take(lanesOfALiar()));
        Update update;
        update.run.threads = {{QStringLiteral("worker"), {}, LaneId(1)}};
        update.run.threads.front().withoutCore = std::chrono::nanoseconds(withoutCore);
        int count = 0;
        while (count < 10 && updates.take(update)) {
            ++count;
        }
        QVERIFY(count >= least);
        const auto most = bounds::mostWithoutCore(RunControl::Clock::now() - began, 2);
        QVERIFY(withoutCore <= most.count() / std::max(count, 1) || count == 0);
    }

    void refusesAPriorityThatThereIsNot()
    {
        QByteArray start = encodeStart({QStringLiteral("wait"), {}, JobPriority::Normal});
        QVERIFY(decodeStart(start));
        start.back() = '\7';
        QVERIFY(!decodeStart(start));
    }

    void anEndIsWhatItWas()
    {
        for (const std::optional<std::int64_t> memory :
             {std::optional<std::int64_t>(), std::optional<std::int64_t>(24'000'000)}) {
            const auto decoded =
                    decodeEnd(encodeEnd({Outcome::failed(QStringLiteral("No.")), memory}));
            QVERIFY(decoded);
            QVERIFY(decoded->outcome.kind == OutcomeKind::Failed);
            QCOMPARE(decoded->outcome.reason, QStringLiteral("No."));
            QVERIFY(decoded->peakMemory == memory);
        }
        const QByteArray good = encodeEnd({Outcome::finished(), 1});
        for (qsizetype length = 0; length < good.size(); ++length) {
            QVERIFY(!decodeEnd(good.left(length)));
        }
    }

    // A flood goes in messages of a moderate length, and all of it is there, in order.
    void aLongUpdateGoesInPortions()
    {
        Update update = sample();
        update.run.lines.assign(50'000, update.run.lines.front());
        update.run.spans.assign(50'000, update.run.spans.front());
        for (int number = 0; number < 50'000; ++number) {
            update.run.lines[static_cast<std::size_t>(number)].text = QString::number(number);
        }
        const auto portions = inPortions(update);
        QVERIFY(portions.size() > 10);
        int next = 0;
        std::size_t spans = 0;
        for (const Update &portion : portions) {
            QVERIFY(encodeUpdate(portion).size() < 1 << 20);
            QCOMPARE(portion.run.progress, update.run.progress);
            QCOMPARE(portion.run.lanes.empty(), &portion != &portions.front());
            QCOMPARE(portion.run.openSpans.empty(), &portion != &portions.back());
            for (const TranscriptLine &line : portion.run.lines) {
                QCOMPARE(line.text.toInt(), next++);
            }
            spans += portion.run.spans.size();
        }
        QCOMPARE(next, 50'000);
        QCOMPARE(spans, std::size_t{50'000});
    }

    // Each lane of the child gets one of ours, and what goes on still is over in the end.
    void updatesGoIntoTheChannel()
    {
        RunControl control;
        RunChannel channel([] {});
        JobContext context(control, channel);
        const Lane ours = channel.addLane(QStringLiteral("ours"));
        {
            RemoteUpdates updates(context);
            QVERIFY(updates.take(sample()));
            RunUpdate taken = channel.take();
            QCOMPARE(taken.lanes.size(), std::size_t{3});
            const LaneId lane = taken.lanes.back().id;
            QVERIFY(lane != ours.id);
            QCOMPARE(taken.spans.front().lane, lane);
            QCOMPARE(taken.lines.front().lane, lane);
            QCOMPARE(taken.threads.front().lane, lane);
            QCOMPARE(taken.lanes.back().line->load(), 13);
            QVERIFY(taken.openSpans.at(lane));
            QCOMPARE(taken.progress, (Progress{3, 7}));
            QCOMPARE(taken.linesDropped, 2);
        }
        QCOMPARE(channel.take().openSpans.size(), std::size_t{1});
    }

    // In the right form, with a figure that can't be: refused, or within what can be. Sums, too.
    void aLieIsBoundedInEveryField()
    {
        std::mt19937 random(1);
        int refused = 0;
        constexpr int liars = 3000;
        for (int liar = 0; liar < liars; ++liar) {
            const auto began = RunControl::Clock::now();
            RunControl control;
            RunChannel channel([] {});
            JobContext context(control, channel);
            RemoteUpdates updates(context);
            QVERIFY(updates.take(lanesOfALiar()));
            RunUpdate sum;
            for (int turn = 0; turn < 4; ++turn) {
                const auto decoded = decodeUpdate(encodeUpdate(lie(random)));
                const bool isTaken = decoded && updates.take(*decoded);
                const RunUpdate taken = channel.take();
                sum.linesDropped += taken.linesDropped;
                sum.spansDropped += taken.spansDropped;
                for (const ThreadCost &cost : taken.threads) {
                    addUp(sum.threads, cost);
                }
                verifyCanBe(taken, sum, began);
                if (!isTaken) {
                    ++refused;
                    break;
                }
            }
        }
        QVERIFY2(refused > liars / 2 && refused < liars, qPrintable(QString::number(refused)));
    }

    // What is too much to keep is counted, and what is too long for a line is cut.
    void endlessTextIsNotKept()
    {
        RunControl control;
        RunChannel channel([] {});
        JobContext context(control, channel);
        RemoteUpdates updates(context);
        QVERIFY(updates.take(lanesOfALiar()));
        Update update;
        update.run.lines = {
                {{}, {}, QString(4 << 20, QLatin1Char('x')), LaneId(1), Span::Clock::now()}};
        std::int64_t kept = 0;
        std::int64_t dropped = 0;
        for (int turn = 0; turn < 100; ++turn) {
            QVERIFY(updates.take(update));
            const RunUpdate taken = channel.take();
            kept += std::ssize(taken.lines);
            dropped += taken.linesDropped;
        }
        QCOMPARE(kept, bounds::mostTextBytes / (8 << 20));
        QCOMPARE(dropped, 100 - kept);

        Update facts;
        facts.run.facts.insert(QStringLiteral("fact"), QString(60 << 20, QLatin1Char('x')));
        QVERIFY(updates.take(facts)); // the same again is the same fact
        QVERIFY(updates.take(facts));
        Update more;
        more.run.facts.insert(QStringLiteral("more"), QString(5 << 20, QLatin1Char('x')));
        QVERIFY(!updates.take(more));
    }

    // Cut short at any byte, or with bytes turned over: it is refused or taken, and no more.
    void brokenBytesDoNoHarm()
    {
        const QByteArray good = encodeUpdate(sample());
        for (qsizetype length = 0; length < good.size(); ++length) {
            QVERIFY(!decodeUpdate(good.left(length)));
        }
        std::mt19937 random(1);
        int refused = 0;
        for (int turn = 0; turn < 5000; ++turn) {
            RunControl control;
            RunChannel channel([] {});
            JobContext context(control, channel);
            RemoteUpdates updates(context);
            QByteArray bytes = encodeUpdate(sample());
            for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
                bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] =
                        static_cast<char>(random());
            }
            auto update = decodeUpdate(bytes);
            refused += update && updates.take(*std::move(update)) ? 0 : 1;
        }
        QVERIFY(refused > 1000);
        QVERIFY(refused < 5000);
    }
};

QTEST_GUILESS_MAIN(TestRemoteMessages)
#include "tst_remotemessages.moc"
