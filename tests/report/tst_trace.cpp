// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "report/trace.h"
#include "runners/placement/builtinplacements.h"

#include "probe/probe.h"
#include "report/measuredrun.h"
#include "tracecheck.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

const Span::Clock::time_point begin{100s};

Span span(int lane, LaneState state, std::chrono::nanoseconds from, std::chrono::nanoseconds to,
          const QString &object = {}, const QString &holder = {})
{
    return {.lane = LaneId(lane),
            .state = state,
            .start = begin + from,
            .end = begin + to,
            .line = object.isEmpty() ? 0 : 42,
            .object = object,
            .holder = holder};
}

TranscriptLine line(int lane, const char *thread, std::chrono::nanoseconds at, const char *text)
{
    return {.at = at,
            .thread = QString::fromLatin1(thread),
            .text = QString::fromUtf8(text),
            .lane = LaneId(lane),
            .saidAt = begin + at};
}

/// Two threads, one of which is blocked by the other, and a freeze that began before the run did.
RunRecord sample()
{
    Timeline timeline;
    timeline.start = begin;
    timeline.lanes = {{guiLane, QStringLiteral("GUI thread")},
                      {LaneId(1), QStringLiteral("First \"one\"\n")},
                      {LaneId(2), QStringLiteral("Second")}};
    timeline.spans = {span(1, LaneState::Running, 0ns, 1ms),
                      span(2, LaneState::Blocked, 10us, 2001us, QStringLiteral("the lock"),
                           QStringLiteral("First \"one\"\n")),
                      span(1, LaneState::Sleeping, 1ms, 1'000'333ns),
                      span(1, LaneState::Running, 1'000'333ns, 3ms)};
    timeline.spansTooFast = 3;
    timeline.spansBeyondCap = 4;
    RunRecord record;
    record.job = QStringLiteral("locked-counter");
    record.placement = QStringLiteral("worker");
    record.timeline = std::make_shared<const Timeline>(std::move(timeline));
    record.transcript = std::make_shared<const std::vector<TranscriptLine>>(std::vector{
            line(1, "First", 500us, "caf\u00e9 \"1\"\t\\"),
            line(-1, "stranger", 600us, "from nowhere"), line(-1, "stranger", 700us, "again")});
    record.gui.start = begin - 5ms;
    record.gui.stalls = {{begin - 2ms, 1ms, 150ms, false}, {begin + 1s, 5ms, 200ms, false}};
    return record;
}

CheckedTrace traced(const RunRecord &record)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return CheckedTrace(writeTrace(record, buffer) ? buffer.data() : QByteArray("refused"));
}

/// Takes `room` bytes, and then no more.
class FullDevice : public QIODevice
{
public:
    explicit FullDevice(qint64 room)
        : m_room(room)
    {
        open(QIODevice::WriteOnly);
    }

protected:
    qint64 readData(char * /*data*/, qint64 /*size*/) override { return -1; }
    qint64 writeData(const char * /*data*/, qint64 size) override
    {
        m_room -= size;
        return m_room < 0 ? -1 : size;
    }

private:
    qint64 m_room;
};

