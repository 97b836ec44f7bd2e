// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outputpage.h"

#include "gui/transcriptmodel.h"
#include "jobs/jobthread.h"
#include "scriptedjob.h"

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
    OutputPage page;
    const QAbstractItemModelTester tester;
};

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
        QVERIFY(!fixture.page.save(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray saved = file.readAll();
        QCOMPARE(saved.count('\n'), 2);
        QVERIFY(saved.endsWith("\tother\tfour\n"));
    }

    void saysWhyItCantBeSaved()
    {
        const OutputFixture fixture;
        const auto problem = fixture.page.save(QStringLiteral("/no/such/folder/lines.txt"));
        QVERIFY(problem);
        QVERIFY(problem->contains(QStringLiteral("/no/such/folder/lines.txt")));
        QVERIFY(fixture.page.save(QStringLiteral("/dev/full")));
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
        QSignalSpy lit(&fixture.page, &OutputPage::laneLit);
        auto &table = fixture.part<QTableView>("lines");
        const auto place = [&](int row) {
            return table.visualRect(fixture.page.model().index(row, TranscriptModel::Text))
                    .center();
        };
        const QImage before = table.viewport()->grab().toImage();
        QTest::mouseMove(table.viewport(), place(1));
        QCOMPARE(lit.count(), 1);
        QCOMPARE(lit.last().first().value<LaneId>(), fixture.page.model().lane(1));
        const QImage after = table.viewport()->grab().toImage();
        QVERIFY(after.pixel(place(3) + QPoint(100, 0)) != before.pixel(place(3) + QPoint(100, 0)));
        QCOMPARE(after.pixel(place(2) + QPoint(100, 0)), before.pixel(place(2) + QPoint(100, 0)));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(table.viewport(), &leave);
        QCOMPARE(lit.last().first().value<LaneId>(), noLane);
    }

    void aThreadPointedAtElsewhereIsLitWithoutAnEcho()
    {
        OutputFixture fixture;
        const QSignalSpy lit(&fixture.page, &OutputPage::laneLit);
        fixture.page.lightLane(fixture.page.model().lane(1));
        QCOMPARE(fixture.page.litLane(), fixture.page.model().lane(1));
        QCOMPARE(lit.count(), 0);
    }

    void hundredsOfThousandsOfLinesAreShownAndFiltered()
    {
        const OutputFixture fixture([](JobContext &context) {
            for (int line = 0; line < 300'000; ++line) {
                context.say(line % 3 == 0 ? QStringLiteral("three") : QStringLiteral("line"));
            }
            return Outcome::finished();
        });
        const auto kept = static_cast<qsizetype>(fixture.run.transcript().size());
        QCOMPARE(kept + fixture.run.linesDropped(), 300'000);
        QCOMPARE(fixture.page.model().rowCount(), kept);
        fixture.part<QComboBox>("thread").setCurrentIndex(1);
        QCOMPARE(fixture.page.model().rowCount(), kept);
        QScrollBar &bar = *fixture.part<QTableView>("lines").verticalScrollBar();
        QVERIFY(bar.value() == bar.maximum());
    }
};

QTEST_MAIN(TestOutputPage)
#include "tst_outputpage.moc"
