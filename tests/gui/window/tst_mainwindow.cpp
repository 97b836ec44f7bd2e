// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/builtinjobs.h"
#include "runners/placement/builtinplacements.h"
#include "windowfixture.h"

#include "gui/lesson/codepane.h"
#include "gui/look/switchbutton.h"
#include "gui/output/outputpage.h"
#include "gui/output/transcriptmodel.h"
#include "gui/responsiveness/pulseview.h"
#include "gui/session/banner.h"
#include "gui/timeline/timelinepage.h"
#include "gui/timeline/timelineview.h"
#include "gui/window/modeswitch.h"
#include "jobs/engine/jobthread.h"
#include "probe/responsivenesslog.h"
#include "report/wording.h"
#include "runners/columns/column.h"
#include "scriptedjob.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <sys/stat.h>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

const auto worker = QStringLiteral("worker");
const auto gui = QStringLiteral("gui");

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    // Many files to tell of, and some that take a while.
    static void fillForASecond(const QTemporaryDir &folder)
    {
        for (int i = 0; i < 3000; ++i) {
            QFile small(folder.filePath(QString::number(i)));
            QVERIFY(small.open(QIODevice::WriteOnly));
        }
        for (const char *name : {"large", "another"}) {
            QFile sparse(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(qint64{4} << 30));
        }
    }
    // The defaults, on as many threads as there are cores, with `path` for what is required.
    static QVariantMap busyValues(const QString &job, const QString &path)
    {
        QVariantMap values;
        const JobCatalog jobs = builtInJobs(QStringLiteral(THAW_PROGRAM));
        for (const Parameter &parameter : jobs.at(job).parameters.all()) {
            if (parameter.required) {
                values[parameter.name] = path.toUtf8();
            } else if (parameter.name == QStringLiteral("threads")) {
                values[parameter.name] = qlonglong{coreCount()};
            }
        }
        return values;
    }

    // Blocking, with columns whose refreshes fall together.
    static Settings blockingSettings()
    {
        Settings settings = WindowFixture::quickSettings();
        settings.placement = gui;
        for (ColumnSettings &column : settings.columns) {
            column.period = 900ms;
            column.work = 200ms;
        }
        return settings;
    }

    MainWindow &window() { return *m_fixture->window; }
    Run &run() { return *window().session().run(); }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
    }
    void cleanup() { m_fixture.reset(); }

    void theFirstStartShowsPrimesThreadedAndAGreetingThatBlocksNothing()
    {
        WindowFixture first((Settings()));
        QCOMPARE(first.named<QComboBox>("Job")->currentData(), QStringLiteral("primes"));
        QCOMPARE(first.named<QComboBox>("Placement")->currentData(), worker);
        QVERIFY(!first.named<ModeSwitch>("Mode")->isChecked());
        QVERIFY(first.banner().isVisible());
        QVERIFY(first.banner().text().startsWith(QStringLiteral("Welcome")));
        QVERIFY(first.action("run")->isEnabled());
        QCOMPARE(first.columns().size(), 3);
        first.banner().dismiss();
        QVERIFY(first.window->settings().greeted);
        QVERIFY(!m_fixture->banner().isVisible()); // greeted before: no greeting
    }

    // The first paint waits for neither.
    void makesTheIconAndTheOutputWhenItIsThere()
    {
        QApplication::setWindowIcon({});
        WindowFixture first((Settings()));
        QVERIFY(QApplication::windowIcon().isNull());
        QTRY_VERIFY(!QApplication::windowIcon().isNull());
        auto *output = first.window->findChild<OutputPage *>();
        QVERIFY(!output->findChild<QTableView *>());
        first.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(first.window.get()));
        first.press(Qt::Key_4);
        QVERIFY(output->findChild<QTableView *>());
        QVERIFY(!output->findChild<QTableView *>()->isVisible()); // nothing has been said
    }

    void theJobHasTheRoomThatIsLeftInTheBar()
    {
        const auto *job = m_fixture->named<QComboBox>("Job");
        window().resize(960, 640);
        QTRY_COMPARE(window().width(), 960);
        const auto *pulse = window().findChild<PulseView *>();
        const auto isInSight = [&] {
            return pulse->isVisible()
                   && pulse->mapTo(&window(), QPoint(pulse->width(), 0)).x() <= window().width();
        };
        QTRY_VERIFY(isInSight());
        const int narrow = job->width();
        window().resize(1800, 640);
        QTRY_VERIFY(job->width() > narrow);
        QVERIFY(isInSight());
        window().resize(960, 640);
        QTRY_COMPARE(job->width(), narrow);
    }

    // Each weight and size is another face to load before the first paint.
    void writesInFewFaces()
    {
        QSet<QPair<int, qreal>> faces;
        for (const QWidget *widget : window().findChildren<QWidget *>()) {
            if (widget->isVisible()) {
                faces.insert({widget->font().weight(), widget->font().pointSizeF()});
            }
        }
        const qreal size = window().font().pointSizeF();
        const QSet<QPair<int, qreal>> allowed{
                {QFont::Normal, size}, {QFont::DemiBold, size}, {QFont::DemiBold, size * 1.2}};
        QVERIFY(allowed.contains(faces));
    }

    void runsByKeyAndSaysThatItFinished()
    {
        m_fixture->press(Qt::Key_R);
        QVERIFY(window().session().isBusy());
        QVERIFY(!m_fixture->action("run")->isEnabled());
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Finished);
        QCOMPARE(m_fixture->record->placement, worker);
        // A busy machine may have held the window up.
        QCOMPARE(m_fixture->banner().kind(), m_fixture->record->gui.stalls.empty()
                                                     ? Banner::Kind::Good
                                                     : Banner::Kind::Warning);
        QVERIFY(m_fixture->banner().text().contains(outcomeSentence(*m_fixture->record)));
        QVERIFY(m_fixture->action("run")->isEnabled());
        const auto *bar = m_fixture->named<QProgressBar>("Progress");
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(window().windowTitle(), QStringLiteral("Thaw"));
    }

    void runsByMouse()
    {
        QTest::mouseClick(m_fixture->named<QToolButton>("Run"), Qt::LeftButton);
        QVERIFY(window().session().isBusy());
        QTRY_COMPARE(m_fixture->runs, 1);
    }

    void theTitleCarriesThePercentage()
    {
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(window().windowTitle().contains(QStringLiteral(" % – Scripted")));
        QTRY_COMPARE(m_fixture->runs, 1);
    }

    void columnsGoOnDuringAWorkerRun()
    {
        int refreshes = 0;
        for (Column *column : m_fixture->columns()) {
            connect(column, &Column::refreshed, this, [&] { ++refreshes; });
        }
        window().chooseJob(QStringLiteral("endless"));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(run().progress().done > 0);
        const int before = refreshes;
        QTRY_VERIFY(refreshes >= before + 6); // while the job runs
        QCOMPARE(run().state(), Run::State::Running);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE(m_fixture->runs, 1);
    }

    void columnsStandStillDuringAGuiRun()
    {
        using Clock = std::chrono::steady_clock;
        std::vector<std::pair<Clock::time_point, ColumnRefresh>> shown;
        Column *column = m_fixture->columns().first();
        connect(column, &Column::refreshed, this,
                [&](const ColumnRefresh &refresh) { shown.emplace_back(Clock::now(), refresh); });
        QTRY_VERIFY(shown.size() >= 2);
        window().choosePlacement(gui);
        for (Column *each : m_fixture->columns()) {
            each->setOnGuiThread(false); // their workers stay where they were; only the job freezes
        }
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY(m_fixture->record->elapsed >= 600ms);
        const Recording &seen = m_fixture->record->gui;
        QVERIFY(!seen.stalls.empty());
        const Stall &stall = *std::ranges::max_element(seen.stalls, {}, &Stall::duration);
        int made = 0;
        for (const auto &[time, refresh] : shown) {
            // Nothing was shown in the freeze, but the worker went on making numbers all through
            // it.
            QVERIFY(time < stall.start + 100ms || time >= stall.start + stall.duration - 100ms);
            made += refresh.at > stall.start && refresh.at < stall.start + stall.duration ? 1 : 0;
        }
        QVERIFY(made >= 3);
    }

    void announcesTheFreezeBeforeItAndTellsItAfterwards()
    {
        QString announced;
        connect(&window().session(), &RunSession::begun, this, [&] {
            QTimer::singleShot(0, this, [&] { announced = m_fixture->banner().text(); });
        });
        window().choosePlacement(gui);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY(announced.contains(QStringLiteral("will be frozen")));

        // The banner's figures are the probe's.
        const RunRecord &record = *m_fixture->record;
        const QString text = m_fixture->banner().text();
        QVERIFY(text.contains(timeText(record.gui.longestStall())));
        QVERIFY(text.contains(QStringLiteral("missed %1 frames").arg(record.gui.frames.missed())));
        QVERIFY(record.gui.longestStall() >= 590ms);
        const auto snapshot = m_fixture->probe.log()->snapshot();
        QVERIFY(snapshot->worst >= record.gui.delays.max());
    }

    void theCureIsOneClickAway()
    {
        window().choosePlacement(gui);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Warning);
        QPushButton *cure = nullptr;
        for (QPushButton *button : m_fixture->banner().findChildren<QPushButton *>()) {
            if (button->isVisible()) {
                cure = button;
                break;
            }
        }
        QVERIFY(cure);
        QTest::mouseClick(cure, Qt::LeftButton);
        QTRY_COMPARE(m_fixture->runs, 2);
        QCOMPARE(m_fixture->record->placement, worker);
        QCOMPARE(m_fixture->record->job, QStringLiteral("short"));
        QVERIFY(!m_fixture->named<ModeSwitch>("Mode")->isChecked());
        for (const Column *column : m_fixture->columns()) {
            QVERIFY(!column->onGuiThread()); // they are cured, too
        }
    }

    void aStartInBlockingModeHasTheColumnsThereToo()
    {
        Settings settings = WindowFixture::quickSettings();
        settings.placement = gui;
        const WindowFixture fixture(settings);
        QVERIFY(fixture.named<ModeSwitch>("Mode")->isChecked());
        for (const Column *column : fixture.columns()) {
            QVERIFY(column->onGuiThread());
        }
    }

    // At rest, with the mode Blocking: the window's stalls are the columns' own, and are told so.
    void theColumnsStallsAreCountedApart()
    {
        WindowFixture fixture(blockingSettings());
        QTRY_VERIFY(fixture.probe.log()->snapshot()->stallsApartSinceStart >= 4);
        const auto pulse = [&] { return fixture.named<PulseView>("Pulse")->text(); };
        QTRY_VERIFY(pulse().contains(QStringLiteral("columns")));
        for (const Stall &stall : fixture.probe.log()->stalls()) {
            if (stall.isApart) {
                QVERIFY(stall.what.startsWith(QStringLiteral("Column ")));
                QVERIFY2(stall.duration < 600ms, "several refreshes in one go");
            }
        }
    }

    // The columns run into the job's freeze, before it and after.
    void aJobsFreezeIsItsOwnBesideTheColumns()
    {
        WindowFixture fixture(blockingSettings());
        QTRY_VERIFY(fixture.probe.log()->snapshot()->stallsApartSinceStart >= 1);
        fixture.press(Qt::Key_R);
        QTRY_COMPARE(fixture.runs, 1);
        const Recording &seen = fixture.record->gui;
        const auto jobs = QStringLiteral("Scripted, GUI thread");
        const auto freeze = std::ranges::find(seen.stalls, jobs, &Stall::what);
        QVERIFY(freeze != seen.stalls.end());
        QVERIFY(freeze->duration >= 590ms);
        QVERIFY(freeze->duration < fixture.record->elapsed + 190ms); // and no refresh is in it
        QCOMPARE(std::ranges::count(seen.stalls, jobs, &Stall::what), 1);
        QVERIFY(std::ranges::none_of(seen.stalls, &Stall::isApart));
        // What the columns have caught up with is theirs.
        const auto before = fixture.probe.log()->snapshot()->stallsApartSinceStart;
        QTRY_VERIFY(fixture.probe.log()->snapshot()->stallsApartSinceStart > before);
        const auto all = fixture.probe.log()->stalls();
        QCOMPARE(std::ranges::count(all, jobs, &Stall::what), 1);
    }

    // By keys alone, and it is kept.
    void theColumnsStallsCanBeLeftOutOfTheList()
    {
        auto *box = m_fixture->named<QCheckBox>("Show the columns' own stalls");
        QVERIFY(box && box->isChecked());
        QSignalSpy changed(&window(), &MainWindow::settingsChanged);
        box->setFocus(Qt::TabFocusReason);
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(changed.count(), 1);
        QVERIFY(!window().settings().columnsStalls);
        const WindowFixture again(window().settings());
        QVERIFY(!again.named<QCheckBox>("Show the columns' own stalls")->isChecked());
    }

    void theWindowsKeysWorkInAField()
    {
        auto *limit = m_fixture->window->findChild<QWidget *>(QStringLiteral("form"));
        window().chooseJob(QStringLiteral("primes"));
        auto *box = limit->findChild<QAbstractSpinBox *>();
        box->setFocus();
        QSignalSpy triggered(m_fixture->action("showOutput"), &QAction::triggered);
        QSignalSpy exported(m_fixture->action("exportRun"), &QAction::triggered);
        m_fixture->action("exportRun")->setEnabled(true);
        QTest::keyClick(box, Qt::Key_4, Qt::ControlModifier);
        QTest::keyClick(box, Qt::Key_E,
                        Qt::ControlModifier); // a line edit's "end of line" elsewhere
        QCOMPARE(triggered.count(), 1);
        QCOMPARE(exported.count(), 1);
    }

    void oneSwitchIsOverTheWholeWindow()
    {
        m_fixture->press(Qt::Key_T);
        QVERIFY(m_fixture->named<ModeSwitch>("Mode")->isChecked());
        QCOMPARE(m_fixture->named<QComboBox>("Placement")->currentData(), gui);
        for (const Column *column : m_fixture->columns()) {
            QVERIFY(column->onGuiThread());
        }
        m_fixture->press(Qt::Key_T);
        QVERIFY(!m_fixture->named<ModeSwitch>("Mode")->isChecked());
        QCOMPARE(m_fixture->named<QComboBox>("Placement")->currentData(), worker);
        for (const Column *column : m_fixture->columns()) {
            QVERIFY(!column->onGuiThread());
        }
    }

    void eachColumnHasASwitchOfItsOwn()
    {
        m_fixture->press(Qt::Key_T);
        auto *card = m_fixture->named<QWidget>("Column 2");
        QVERIFY(card);
        auto *button = card->findChild<SwitchButton *>();
        QVERIFY(button->isChecked());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_fixture->columns()[0]->onGuiThread());
        QVERIFY(!m_fixture->columns()[1]->onGuiThread());
        QVERIFY(m_fixture->columns()[2]->onGuiThread());
        QVERIFY(m_fixture->named<ModeSwitch>("Mode")->isChecked());
    }

    void theModeIsChosenByASegment()
    {
        auto *mode = m_fixture->named<ModeSwitch>("Mode");
        const QPoint threaded(mode->width() / 4, mode->height() / 2);
        const QPoint blocking(mode->width() * 3 / 4, mode->height() / 2);
        QTest::mouseClick(mode, Qt::LeftButton, {}, threaded);
        QVERIFY(!mode->isChecked()); // it is chosen already
        QTest::mouseClick(mode, Qt::LeftButton, {}, blocking);
        QVERIFY(mode->isChecked());
        QCOMPARE(mode->accessibleDescription(), QStringLiteral("Blocking"));
        QCOMPARE(m_fixture->named<QComboBox>("Placement")->currentData(), gui);
        QTest::keyClick(mode, Qt::Key_Left);
        QVERIFY(!mode->isChecked());
        QCOMPARE(m_fixture->named<QComboBox>("Placement")->currentData(), worker);
    }

    void aRunningJobStaysWhereItIs()
    {
        window().chooseJob(QStringLiteral("endless"));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(run().progress().done > 0);
        m_fixture->press(Qt::Key_T);
        QCOMPARE(run().state(), Run::State::Running);
        QCOMPARE(run().request().placement->id, worker);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(m_fixture->record->placement, worker);
    }

    void cancelSaysHowLongItTook()
    {
        window().chooseJob(QStringLiteral("endless"));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(run().progress().done > 0);
        QVERIFY(m_fixture->action("cancel")->isEnabled());
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Canceled);
        QVERIFY(m_fixture->banner().text().contains(timeText(*m_fixture->record->stopTook)));
        QVERIFY(!m_fixture->action("cancel")->isEnabled());
    }

    void pausesStepsAndResumesByKey()
    {
        window().chooseJob(QStringLiteral("endless"));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(run().progress().done > 0);
        QVERIFY(!m_fixture->action("step")->isEnabled());
        m_fixture->press(Qt::Key_P);
        QCOMPARE(run().state(), Run::State::Paused);
        QCOMPARE(m_fixture->action("pause")->text(), QStringLiteral("Resume"));
        QVERIFY(m_fixture->named<QToolButton>("Pause")); // its name stays
        QVERIFY(m_fixture->action("step")->isEnabled());
        QTest::qWait(60);
        const auto done = run().progress().done;
        const auto progressesWithSteps = [&] { // it takes two, and quick ones may count as one
            m_fixture->press(Qt::Key_Period);
            return run().progress().done > done;
        };
        QTRY_VERIFY(progressesWithSteps());
        m_fixture->press(Qt::Key_P);
        QCOMPARE(run().state(), Run::State::Running);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE(m_fixture->runs, 1);
    }

    void pauseIsNotToBeHadOnTheGuiThread()
    {
        window().choosePlacement(gui);
        bool enabled = true;
        connect(&window().session(), &RunSession::begun, this, [&] {
            QTimer::singleShot(0, this, [&] { enabled = m_fixture->action("pause")->isEnabled(); });
        });
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY(!enabled);
    }

    void aFailedRunSaysWhy_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::newRow("worker") << worker;
        QTest::newRow("gui") << gui;
        QTest::newRow("join") << QStringLiteral("join");
    }
    void aFailedRunSaysWhy()
    {
        QFETCH(QString, placement);
        window().chooseJob(QStringLiteral("failing"));
        window().choosePlacement(placement);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
        QVERIFY(m_fixture->banner().text().contains(QStringLiteral("The moon is missing")));
    }

    void aMissingValueIsToldAndNothingStarts()
    {
        window().chooseJob(QStringLiteral("hash"));
        auto *path = m_fixture->window->findChild<QWidget *>(QStringLiteral("form"))
                             ->findChild<QLineEdit *>();
        QVERIFY(!path->text().isEmpty()); // in the window a folder of the user's is given
        path->clear();
        m_fixture->press(Qt::Key_R);
        QVERIFY(!window().session().isBusy());
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
        QVERIFY(m_fixture->banner().text().contains(QStringLiteral("path")));
    }

    void anAddressWithAPasswordIsRefusedAndNotSaved()
    {
        window().chooseJob(QStringLiteral("download"));
        auto *addresses = m_fixture->window->findChild<QWidget *>(QStringLiteral("form"))
                                  ->findChild<QLineEdit *>();
        addresses->setFocus();
        QTest::keyClicks(addresses, QStringLiteral("http://me:hidden@example.com/x"));
        m_fixture->press(Qt::Key_R);
        QVERIFY(!window().session().isBusy());
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
        const QString said = m_fixture->banner().text();
        QVERIFY2(said.contains(QStringLiteral("user name or a password")), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("hidden")), qPrintable(said));
        const QVariantMap saved = window().settings().parameters[QStringLiteral("download")];
        QCOMPARE(saved[QStringLiteral("urls")].toString(), QString());
    }

    // Also when there is nothing to be shown yet.
    void whoeverTurnsToATabByItsKeyGoesOnByKeysThere_data()
    {
        QTest::addColumn<bool>("runsBefore");
        QTest::newRow("before the run") << false;
        QTest::newRow("while it runs") << true;
    }
    void whoeverTurnsToATabByItsKeyGoesOnByKeysThere()
    {
        QFETCH(bool, runsBefore);
        window().chooseJob(QStringLiteral("endless"));
        const TimelineView &view = window().findChild<TimelinePage *>()->view();
        m_fixture->press(runsBefore ? Qt::Key_R : Qt::Key_2);
        m_fixture->press(runsBefore ? Qt::Key_2 : Qt::Key_R);
        QTRY_VERIFY(view.isVisible());
        QTRY_VERIFY(view.hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Plus);
        QVERIFY(view.zoom().follows() != TimelineZoom::Follows::All);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE(m_fixture->runs, 1);

        window().chooseJob(QStringLiteral("short"));
        m_fixture->press(runsBefore ? Qt::Key_R : Qt::Key_4);
        m_fixture->press(runsBefore ? Qt::Key_4 : Qt::Key_R);
        const auto *output = window().findChild<OutputPage *>();
        QTRY_VERIFY(output->findChild<QTableView *>()->hasFocus());

        window().chooseJob(QStringLiteral("numbers-and-letters"));
        m_fixture->press(Qt::Key_5);
        QVERIFY(qobject_cast<CodePane *>(QApplication::focusWidget()));
        window().chooseJob(QStringLiteral("primes"));
        m_fixture->press(Qt::Key_5);
        QVERIFY(QApplication::focusWidget()->isVisible());
    }

    void theLaneChosenInTheTimelineIsLitInTheOutput()
    {
        m_fixture->press(Qt::Key_2);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        TimelineView &view = window().findChild<TimelinePage *>()->view();
        const auto *output = window().findChild<OutputPage *>();
        QTest::mouseMove(view.viewport(),
                         view.plot().topLeft().toPoint()
                                 + QPoint(50, static_cast<int>(TimelinePainter::rowHeight) + 20));
        QTRY_COMPARE(view.litLane().value_or(-1), 1);
        m_fixture->press(Qt::Key_4);
        QTRY_VERIFY(output->isVisible());
        QCOMPARE(output->litLane(), LaneId(1));
    }

    void theOutputTabShowsTheTranscript()
    {
        m_fixture->press(Qt::Key_4);
        auto *output = m_fixture->window->findChild<OutputPage *>();
        QVERIFY(output->isVisible());
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        QCOMPARE(output->model().rowCount(), 60);
        QCOMPARE(output->model().index(59, TranscriptModel::Text).data(),
                 QStringLiteral("step 60"));
        m_fixture->press(Qt::Key_1);
        QVERIFY(!output->isVisible());
    }

    void theFreezeLimitIsAWayOut()
    {
        Settings settings = WindowFixture::quickSettings();
        settings.freezeLimit = 1s;
        settings.job = QStringLiteral("endless");
        settings.placement = gui;
        WindowFixture fixture(settings);
        QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
        fixture.press(Qt::Key_R);
        QTRY_COMPARE(fixture.runs, 1); // but for the limit it would run for ever
        QCOMPARE(fixture.record->stopReason, StopReason::FreezeLimit);
        QVERIFY(fixture.banner().text().contains(QStringLiteral("freeze limit")));
    }

    void theWindowNeverStallsInAWorkerRun_data()
    {
        QTest::addColumn<QString>("job");
        const JobCatalog jobs = builtInJobs(QStringLiteral(THAW_PROGRAM));
        for (const JobDescriptor &job : jobs.all()) {
            if (!job.refusedPlacements.contains(worker)) {
                QTest::newRow(qPrintable(job.id)) << job.id;
            }
        }
    }
    // With the true threshold, 100 ms. A busy machine takes so long from a thread now and then;
    // what the window does itself it does in each run, so one run without a stall will do. Each has
    // a window of its own, for what only the first run does.
    void theWindowNeverStallsInAWorkerRun()
    {
        QFETCH(QString, job);
        const QTemporaryDir folder;
        fillForASecond(folder);
        Settings settings = WindowFixture::quickSettings();
        settings.job = job;
        settings.parameters[job] = busyValues(job, folder.path());
        auto least = std::chrono::nanoseconds::max(); // of each run's longest stall
        for (int turn = 0; turn < 5 && least > 0ns; ++turn) {
            m_fixture = std::make_unique<WindowFixture>(settings);
            QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
            m_fixture->press(Qt::Key_R);
            QVERIFY2(window().session().isBusy(), qPrintable(m_fixture->banner().text()));
            QTest::qWait(1000);
            m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
            QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 30'000);
            QVERIFY(m_fixture->record->outcome.kind != OutcomeKind::Failed);
            least = std::min(least, m_fixture->record->gui.longestStall());
        }
        QVERIFY2(least == 0ns, qPrintable(QStringLiteral("stalled in every run, for %1 at least")
                                                  .arg(timeText(least))));
    }

    void closingStopsTheRunAndThenCloses()
    {
        window().chooseJob(QStringLiteral("endless"));
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY(run().progress().done > 0);
        QSignalSpy ended(&window().session(), &RunSession::ended);
        m_fixture->press(Qt::Key_Q);
        QTRY_VERIFY(!window().isVisible());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(run().control()->stopReason(), StopReason::Closing);
    }

    void closingGivesUpOnAJobThatIsStuck()
    {
        std::atomic<bool> isStuck = false;
        std::atomic<bool> release = false;
        JobCatalog jobs = builtInJobs(QStringLiteral(THAW_PROGRAM));
        jobs.add(scripted(
                [&](JobContext &) {
                    isStuck = true;
                    while (!release) { // deaf, as in a system call
                        QThread::msleep(1);
                    }
                    return Outcome::finished();
                },
                QStringLiteral("stuck")));
        const PlacementCatalog placements = builtInPlacements();
        Probe probe;
        probe.start();
        Settings settings = WindowFixture::quickSettings();
        settings.job = QStringLiteral("stuck");
        MainWindow stuckWindow(jobs, placements, probe, settings);
        stuckWindow.show();
        QSignalSpy gaveUp(&stuckWindow, &MainWindow::gaveUp);
        QSignalSpy saved(&stuckWindow, &MainWindow::settingsChanged);
        stuckWindow.findChild<QAction *>(QStringLiteral("run"))->trigger();
        QTRY_VERIFY(isStuck); // a job that is stopped before it begins never does
        Run *stuck = stuckWindow.session().run();
        stuckWindow.close();
        QVERIFY(stuckWindow.isVisible()); // it waits for a while
        saved.clear();
        QTRY_COMPARE_WITH_TIMEOUT(gaveUp.count(), 1, 20'000);
        QVERIFY(saved.count() >= 1); // nothing is lost
        release = true;
        QTRY_COMPARE(stuck->state(), Run::State::Ended);
        delete stuck; // a test may
    }

    void anExportThatSucceedsSaysSoAndTakesTheOldFailureAway()
    {
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        const QTemporaryDir folder;
        const QString full = folder.filePath(QStringLiteral("full.json"));
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), full));
        m_fixture->exportTo(full);
        QTRY_COMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
        QVERIFY(m_fixture->banner().text().contains(full));
        const QString path = folder.filePath(QStringLiteral("run.json"));
        m_fixture->exportTo(path);
        QTRY_COMPARE(m_fixture->statusText(), QStringLiteral("Saved to %1").arg(path));
        QVERIFY(!m_fixture->banner().isVisible());
        m_fixture->action("run")->trigger();
        QTRY_COMPARE(m_fixture->runs, 2);
        m_fixture->exportTo(path);
        QTRY_COMPARE(m_fixture->statusText(), QStringLiteral("Saved to %1").arg(path));
        QVERIFY(m_fixture->banner().isVisible()); // what the run said is no failure
    }

    // A pipe without a reader is a slow disk.
    void closingWaitsForAFileThatIsBeingSaved()
    {
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe.json"));
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        m_fixture->exportTo(pipe);
        QCOMPARE(m_fixture->statusText(), QStringLiteral("Saving %1 …").arg(pipe));
        m_fixture->press(Qt::Key_Q);
        QTest::qWait(100);
        QVERIFY(window().isVisible());
        QVERIFY(m_fixture->statusText().startsWith(QStringLiteral("Closing as soon as the file")));
        QFile reader(pipe);
        QVERIFY(reader.open(QIODevice::ReadOnly));
        QVERIFY(reader.readAll().contains("thaw.run/1"));
        QTRY_VERIFY(!window().isVisible());
    }

    // Also one that waits for a pipe's reader, whose writing ends with the wish for it.
    void closingTwiceDoesWithoutTheFile()
    {
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe.json"));
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        QSignalSpy gaveUp(&window(), &MainWindow::gaveUp);
        m_fixture->exportTo(pipe);
        m_fixture->press(Qt::Key_Q);
        m_fixture->press(Qt::Key_Q);
        QVERIFY(window().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!window().isVisible(), 20'000);
        QCOMPARE(gaveUp.count(), 0); // the thread has ended, so the process can
    }

    void aFileThatCantBeSavedKeepsTheWindow_data()
    {
        QTest::addColumn<bool>("attended");
        QTest::newRow("closed by a person") << true;
        QTest::newRow("closed by a signal") << false;
    }
    void aFileThatCantBeSavedKeepsTheWindow()
    {
        QFETCH(bool, attended);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE(m_fixture->runs, 1);
        const QTemporaryDir folder;
        const QString full = folder.filePath(QStringLiteral("full.json"));
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), full));
        m_fixture->exportTo(full);
        attended ? static_cast<void>(window().close()) : window().closeUnattended();
        QVERIFY(window().isVisible()); // what came of the file isn't known yet
        QTRY_COMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
        QTRY_COMPARE(window().isVisible(), attended);
        QCOMPARE(m_fixture->action("run")->isEnabled(), attended);
    }

    void closingDuringAGuiRunIsHonouredWhenTheFreezeEnds()
    {
        window().choosePlacement(gui);
        m_fixture->press(Qt::Key_R);
        // Posted in the middle of the freeze, handled after it, as a window manager's wish is.
        const std::jthread manager([this] {
            std::this_thread::sleep_for(350ms);
            QMetaObject::invokeMethod(m_fixture->window.get(), &QWidget::close,
                                      Qt::QueuedConnection);
        });
        QTRY_VERIFY(!window().isVisible());
        QCOMPARE(run().outcome()->kind, OutcomeKind::Finished);
    }

    void aSecondRunIsNotStartedWhileOneRuns()
    {
        m_fixture->press(Qt::Key_R);
        const Run *first = window().session().run();
        m_fixture->press(Qt::Key_R);
        QTest::mouseClick(m_fixture->named<QToolButton>("Run"), Qt::LeftButton);
        QCOMPARE(window().session().run(), first);
        QTRY_COMPARE(m_fixture->runs, 1);
        QTest::qWait(100);
        QCOMPARE(m_fixture->runs, 1);
    }

    void settingsCarryWhatWasChosen()
    {
        window().chooseJob(QStringLiteral("primes"));
        window().choosePlacement(gui);
        auto *limit = m_fixture->window->findChild<QWidget *>(QStringLiteral("form"))
                              ->findChild<QAbstractSpinBox *>();
        limit->selectAll();
        QTest::keyClicks(limit, QStringLiteral("1000000\t"));
        const Settings settings = window().settings();
        QCOMPARE(settings.job, QStringLiteral("primes"));
        QCOMPARE(settings.placement, gui);
        QCOMPARE(
                settings.parameters[QStringLiteral("primes")][QStringLiteral("limit")].toLongLong(),
                1'000'000);
        QVERIFY(!settings.geometry.isEmpty());

        WindowFixture again(settings);
        QVERIFY(QTest::qWaitForWindowActive(again.window.get()));
        QCOMPARE(again.named<QComboBox>("Job")->currentData(), QStringLiteral("primes"));
        QVERIFY(again.named<ModeSwitch>("Mode")->isChecked());
        again.window->chooseJob(QStringLiteral("wait"));
        again.window->chooseJob(QStringLiteral("primes")); // there and back loses nothing
        again.press(Qt::Key_R);
        QTRY_COMPARE(again.runs, 1);
        QCOMPARE(again.record->parameters[QStringLiteral("limit")], 1'000'000);
        QCOMPARE(again.record->facts[QStringLiteral("count")], 78498);
    }

    void settingsOfAJobThatIsGoneAreNoProblem()
    {
        Settings settings;
        settings.job = QStringLiteral("a-job-of-another-version");
        settings.placement = QStringLiteral("moon");
        settings.geometry = QByteArray("rubbish");
        WindowFixture fixture(settings);
        QCOMPARE(fixture.named<QComboBox>("Job")->currentIndex(), 0);
        QCOMPARE(fixture.named<QComboBox>("Placement")->currentData(), worker);
    }

    void everyControlHasANameAndATip_data()
    {
        QTest::addColumn<int>("tabsKey");
        QTest::newRow("Responsiveness") << int{Qt::Key_1};
        QTest::newRow("Output") << int{Qt::Key_4};
        QTest::newRow("Lesson") << int{Qt::Key_5};
    }
    void everyControlHasANameAndATip()
    {
        QFETCH(int, tabsKey);
        window().chooseJob(QStringLiteral("numbers-and-letters"));
        m_fixture->press(Qt::Key_4); // makes what the Output tab holds
        m_fixture->press(tabsKey);
        for (const char *name :
             {"Run", "Pause", "Step", "Cancel", "Mode", "Placement", "Job", "Column 1", "Column 2",
              "Column 3", "Progress", "Pulse", "Output"}) {
            QVERIFY2(m_fixture->named<QWidget>(name), name);
        }
        for (const QWidget *widget : window().findChildren<QWidget *>()) {
            const bool isInner =
                    widget->objectName().startsWith(QStringLiteral("qt_"))
                    || widget->inherits("QTabBar") || widget->inherits("QTabWidget")
                    || widget->inherits("QMenu") || widget->inherits("QHeaderView")
                    || widget->inherits("QComboBoxPrivateContainer")
                    || (widget->inherits("QAbstractItemView")
                        && widget->parentWidget()->inherits("QComboBoxPrivateContainer"));
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || isInner) {
                continue;
            }
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const auto *label = qobject_cast<const QLabel *>(widget);
            const bool isNamed =
                    !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                    || (label && !label->text().isEmpty())
                    || (widget->parentWidget() && widget->parentWidget()->focusProxy() == widget);
            QVERIFY2(isNamed, qPrintable(QStringLiteral("%1 %2").arg(
                                      QLatin1StringView(widget->metaObject()->className()),
                                      widget->objectName())));
        }
    }

    void fitsIntoASmallScreen()
    {
        QVERIFY(window().minimumSizeHint().width() <= 1024);
        QVERIFY(window().minimumSizeHint().height() <= 640);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