// The same with one more span.
RunRecord sampleWith(Span more)
{
    RunRecord record = sample();
    Timeline timeline = *record.timeline;
    timeline.spans.push_back(std::move(more));
    record.timeline = std::make_shared<const Timeline>(std::move(timeline));
    return record;
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecordOfAMadeUpRunIsValid()
    {
        const CheckedTrace trace = traced(sample());
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        QCOMPARE(trace.spans(), 6U);
        QCOMPARE(trace.about()[QStringLiteral("job")], QStringLiteral("locked-counter"));
        QCOMPARE(trace.about()[QStringLiteral("spans_dropped")], 7);
    }

    void pausesHaveATrackOfTheirOwn()
    {
        RunRecord record = sample();
        QCOMPARE(traced(record).track(QStringLiteral("Pauses")), 0);
        Timeline timeline = *record.timeline;
        timeline.pauses = {{begin + 1ms, begin + 3ms}, {begin + 5ms, begin + 9ms}};
        record.timeline = std::make_shared<const Timeline>(std::move(timeline));
        const CheckedTrace trace = traced(record);
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        const auto events = trace.events(trace.track(QStringLiteral("Pauses")), "X");
        QCOMPARE(events.size(), 2U);
        QCOMPARE(events.front()[QStringLiteral("name")], QStringLiteral("paused"));
        QCOMPARE(events.back()[QStringLiteral("ts")], 5000);
        QCOMPARE(events.back()[QStringLiteral("dur")], 4000);
    }

    void saysWhereALaneIsNotRecorded()
    {
        const CheckedTrace trace = traced(sampleWith(span(2, LaneState::Unknown, 3ms, 9ms)));
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        const auto events = trace.events(trace.track(QStringLiteral("Second")), "X");
        QCOMPARE(events.size(), 2U);
        QCOMPARE(events.back()[QStringLiteral("name")], QStringLiteral("not recorded"));
        QCOMPARE(events.back()[QStringLiteral("dur")], 6000);
    }

    void spansTellTheirStateAndWhomTheyWaitFor()
    {
        const CheckedTrace trace = traced(sample());
        const auto events = trace.events(trace.track(QStringLiteral("Second")), "X");
        QCOMPARE(events.size(), 1U);
        const QJsonObject &event = events.front();
        QCOMPARE(event[QStringLiteral("name")], QStringLiteral("blocked"));
        QCOMPARE(event[QStringLiteral("ts")], 10);
        QCOMPARE(event[QStringLiteral("dur")], 1991);
        const QJsonObject args = event[QStringLiteral("args")].toObject();
        QCOMPARE(args[QStringLiteral("waits for")], QStringLiteral("the lock"));
        QCOMPARE(args[QStringLiteral("holder")], QStringLiteral("First \"one\"\n"));
        QCOMPARE(args[QStringLiteral("line")], 42);
    }

    void neighboursTouchExactly()
    {
        const CheckedTrace trace = traced(sample());
        const auto events = trace.events(trace.track(QStringLiteral("First \"one\"\n")), "X");
        QCOMPARE(events.size(), 3U);
        for (std::size_t i = 1; i < events.size(); ++i) {
            const double end = events[i - 1][QStringLiteral("ts")].toDouble()
                               + events[i - 1][QStringLiteral("dur")].toDouble();
            QVERIFY(events[i][QStringLiteral("ts")].toDouble() == end);
        }
    }

    void theColumnsStallsAreNamedAsTheirs()
    {
        RunRecord record = sample();
        record.gui.stallsApart = {{record.gui.stalls[1].start - 400ms, 0ms, 300ms, false,
                                   QStringLiteral("Column 1"), true}};
        const CheckedTrace trace = traced(record);
        const auto stalls =
                trace.events(trace.track(QStringLiteral("GUI thread: event loop")), "X");
        QCOMPARE(stalls.size(), 3U);
        QCOMPARE(stalls[1][QStringLiteral("name")], QStringLiteral("frozen by a column"));
        QCOMPARE(stalls[1][QStringLiteral("args")][QStringLiteral("what ran")],
                 QStringLiteral("Column 1"));
        QCOMPARE(stalls[2][QStringLiteral("name")], QStringLiteral("frozen"));
    }

    void stallsAreOnATrackOfTheirOwnCutToTheRun()
    {
        const CheckedTrace trace = traced(sample());
        const auto stalls =
                trace.events(trace.track(QStringLiteral("GUI thread: event loop")), "X");
        QCOMPARE(stalls.size(), 2U);
        QCOMPARE(stalls[0][QStringLiteral("ts")], 0);
        QCOMPARE(stalls[0][QStringLiteral("dur")], 148'000);
        QCOMPARE(stalls[1][QStringLiteral("ts")], 1'000'000);
    }

    void linesAreInstantsOnTheTrackOfTheirThread()
    {
        const CheckedTrace trace = traced(sample());
        const auto lines = trace.events(trace.track(QStringLiteral("First \"one\"\n")), "i");
        QCOMPARE(lines.size(), 1U);
        QCOMPARE(lines[0][QStringLiteral("name")], QStringLiteral("caf\u00e9 \"1\"\t\\"));
        QCOMPARE(lines[0][QStringLiteral("ts")], 500);
        QCOMPARE(trace.events(trace.track(QStringLiteral("stranger")), "i").size(), 2U);
    }

    void aRunThatRecordedNothingGivesAValidTrace()
    {
        RunRecord record;
        record.job = QStringLiteral("wait");
        const CheckedTrace trace = traced(record);
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        QCOMPARE(trace.spans(), 0U);
    }

    void aClockThatGoesBackMakesNoOverlap()
    {
        const CheckedTrace trace = traced(sampleWith(span(1, LaneState::Running, 2ms, 4ms)));
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
    }

    void everyRecordOfARealRunIsValid_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::newRow("worker") << QStringLiteral("worker");
        QTest::newRow("gui") << QStringLiteral("gui");
    }
    void everyRecordOfARealRunIsValid()
    {
        QFETCH(QString, placement);
        const JobCatalog jobs = builtInJobs();
        const PlacementCatalog placements = builtInPlacements();
        const JobDescriptor *job = jobs.find(QStringLiteral("numbers-and-letters"));
        ParameterValues values = job->parameters.defaults();
        QVERIFY(!job->parameters.set(values, QStringLiteral("pace"), "0.05"));
        Probe probe;
        probe.start();
        MeasuredRun measured({job, placements.find(placement), values}, probe);
        measured.start();
        QTRY_VERIFY(measured.record());
        const CheckedTrace trace = traced(*measured.record());
        QVERIFY2(trace.problem().isEmpty(), qPrintable(trace.problem()));
        QCOMPARE(trace.events(trace.track(QStringLiteral("First")), "i").size(), 5U);
        QCOMPARE(trace.events(trace.track(QStringLiteral("Second")), "i").size(), 5U);
        QVERIFY(!trace.events(trace.track(QStringLiteral("First")), "X").empty());
        const bool isOnGuiThread = placement == QLatin1StringView("gui");
        QCOMPARE(trace.events(trace.track(QStringLiteral("GUI thread")), "X").empty(),
                 !isOnGuiThread);
        QVERIFY(!isOnGuiThread
                || !trace.events(trace.track(QStringLiteral("GUI thread: event loop")), "X")
                            .empty());
    }

    void halfAMillionSpansAreWrittenPieceByPiece()
    {
        RunRecord record = sample();
        Timeline timeline = *record.timeline;
        timeline.spans.clear();
        for (int i = 0; i < 500'000; ++i) {
            timeline.spans.push_back(span(1 + i % 2, LaneState(i / 2 % 4), i * 1us, i * 1us + 2us,
                                          QStringLiteral("the lock"), QStringLiteral("Second")));
        }
        record.timeline = std::make_shared<const Timeline>(std::move(timeline));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("long.trace.json"));
        QVERIFY(!saveTrace(record, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        qsizetype spans = 0;
        while (!file.atEnd()) {
            spans += file.readLine().contains("\"ph\":\"X\"") ? 1 : 0;
        }
        QCOMPARE(spans, 500'002);
    }

    void saysThatTheDeviceIsFull_data()
    {
        QTest::addColumn<int>("room");
        QTest::newRow("at the beginning") << 0;
        QTest::newRow("at the end") << 1000;
    }
    void saysThatTheDeviceIsFull()
    {
        QFETCH(int, room);
        FullDevice device(room);
        QVERIFY(!writeTrace(sample(), device));
        const auto problem = saveTrace(sample(), QStringLiteral("/dev/full"));
        QVERIFY(problem);
        QVERIFY(problem->contains(QStringLiteral("/dev/full")));
    }
};

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
