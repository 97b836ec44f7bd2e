// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/runrecord.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

RunRecord sample()
{
    RunRecord record;
    record.job = QStringLiteral("hash");
    record.placement = QStringLiteral("gui");
    record.parameters = {{QStringLiteral("threads"), 2}};
    record.elapsed = 1'234'567us;
    record.progress = {7, 10};
    record.unit = QStringLiteral("bytes");
    record.facts = {{QStringLiteral("files"), 3}};
    record.transcript = std::make_shared<const std::vector<TranscriptLine>>(
            1, TranscriptLine{1ms, QStringLiteral("main"), QStringLiteral("line")});
    record.threads = {{.name = QStringLiteral("main"), .cpu = 5ms, .nice = 3, .withoutCore = 7ms}};
    record.otherUse = {2s, 10ms};
    record.host = HostRecord::current();
    record.gui.start = std::chrono::steady_clock::time_point(10s);
    record.gui.stalls = {{record.gui.start + 100ms, 5ms, 1200ms, false},
                         {record.gui.start + 2s, 5ms, 300ms, false}};
    record.gui.frames = {100, 20};
    record.gui.delays.record(1ms);
    return record;
}

QJsonValue at(const QJsonObject &object, const char *outer, const char *inner)
{
    return object[QLatin1StringView(outer)].toObject()[QLatin1StringView(inner)];
}

} // namespace

class TestRunRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasEveryKeyOfTheContract()
    {
        const QJsonObject json = toJson(sample());
        QCOMPARE(json[QStringLiteral("schema")], QStringLiteral("thaw.run/1"));
        QCOMPARE(json[QStringLiteral("job")], QStringLiteral("hash"));
        QCOMPARE(json[QStringLiteral("placement")], QStringLiteral("gui"));
        QCOMPARE(at(json, "parameters", "threads"), 2);
        QCOMPARE(json[QStringLiteral("outcome")], QStringLiteral("finished"));
        QVERIFY(json[QStringLiteral("error")].isNull());
        QCOMPARE(json[QStringLiteral("elapsed_ms")].toDouble(), 1234.567);
        QVERIFY(json[QStringLiteral("memory")].isNull()); // not every system tells
        QCOMPARE(at(json, "progress", "done"), 7);
        QCOMPARE(at(json, "progress", "total"), 10);
        QCOMPARE(at(json, "progress", "unit"), QStringLiteral("bytes"));
        QCOMPARE(at(json, "facts", "files"), 3);
        QCOMPARE(json[QStringLiteral("transcript")].toArray(),
                 (QJsonArray{QStringLiteral("line")}));
        const QJsonObject threads = json[QStringLiteral("threads")].toArray().first().toObject();
        QCOMPARE(threads[QStringLiteral("name")], QStringLiteral("main"));
        QCOMPARE(threads[QStringLiteral("cpu_ms")], 5);
        QCOMPARE(threads[QStringLiteral("without_core_ms")], 7);
        QCOMPARE(threads[QStringLiteral("nice")], 3);
        QCOMPARE(json[QStringLiteral("priority")], QStringLiteral("gentle"));
        QCOMPARE(at(json, "others", "cpu_ms"), 2000);
        QCOMPARE(at(json, "others", "stolen_ms"), 10);
        QVERIFY(at(json, "host", "cores").toInt() >= 1);
        QCOMPARE(at(json, "host", "qt").toString(), QString::fromLatin1(qVersion()));
        QVERIFY(!at(json, "host", "os").toString().isEmpty());
    }

    void tellsWhatTheGuiThreadDid()
    {
        const QJsonObject gui = toJson(sample())[QStringLiteral("gui")].toObject();
        QCOMPARE(at(gui, "delay_ms", "count"), 1);
        QCOMPARE(at(gui, "delay_ms", "weighted_by"), QStringLiteral("time"));
        for (const char *name : {"p50", "p95", "p99", "max"}) {
            QVERIFY(at(gui, "delay_ms", name).isDouble());
        }
        QCOMPARE(at(gui, "delay_ms", "max"), 1);
        QCOMPARE(at(gui, "frames", "expected"), 100);
        QCOMPARE(at(gui, "frames", "delivered"), 20);
        const QJsonArray stalls = gui[QStringLiteral("stalls")].toArray();
        QCOMPARE(stalls.size(), 2);
        QCOMPARE(stalls[0].toObject()[QStringLiteral("start_ms")], 100);
        QCOMPARE(stalls[0].toObject()[QStringLiteral("duration_ms")], 1200);
        QVERIFY(stalls[0].toObject()[QStringLiteral("what")].isNull());
        QCOMPARE(gui[QStringLiteral("longest_stall_ms")], 1200);
        QVERIFY(gui[QStringLiteral("columns_stalls")].toArray().isEmpty());
    }

    // They are the columns', whatever the job was.
    void keepsTheColumnsStallsApart()
    {
        RunRecord record = sample();
        record.gui.stalls[0].what = QStringLiteral("Scripted, GUI thread");
        record.gui.stallsApart = {
                {record.gui.start + 1300ms, 0ms, 2500ms, false, QStringLiteral("Column 2"), true}};
        const QJsonObject gui = toJson(record)[QStringLiteral("gui")].toObject();
        QCOMPARE(gui[QStringLiteral("longest_stall_ms")], 1200);
        const QJsonArray stalls = gui[QStringLiteral("stalls")].toArray();
        QCOMPARE(stalls.size(), 2);
        QCOMPARE(stalls[0].toObject()[QStringLiteral("what")],
                 QStringLiteral("Scripted, GUI thread"));
        const QJsonArray columns = gui[QStringLiteral("columns_stalls")].toArray();
        QCOMPARE(columns.size(), 1);
        QCOMPARE(columns[0].toObject()[QStringLiteral("start_ms")], 1300);
        QCOMPARE(columns[0].toObject()[QStringLiteral("duration_ms")], 2500);
        QCOMPARE(columns[0].toObject()[QStringLiteral("what")], QStringLiteral("Column 2"));
    }

    void givesTheErrorOfAFailureAndOnlyOfThat()
    {
        RunRecord record = sample();
        record.outcome = Outcome::failed(QStringLiteral("no such folder"));
        QCOMPARE(toJson(record)[QStringLiteral("outcome")], QStringLiteral("failed"));
        QCOMPARE(toJson(record)[QStringLiteral("error")], QStringLiteral("no such folder"));
        record.outcome = Outcome::canceled();
        QCOMPARE(toJson(record)[QStringLiteral("outcome")], QStringLiteral("canceled"));
        QVERIFY(toJson(record)[QStringLiteral("error")].isNull());
    }

    void hasTheMemoryThatTheRunTook()
    {
        RunRecord record = sample();
        record.memory = MemoryRecord{5'000'000, 7'000'000};
        QCOMPARE(record.memory->taken(), 2e6);
        QCOMPARE(at(toJson(record), "memory", "start_bytes"), 5'000'000);
        QCOMPARE(at(toJson(record), "memory", "peak_bytes"), 7'000'000);
        QVERIFY(at(toJson(record), "memory", "child_peak_bytes").isNull());
        record.memory->childPeak = 20'000'000;
        QCOMPARE(record.memory->taken(), 22e6);
        QCOMPARE(at(toJson(record), "memory", "child_peak_bytes"), 20'000'000);
        record.memory = MemoryRecord{5'000'000, 4'000'000}; // the system's figures aren't exact
        QCOMPARE(record.memory->taken(), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestRunRecord)
#include "tst_runrecord.moc"
