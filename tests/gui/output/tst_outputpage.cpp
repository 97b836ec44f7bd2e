// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/outputpage.h"

#include "gui/output/transcriptmodel.h"
#include "gui/session/worstdelay.h"
#include "jobs/engine/jobthread.h"
#include "report/filesaver.h"
#include "scriptedrequest.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

Outcome sayFour(JobContext &context)
{
    context.say(QStringLiteral("one"));
    {
        const JobThreadScope scope(context, QStringLiteral("other"), ThreadPriority::Kept);
        context.say(QStringLiteral("two"));
    }
    context.say(QStringLiteral("three"));
    {
        const JobThreadScope scope(context, QStringLiteral("other"), ThreadPriority::Kept);
        context.say(QStringLiteral("four"));
    }
    return Outcome::finished();
}

// Two threads in turns, a thousand lines each.
Outcome sayALot(JobContext &context)
{
    for (int turn = 0; turn < 150; ++turn) {
        for (int line = 0; line < 1000; ++line) {
            context.say(QStringLiteral("line"));
        }
        const JobThreadScope scope(context, QStringLiteral("other"), ThreadPriority::Kept);
        for (int line = 0; line < 1000; ++line) {
            context.say(QStringLiteral("line"));
        }
    }
    return Outcome::finished();
}

/// A page with the four lines of two threads.
struct OutputFixture
{
    explicit OutputFixture(ScriptedJob::Script script = sayFour)
        : request(std::move(script))
        , run(request.on(QStringLiteral("worker")))
        , tester(page.findChild<TranscriptModel *>())
    {
        page.resize(700, 300);
        page.show();
        const QSignalSpy ended(&run, &Run::ended);
        page.showRun(run);
        run.start();
        while (ended.isEmpty()) {
            QTest::qWait(5);
        }
    }
    template <typename Widget>
    [[nodiscard]] Widget &part(const char *name) const
    {
        return *page.findChild<Widget *>(QLatin1StringView(name));
    }
    [[nodiscard]] QStringList shown() const
    {
        QStringList lines;
        for (int row = 0; row < page.model().rowCount(); ++row) {
            lines.append(page.model().index(row, TranscriptModel::Text).data().toString());
        }
        return lines;
    }

    const ScriptedRequest request;
    Run run;
    FileSaver saver;
    OutputPage page{saver};
    const QAbstractItemModelTester tester;
};

// In the middle of what is to be seen of a line.
QPoint place(const OutputFixture &fixture, int row)
{
    const auto &table = fixture.part<QTableView>("lines");
    const QRect line = table.visualRect(fixture.page.model().index(row, TranscriptModel::Text));
    return line.intersected(table.viewport()->rect()).center();
}

} // namespace

class TestOutputPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void showsLinesInTheOrderInWhichTheyWereSaid()
    {
        const OutputFixture fixture;
        QCOMPARE(fixture.shown(), (QStringList{QStringLiteral("one"), QStringLiteral("two"),
                                               QStringLiteral("three"), QStringLiteral("four")}));
        QCOMPARE(fixture.part<QLabel>("summary").text(), QStringLiteral("Scripted, lines: 4"));
    }

    void showsWhatOneThreadSaid()
    {
        const OutputFixture fixture;
        auto &threads = fixture.part<QComboBox>("thread");
        QCOMPARE(threads.count(), 3);
        QCOMPARE(threads.itemText(2), QStringLiteral("other"));
        threads.setCurrentIndex(2);
        QCOMPARE(fixture.shown(), (QStringList{QStringLiteral("two"), QStringLiteral("four")}));
        QCOMPARE(fixture.part<QLabel>("summary").text(), QStringLiteral("Scripted, lines: 2 of 4"));
        threads.setCurrentIndex(0);
        QCOMPARE(fixture.shown().size(), 4);
    }

    void theNextRunBeginsWithAllThreads()
    {
        OutputFixture fixture;
        auto &threads = fixture.part<QComboBox>("thread");
        threads.setCurrentIndex(2);
        Run next(fixture.request.on(QStringLiteral("worker")));
        fixture.page.showRun(next);
        QCOMPARE(threads.count(), 1);
        next.start();
        QTRY_COMPARE(fixture.shown().size(), 4);
        QCOMPARE(threads.count(), 3);
    }

    void copiesTheSelectedLinesOrAll()
    {
        const OutputFixture fixture;
        auto &table = fixture.part<QTableView>("lines");
        const auto copied = [] { return QGuiApplication::clipboard()->text(); };
        fixture.part<QToolButton>("copy").click();
        QCOMPARE(copied().count(QLatin1Char('\n')), 4);
        QVERIFY(copied().contains(QStringLiteral("\tother\ttwo\n")));
        table.selectRow(2);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied().count(QLatin1Char('\n')), 1);
        QVERIFY(copied().endsWith(QStringLiteral("\tthree\n")));
        table.clearSelection();
        fixture.part<QComboBox>("thread").setCurrentIndex(2);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied().count(QLatin1Char('\n')), 2);
    }

    void savesTheLinesThatAreShown()
    {
        const OutputFixture fixture;
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines.txt"));
        fixture.part<QComboBox>("thread").setCurrentIndex(2);
        QSignalSpy saved(&fixture.saver, &FileSaver::saved);
        fixture.page.save(path);
        QTRY_COMPARE(saved.count(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), 2);
        QVERIFY(text.endsWith("\tother\tfour\n"));
    }

    void saysWhyItCantBeSaved()
    {
        const OutputFixture fixture;
        QSignalSpy failed(&fixture.saver, &FileSaver::failed);
        for (const char *path : {"/no/such/folder/lines.txt", "/dev/full"}) {
            fixture.page.save(QString::fromLatin1(path));
            QTRY_COMPARE(failed.count(), 1);
            QVERIFY(failed.takeFirst().first().toString().contains(QString::fromLatin1(path)));
        }
    }

    void theSaveButtonAsksForAFile()
    {
        const OutputFixture fixture;
        const QTemporaryDir folder;
        fixture.part<QToolButton>("save").click();
        auto *dialog = fixture.page.findChild<QFileDialog *>();
        QVERIFY(dialog);
        dialog->setDirectory(folder.path());
        dialog->selectFile(QStringLiteral("mine"));
        dialog->findChild<QLineEdit *>()->setText(folder.filePath(QStringLiteral("mine")));
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("mine.txt"))));
    }

    void pointingAtALineLightsItsThread()
    {
        OutputFixture fixture;
        auto &table = fixture.part<QTableView>("lines");
        const QImage before = table.viewport()->grab().toImage();
        QTest::mouseMove(table.viewport(), place(fixture, 1));
        QCOMPARE(fixture.page.litLane(), fixture.page.model().lane(1));
        const QImage after = table.viewport()->grab().toImage();
        QVERIFY(after.pixel(place(fixture, 3) + QPoint(100, 0))
                != before.pixel(place(fixture, 3) + QPoint(100, 0)));
        QCOMPARE(after.pixel(place(fixture, 2) + QPoint(100, 0)),
                 before.pixel(place(fixture, 2) + QPoint(100, 0)));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(table.viewport(), &leave);
        QCOMPARE(fixture.page.litLane(), noLane);
    }

    void aThreadLitElsewhereIsLit()
    {
        OutputFixture fixture;
        fixture.page.lightLane(fixture.page.model().lane(1));
        QCOMPARE(fixture.page.litLane(), fixture.page.model().lane(1));
    }

    void saysThatOnlySoManyLinesAreKept()
    {
        const OutputFixture fixture([](JobContext &context) {
            for (std::size_t line = 0; line < Run::transcriptCap + 7; ++line) {
                if (line % 10'000 == 0 && !context.sleepFor(std::chrono::milliseconds(40))) {
                    break; // to be taken meanwhile
                }
                context.say(QStringLiteral("line"));
            }
            return Outcome::finished();
        });
        const QString text = fixture.part<QLabel>("summary").text();
        QCOMPARE(text.contains(QStringLiteral("faster than they could be taken")),
                 fixture.run.linesTooFast() > 0);
        QCOMPARE(text.contains(QStringLiteral("; only the first 500000 are kept, 7 more are not")),
                 fixture.run.linesBeyondCap() == 7);
        QVERIFY(fixture.run.linesBeyondCap() == 7 || fixture.run.linesTooFast() > 0);
    }

    void theNextRunIsLitByItsOwnLines()
    {
        OutputFixture fixture;
        auto &table = fixture.part<QTableView>("lines");
        QTest::mouseMove(table.viewport(), place(fixture, 0)); // it may rest there from before
        QTest::mouseMove(table.viewport(), place(fixture, 1));
        const LaneId lit = fixture.page.litLane();
        QVERIFY(lit != noLane);
        const ScriptedRequest request([](JobContext &context) {
            for (int line = 0; line < 4; ++line) {
                context.say(QStringLiteral("of the worker"));
            }
            return Outcome::finished();
        });
        Run next(request.on(QStringLiteral("worker")));
        const QSignalSpy ended(&next, &Run::ended);
        next.start();
        QTRY_COMPARE(ended.count(), 1);
        fixture.page.showRun(next); // the pointer rests where it was
        QVERIFY(fixture.page.model().lane(1) != lit);
        QCOMPARE(fixture.page.litLane(), fixture.page.model().lane(1));
    }

    void rowsThatScrollUnderARestingPointerAreLit()
    {
        OutputFixture fixture([](JobContext &context) {
            for (int line = 0; line < 100; ++line) {
                context.say(QStringLiteral("of the worker"));
            }
            const JobThreadScope scope(context, QStringLiteral("other"), ThreadPriority::Kept);
            for (int line = 0; line < 100; ++line) {
                context.say(QStringLiteral("of the other"));
            }
            return Outcome::finished();
        });
        auto &table = fixture.part<QTableView>("lines");
        table.scrollToTop();
        QTest::mouseMove(table.viewport(), place(fixture, 0));
        QTest::mouseMove(table.viewport(), place(fixture, 1));
        QCOMPARE(fixture.page.litLane(), fixture.page.model().lane(0));
        table.scrollToBottom();
        QCOMPARE(fixture.page.litLane(), fixture.page.model().lane(199));
        QVERIFY(fixture.page.model().lane(0) != fixture.page.model().lane(199));
    }

    void aRunThatSaidNothingIsToldSo()
    {
        const OutputFixture fixture([](JobContext &) { return Outcome::finished(); });
        const auto &text = fixture.part<QLabel>("emptyText");
        QVERIFY(text.isVisible());
        QCOMPARE(text.text(), QStringLiteral("Scripted said nothing."));
    }

    void aRunThatHasYetToSpeakIsNotCalledSilent()
    {
        OutputFixture fixture([](JobContext &) { return Outcome::finished(); });
        const Run next(fixture.request.on(QStringLiteral("worker")));
        fixture.page.showRun(next);
        QVERIFY(fixture.part<QLabel>("emptyText").text().startsWith(QStringLiteral("What a job")));
    }

    void aLongLineCanBeScrolledTo()
    {
        OutputFixture fixture([](JobContext &context) {
            context.say(QStringLiteral("short"));
            context.say(QString(300, QLatin1Char('w')));
            return Outcome::finished();
        });
        auto &table = fixture.part<QTableView>("lines");
        const int wide = table.fontMetrics().horizontalAdvance(QString(300, QLatin1Char('w')));
        QVERIFY(table.columnWidth(TranscriptModel::Text) >= wide);
        QScrollBar &bar = *table.horizontalScrollBar();
        QVERIFY(bar.isVisible());
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, place(fixture, 1));
        QCOMPARE(bar.value(), 0); // to choose a line moves nothing
        const ScriptedRequest request(sayFour);
        const Run next(request.on(QStringLiteral("worker")));
        fixture.page.showRun(next); // shorter lines: as wide as the view again
        QTRY_VERIFY(!bar.isVisible());
        QCOMPARE(table.columnWidth(TranscriptModel::Time)
                         + table.columnWidth(TranscriptModel::Thread)
                         + table.columnWidth(TranscriptModel::Text),
                 table.viewport()->width());
    }

    void hundredsOfThousandsOfLinesAreShownAndFiltered()
    {
        const OutputFixture fixture(sayALot);
        const auto &lines = fixture.run.transcript();
        const auto kept = static_cast<qsizetype>(lines.size());
        QCOMPARE(kept + fixture.run.linesDropped(), 300'000);
        QCOMPARE(fixture.page.model().rowCount(), kept);
        auto &threads = fixture.part<QComboBox>("thread");
        const QString other = QStringLiteral("other");
        const auto ofOther = std::ranges::count(lines, other, &TranscriptLine::thread);
        QVERIFY(ofOther > 0 && ofOther < kept);
        threads.setCurrentIndex(threads.findText(other));
        QCOMPARE(fixture.page.model().rowCount(), ofOther);
        QCOMPARE(fixture.page.model()
                         .index(static_cast<int>(ofOther) - 1, TranscriptModel::Thread)
                         .data(),
                 other);
        QScrollBar &bar = *fixture.part<QTableView>("lines").verticalScrollBar();
        QVERIFY(bar.value() == bar.maximum());
    }

    // A busy machine takes 100 ms from a thread now and then; what the page does itself it does in
    // each turn.
    void theWindowAnswersWhileAllIsCopiedAndSaved()
    {
        const OutputFixture fixture(sayALot);
        const QTemporaryDir folder;
        QSignalSpy saved(&fixture.saver, &FileSaver::saved);
        QSignalSpy told(&fixture.page, &OutputPage::told);
        const int count = fixture.page.model().rowCount();
        auto least = std::chrono::nanoseconds::max();
        for (int turn = 0; turn < 5 && least > 100ms; ++turn) {
            QGuiApplication::clipboard()->clear();
            saved.clear();
            told.clear();
            const auto worst = worstDelay(
                    [&] {
                        fixture.part<QToolButton>("copy").click();
                        fixture.page.save(folder.filePath(QStringLiteral("all")));
                    },
                    [&] { return saved.count() == 1 && told.count() == 2; });
            QVERIFY(worst);
            least = std::min(least, *worst);
        }
        QVERIFY(told.first().first().toString().startsWith(QStringLiteral("Copying")));
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), count);
        QVERIFY2(least <= 100ms, qPrintable(QStringLiteral("%1 ms").arg(least / 1ms)));
    }
};

QTEST_MAIN(TestOutputPage)
#include "tst_outputpage.moc"
