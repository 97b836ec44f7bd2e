// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/windowfixture.h"
#include "report/comparison/comparisonnotes.h"
#include "runners/placement/builtinplacements.h"

#include "gui/compare/comparepage.h"
#include "gui/jobs/jobpanel.h"
#include "gui/session/banner.h"
#include "report/comparison/comparisonsentence.h"
#include "report/filesaver.h"
#include "scriptedjob.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QSvgRenderer>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <memory>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

const auto worker = QStringLiteral("worker");
const auto gui = QStringLiteral("gui");

} // namespace

/// The Compare tab in the whole window.
class TestComparePage : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() { return *m_fixture->window; }
    RunSession &session() { return window().session(); }
    ComparePage &page() { return *window().findChild<ComparePage *>(); }
    QWidget *chart() { return page().findChild<QWidget *>(QStringLiteral("comparisonChart")); }
    QPushButton &button() { return *m_fixture->named<QPushButton>("Compare"); }
    QString text(const char *name)
    {
        QString text = page().findChild<QLabel *>(QLatin1StringView(name))->text();
        return text.replace(QChar::Nbsp, QChar::Space);
    }
    // Of the placement with this title.
    QCheckBox &choice(const char *title)
    {
        for (QCheckBox *box : page().findChildren<QCheckBox *>()) {
            if (box->text() == QLatin1StringView(title)) {
                return *box;
            }
        }
        qFatal("no such placement");
    }

    // A window in which these are chosen, with the tab in sight.
    void open(const char *job, const QStringList &placements, int repeats = 1)
    {
        Settings settings = WindowFixture::quickSettings();
        settings.job = QString::fromLatin1(job);
        settings.compare.repeats = repeats;
        const PlacementCatalog catalog = builtInPlacements();
        for (const PlacementDescriptor &placement : catalog.all()) {
            if (!placements.contains(placement.id)) {
                settings.compare.leftOut.append(placement.id);
            }
        }
        m_fixture = std::make_unique<WindowFixture>(settings);
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
        m_fixture->press(Qt::Key_3);
        // Laid out, so that a click finds them.
        QTRY_VERIFY(choice("GUI thread").x() > choice("Worker thread").x());
    }
    void awaitEnd() { QTRY_VERIFY_WITH_TIMEOUT(!session().isBusy(), 60'000); }
    [[nodiscard]] bool isSaved(const QString &path, ComparisonFile type)
    {
        page().save(path, type);
        return QTest::qWaitFor(
                [&] { return m_fixture->statusText() == QStringLiteral("Saved to %1").arg(path); });
    }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void standsBetweenTimelineAndOutput()
    {
        open("short", {worker});
        const auto *tabs = window().findChild<QTabWidget *>(QStringLiteral("tabs"));
        QCOMPARE(tabs->currentWidget(), &page());
        QCOMPARE(tabs->currentIndex(), 2);
        QCOMPARE(tabs->tabText(1), QStringLiteral("Timeline"));
        QCOMPARE(tabs->tabText(2), QStringLiteral("Compare"));
        QCOMPARE(tabs->tabText(3), QStringLiteral("Output"));
    }

    // The first paint waits for none of it, and the chart comes with the first result.
    void isMadeWhenItIsFirstShown()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QVERIFY(!page().findChild<QTableView *>());
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
        m_fixture->press(Qt::Key_3);
        QVERIFY(page().findChild<QTableView *>());
        QVERIFY(!chart());
        QVERIFY(page().findChild<QLabel *>(QStringLiteral("emptyText"))->isVisible());
        QVERIFY(text("emptyText").contains(QStringLiteral("press Compare")));
    }

    void comparesByKeys()
    {
        open("short", {worker, gui}, 2);
        QCOMPARE(QApplication::focusWidget(), &button());
        int started = 0;
        connect(&session(), &RunSession::begun, this, [&] { ++started; });
        QTest::keyClick(&button(), Qt::Key_Space);
        QVERIFY(session().isBusy());
        QVERIFY(!m_fixture->action("run")->isEnabled());
        QVERIFY(!button().isEnabled());
        awaitEnd();
        QCOMPARE(started, 4);
        QCOMPARE(m_fixture->runs, 4);
        QVERIFY(m_fixture->action("run")->isEnabled());
        QVERIFY(button().isEnabled());
        const Comparison &comparison = *page().comparison();
        QCOMPARE(comparison.state, Comparison::State::Complete);
        QCOMPARE(comparison.runs[0].placement, worker);
        QCOMPARE(comparison.runs[1].placement, gui);
        QCOMPARE(comparison.runs[2].placement, gui); // the second turn begins elsewhere
        QCOMPARE(text("sentence"), comparisonSentence(comparison));
        QVERIFY(text("sentence").contains(QStringLiteral("stood still")));
        QCOMPARE(text("notes"), comparisonNotes(comparison).join(QChar::Space));
        QCOMPARE(page().findChild<QTableView *>()->model()->rowCount(), 2);
        QVERIFY(chart() && chart()->isVisible());
        QVERIFY(chart()->accessibleDescription().contains(QStringLiteral("GUI thread: ")));
    }

    void comparesByMouse()
    {
        open("short", {worker, gui}, 3);
        QTest::mouseClick(&choice("GUI thread"), Qt::LeftButton, {}, QPoint(8, 8));
        QTest::mouseClick(&choice("Thread pool"), Qt::LeftButton, {}, QPoint(8, 8));
        auto *repeats = page().findChild<QSpinBox *>();
        repeats->setValue(1);
        QTest::mouseClick(&button(), Qt::LeftButton);
        awaitEnd();
        QCOMPARE(m_fixture->runs, 2);
        QCOMPARE(page().comparison()->placements[1].id, QStringLiteral("pool"));
    }

    void saysBeforeWhatItTakes()
    {
        open("short", {worker, gui}, 2);
        QVERIFY(text("forecast").contains(QStringLiteral("until the job has ended")));
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1); // now it is known
        QVERIFY2(text("forecast").startsWith(QStringLiteral("4 runs, one after the other, about")),
                 qPrintable(text("forecast")));
        QVERIFY(text("forecast").contains(QStringLiteral("frozen 2 times, for about")));
        choice("GUI thread").click();
        choice("Worker thread").click();
        QCOMPARE(text("forecast"), QStringLiteral("Choose at least one placement."));
        QVERIFY(!button().isEnabled());
    }

    // They hold the window up whatever the job does.
    void saysThatColumnsAreOnTheGuiThread()
    {
        open("short", {worker});
        QVERIFY(!text("forecast").contains(QStringLiteral("Columns")));
        m_fixture->press(Qt::Key_T);
        QVERIFY(text("forecast").contains(QStringLiteral("Columns on the GUI thread")));
        button().click();
        awaitEnd();
        QVERIFY(text("notes").contains(QStringLiteral("Columns on the GUI thread")));
    }

    // A child process knows none of a test's jobs.
    void aPlacementThatFailsIsInTheTableAndTheRestGoesOn()
    {
        open("short", {QStringLiteral("process"), worker});
        button().click();
        awaitEnd();
        QCOMPARE(m_fixture->runs, 2);
        QCOMPARE(page().comparison()->counts().failed, 1);
        QCOMPARE(page().comparison()->counts().finished, 1);
        const auto *model = page().findChild<QTableView *>()->model();
        QVERIFY(model->index(1, 1).data().toString().contains(QStringLiteral("1 failed")));
        QVERIFY(text("notes").contains(QStringLiteral("In a child process, failed")));
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
    }

    void cancelEndsTheWhole()
    {
        open("endless", {worker, QStringLiteral("pool")}, 5);
        button().click();
        QTRY_VERIFY(session().run()->progress().done > 0);
        QVERIFY(m_fixture->action("cancel")->isEnabled());
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        awaitEnd();
        QCOMPARE(m_fixture->runs, 1);
        QCOMPARE(page().comparison()->state, Comparison::State::Canceled);
        QVERIFY(text("sentence").contains(QStringLiteral("canceled")));
        QTest::qWait(400);
        QCOMPARE(m_fixture->runs, 1);
    }

    void cancelWorksBetweenTwoRuns()
    {
        open("short", {worker, QStringLiteral("pool")}, 5);
        bool wasEnabled = false;
        connect(&session(), &RunSession::comparisonAdvanced, this, [&] {
            QTimer::singleShot(0, this, [&] { // no run goes on
                wasEnabled = m_fixture->action("cancel")->isEnabled();
                m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
            });
        });
        button().click();
        awaitEnd();
        QVERIFY(wasEnabled);
        QCOMPARE(m_fixture->runs, 1);
        QCOMPARE(page().comparison()->state, Comparison::State::Canceled);
        QCOMPARE(page().comparison()->counts().finished, 1);
    }

    // The freeze is announced, and has not begun.
    void cancelBeforeAFreezeLetsNoneCome()
    {
        open("endless", {gui, QStringLiteral("join")}, 3);
        connect(&session(), &RunSession::begun, this, [&] {
            QTimer::singleShot(0, this, [&] { m_fixture->press(Qt::Key_Escape, Qt::NoModifier); });
        });
        button().click();
        awaitEnd();
        QCOMPARE(m_fixture->runs, 1);
        QCOMPARE(page().comparison()->state, Comparison::State::Canceled);
        QCOMPARE(page().comparison()->counts().canceled, 1);
        QVERIFY(page().comparison()->runs[0].gui.stalls.empty());
        QVERIFY(text("sentence").contains(QStringLiteral("canceled")));
    }

    void nothingElseStartsMeanwhile()
    {
        open("short", {worker, QStringLiteral("pool")});
        int started = 0;
        connect(&session(), &RunSession::begun, this, [&] { ++started; });
        button().click();
        connect(
                &session(), &RunSession::comparisonAdvanced, this,
                [&] {
                    QTimer::singleShot(0, this, [&] { // no run goes on
                        QVERIFY(session().isBusy());
                        m_fixture->press(Qt::Key_R);
                        QTest::keyClick(&button(), Qt::Key_Space);
                    });
                },
                Qt::SingleShotConnection);
        awaitEnd();
        QCOMPARE(started, 2);
        QVERIFY(!session().isBusy());
    }

    void everyPartOfTheWindowFollowsEachRun()
    {
        open("short", {worker, gui});
        QStringList banners;
        connect(&session(), &RunSession::begun, this, [&](const Run &run) {
            QTimer::singleShot(0, this, [&] { banners.append(m_fixture->banner().text()); });
            QCOMPARE(session().run(), &run);
        });
        button().click();
        QTRY_VERIFY(window().windowTitle().contains(QStringLiteral("Scripted")));
        awaitEnd();
        QCOMPARE(banners.size(), 2);
        QCOMPARE(banners[0], QStringLiteral("Comparing, run 1 of 2: Scripted on a worker thread."));
        QVERIFY(banners[1].startsWith(QStringLiteral("Comparing, run 2 of 2. ")));
        QVERIFY(banners[1].contains(QStringLiteral("will be frozen")));
        QVERIFY(!m_fixture->banner().isVisible()); // the result is in sight
        QCOMPARE(window().windowTitle(), QStringLiteral("Thaw"));
    }

    // Whose tab comes to the front else.
    void aFloodStaysBehind()
    {
        open("flood", {worker, QStringLiteral("pool")});
        window().findChild<JobPanel *>()->setNumber(QStringLiteral("seconds"), 1);
        QVERIFY(!choice("GUI thread").isEnabled());
        button().click();
        awaitEnd();
        QCOMPARE(m_fixture->runs, 2);
        QVERIFY(page().isVisible());
        QVERIFY(text("sentence").contains(QStringLiteral("stood still")));
    }

    void inAnotherTabTheBannerTellsTheResult()
    {
        open("short", {worker, QStringLiteral("pool")});
        button().click();
        m_fixture->press(Qt::Key_1);
        awaitEnd();
        QCOMPARE(m_fixture->banner().text(), comparisonSentence(*page().comparison()));
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Good);
        for (QPushButton *action : m_fixture->banner().findChildren<QPushButton *>()) {
            if (action->isVisible()) {
                QTest::mouseClick(action, Qt::LeftButton);
                break;
            }
        }
        QTRY_VERIFY(page().isVisible());
    }

    void closingStopsTheRunAndTheRest_data()
    {
        QTest::addColumn<QString>("job");
        QTest::addColumn<QString>("placement");
        QTest::newRow("in a run") << QStringLiteral("endless") << worker;
        QTest::newRow("in slices") << QStringLiteral("endless") << QStringLiteral("slices");
        QTest::newRow("between two") << QStringLiteral("failing") << worker;
    }
    void closingStopsTheRunAndTheRest()
    {
        QFETCH(QString, job);
        QFETCH(QString, placement);
        open(qPrintable(job), {placement}, 20);
        QTimer::singleShot(400ms, this, [&] { m_fixture->press(Qt::Key_Q); });
        button().click();
        QTRY_VERIFY(!window().isVisible());
        awaitEnd();
        const int runs = m_fixture->runs;
        QVERIFY(runs < 20);
        QTest::qWait(400);
        QCOMPARE(m_fixture->runs, runs);
        QCOMPARE(page().comparison()->state, Comparison::State::Canceled);
    }

    void isDestroyedWhileItCompares()
    {
        open("endless", {worker, gui}, 5);
        button().click();
        QTRY_VERIFY(session().run()->progress().done > 0);
        m_fixture.reset();
    }

    void theChoiceSurvivesARestart()
    {
        open("short", {worker, gui}, 4);
        choice("Thread pool").click();
        page().findChild<QSpinBox *>()->setValue(7);
        auto *measure = page().findChild<QComboBox *>(QStringLiteral("measure"));
        measure->setCurrentIndex(measure->findText(QStringLiteral("Memory")));
        const QTemporaryDir folder;
        const SettingsFile file(folder.filePath(QStringLiteral("thaw.ini")));
        QCOMPARE(file.save(window().settings()), std::nullopt);
        m_fixture = std::make_unique<WindowFixture>(file.load().settings);
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
        m_fixture->press(Qt::Key_3);
        QVERIFY(choice("Worker thread").isChecked());
        QVERIFY(choice("Thread pool").isChecked());
        QVERIFY(!choice("Child process").isChecked());
        QCOMPARE(page().findChild<QSpinBox *>()->value(), 7);
        QCOMPARE(page().findChild<QComboBox *>(QStringLiteral("measure"))->currentText(),
                 QStringLiteral("Memory"));
    }

    // All of it can be come to, and the chart can be read.
    void aLowWindowScrolls()
    {
        open("short", {worker, QStringLiteral("pool")});
        button().click();
        awaitEnd();
        window().resize(1024, 640);
        const auto *scroll = page().findChild<QScrollArea *>(QStringLiteral("scroll"));
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QVERIFY(chart()->height() >= chart()->minimumSizeHint().height());
        QVERIFY(chart()->width() >= chart()->minimumSizeHint().width());
        window().resize(1280, 900);
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
        const auto *table = page().findChild<QTableView *>();
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0); // all columns are in sight
    }

    // Also while there is no chart below it.
    void theMeasureStandsAtTheTop()
    {
        open("short", {worker});
        connect(&session(), &RunSession::begun, this, [&] {
            QTimer::singleShot(0, this, [&] {
                const auto *measure = page().findChild<QComboBox *>(QStringLiteral("measure"));
                QVERIFY(measure->isVisible() && !chart());
                QCOMPARE(measure->y(), 0);
            });
        });
        button().click();
        awaitEnd();
        QTRY_VERIFY(chart());
        QCOMPARE(page().findChild<QComboBox *>(QStringLiteral("measure"))->y(), 0);
        QCOMPARE(page().findChild<QComboBox *>(QStringLiteral("measure"))->width(),
                 chart()->width());
    }

    void theChartShowsTheChosenMeasure()
    {
        open("short", {worker, QStringLiteral("pool")});
        button().click();
        awaitEnd();
        auto *measure = page().findChild<QComboBox *>(QStringLiteral("measure"));
        QVERIFY(chart()->accessibleDescription().startsWith(
                QStringLiteral("Scripted: Worst delay")));
        measure->setCurrentIndex(measure->findText(QStringLiteral("Elapsed")));
        QVERIFY(chart()->accessibleDescription().startsWith(QStringLiteral("Scripted: Elapsed")));
        QVERIFY(chart()->accessibleDescription().contains(QStringLiteral("Thread pool: ")));
    }

    void whatIsExportedCanBeOpened()
    {
        open("short", {worker, gui});
        QVERIFY(!page().findChild<QToolButton *>(QStringLiteral("save"))->isEnabled());
        button().click();
        awaitEnd();
        QVERIFY(page().findChild<QToolButton *>(QStringLiteral("save"))->isEnabled());
        const QTemporaryDir folder;
        const QString json = folder.filePath(QStringLiteral("c.json"));
        QVERIFY(isSaved(json, ComparisonFile::Json));
        QFile jsonFile(json);
        QVERIFY(jsonFile.open(QIODevice::ReadOnly));
        const QJsonObject object = QJsonDocument::fromJson(jsonFile.readAll()).object();
        QCOMPARE(object[u"schema"], QStringLiteral("thaw.compare/1"));
        QCOMPARE(object[u"sentence"].toString(), text("sentence"));
        QCOMPARE(object[u"runs"].toArray().size(), 2);

        const QString csv = folder.filePath(QStringLiteral("c.csv"));
        QVERIFY(isSaved(csv, ComparisonFile::Csv));
        QFile csvFile(csv);
        QVERIFY(csvFile.open(QIODevice::ReadOnly));
        QCOMPARE(csvFile.readAll().count('\n'), 3);

        const QString png = folder.filePath(QStringLiteral("c.png"));
        QVERIFY(isSaved(png, ComparisonFile::Png));
        QCOMPARE(QImage(png).size(), QSize(1920, 840));

        const QString svg = folder.filePath(QStringLiteral("c.svg"));
        QVERIFY(isSaved(svg, ComparisonFile::Svg));
        QVERIFY(QSvgRenderer(svg).isValid());
    }

    void ctrlEExportsTheComparisonWhereThatIsInSight()
    {
        const auto title = [] {
            const QWidget *dialog = QApplication::activeModalWidget();
            return dialog ? dialog->windowTitle() : QString();
        };
        open("short", {worker, gui});
        button().click();
        awaitEnd();
        m_fixture->press(Qt::Key_E);
        QTRY_COMPARE(title(), QStringLiteral("Export the comparison"));
        QApplication::activeModalWidget()->close();
        QTRY_VERIFY(!QApplication::activeModalWidget());
        m_fixture->press(Qt::Key_4);
        m_fixture->press(Qt::Key_E);
        QTRY_VERIFY(QApplication::activeModalWidget());
        QVERIFY(title() != QStringLiteral("Export the comparison"));
        QApplication::activeModalWidget()->close();
    }

    void anExportThatFailsSaysWhy()
    {
        open("short", {worker});
        button().click();
        awaitEnd();
        page().save(QStringLiteral("/no/such/folder/c.csv"), ComparisonFile::Csv);
        QTRY_VERIFY(m_fixture->banner().text().contains(QStringLiteral("/no/such/folder/c.csv")));
    }

    void aPlacementThatTheJobRefusesIsDisabledWithTheReason()
    {
        JobDescriptor job = scripted(untilStopped);
        job.refusedPlacements = {{gui, QStringLiteral("it would deadlock there")}};
        const JobDescriptor other = scripted(untilStopped, QStringLiteral("other"));
        const PlacementCatalog placements = builtInPlacements();
        Probe probe;
        RunSession session(probe);
        FileSaver saver;
        JobPanel panel({});
        panel.showJob(job);
        ComparePage page(panel, placements, session, saver, {});
        page.show();
        const auto boxes = page.findChildren<QCheckBox *>();
        QCOMPARE(boxes.size(), static_cast<qsizetype>(placements.all().size()));
        QVERIFY(!boxes[1]->isEnabled());
        QVERIFY(!boxes[1]->isChecked());
        QVERIFY(boxes[1]->toolTip().contains(QStringLiteral("deadlock")));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("forecast"))
                        ->text()
                        .contains(QStringLiteral("deadlock")));
        QCOMPARE(page.plan().placements.size(), placements.all().size() - 1);
        boxes[0]->click(); // what is chosen for the other stays
        panel.showJob(other);
        QVERIFY(boxes[1]->isEnabled());
        QVERIFY(boxes[1]->isChecked());
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_comparepage.moc"
