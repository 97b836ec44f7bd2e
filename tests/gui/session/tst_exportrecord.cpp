// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "gui/session/exportrecord.h"

#include "report/filesaver.h"
#include "tracecheck.h"
#include "worstdelay.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include <algorithm>
#include <memory>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

RunRecord sample()
{
    RunRecord record;
    record.job = QStringLiteral("wait");
    record.placement = QStringLiteral("worker");
    return record;
}

// As long as a run's may be: it takes a quarter of a second to write as a trace.
RunRecord longSample()
{
    RunRecord record = sample();
    auto timeline = std::make_shared<Timeline>();
    timeline->start = Span::Clock::now();
    timeline->lanes = {{guiLane, QStringLiteral("main")}, {LaneId{1}, QStringLiteral("worker")}};
    for (int i = 0; i < 500'000; ++i) {
        timeline->spans.push_back({.lane = LaneId{1},
                                   .state = i % 2 == 0 ? LaneState::Running : LaneState::Waiting,
                                   .start = timeline->start + i * 2us,
                                   .end = timeline->start + (i + 1) * 2us});
    }
    record.timeline = std::move(timeline);
    return record;
}

/// Opens the dialog, as Ctrl+E does; `choose` gives the file.
struct ExportFixture
{
    explicit ExportFixture(const RunRecord &record)
    {
        window.show();
        openExportDialog(record, &window, saver);
        dialog = window.findChild<QFileDialog *>();
    }
    void choose(int type, const QString &path) const
    {
        const QString filter = dialog->nameFilters().at(type);
        dialog->selectNameFilter(filter);
        Q_EMIT dialog->filterSelected(filter);
        proposed = dialog->selectedFiles().front();
        dialog->findChild<QLineEdit *>()->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
    }
    FileSaver saver;
    QWidget window;
    QSignalSpy saved{&saver, &FileSaver::saved};
    QSignalSpy failed{&saver, &FileSaver::failed};
    QFileDialog *dialog = nullptr;
    mutable QString proposed;
};

} // namespace

class TestExportRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // By the type that is chosen, or by what the name says.
    void writesTheRecordOrTheTrace_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("written");
        QTest::addColumn<bool>("trace");
        const auto row = [](const char *tag, int type, const char *name, const char *written,
                            bool trace) {
            QTest::newRow(tag) << type << QString::fromLatin1(name) << QString::fromLatin1(written)
                               << trace;
        };
        row("JSON", 0, "mine", "mine.json", false);
        row("trace", 1, "mine", "mine.trace.json", true);
        row("a trace by its name", 0, "mine.trace.json", "mine.trace.json", true);
        row("a trace with a shorter name", 1, "race.json", "race.json", true);
        row("a trace that is called so", 1, "trace.json", "trace.json", true);
        row("JSON that is called so", 0, "race.json", "race.json", false);
    }
    void writesTheRecordOrTheTrace()
    {
        QFETCH(int, type);
        QFETCH(QString, name);
        QFETCH(QString, written);
        QFETCH(bool, trace);
        const QTemporaryDir folder;
        ExportFixture fixture(sample());
        QVERIFY(fixture.dialog);
        fixture.choose(type, folder.filePath(name));
        QVERIFY(fixture.proposed.endsWith(type == 1 ? QStringLiteral("thaw-wait-worker.trace.json")
                                                    : QStringLiteral("thaw-wait-worker.json")));
        QTRY_COMPARE(fixture.saved.count(), 1);
        QCOMPARE(fixture.saved.first().first().toString(), folder.filePath(written));
        const QByteArray content = contentOf(folder.filePath(written));
        QCOMPARE(CheckedTrace(content).problem().isEmpty(), trace);
        QVERIFY(fixture.failed.isEmpty());
    }

    // A busy machine takes 100 ms from a thread now and then; what the window does itself it does
    // in each turn.
    void theWindowAnswersWhileALongRunIsWritten()
    {
        const QTemporaryDir folder;
        const RunRecord record = longSample();
        auto least = std::chrono::nanoseconds::max();
        for (int turn = 0; turn < 5 && least > 100ms; ++turn) {
            ExportFixture fixture(record);
            QTest::qWait(100); // for the dialog to be there
            const auto worst =
                    worstDelay([&] { fixture.choose(1, folder.filePath(QString::number(turn))); },
                               [&] { return fixture.saved.count() == 1; });
            QVERIFY(worst);
            least = std::min(least, *worst);
        }
        QVERIFY2(least <= 100ms, qPrintable(QStringLiteral("%1 ms").arg(least / 1ms)));
    }

    void saysWhyItCantBeWritten()
    {
        const auto problem = saveRecord(sample(), QStringLiteral("/no/such/folder/run.json"));
        QVERIFY(problem);
        QVERIFY(problem->contains(QStringLiteral("/no/such/folder/run.json")));
        QVERIFY(saveRecord(sample(), QStringLiteral("/dev/full")));
    }
};

QTEST_MAIN(TestExportRecord)
#include "tst_exportrecord.moc"
