// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/menubutton.h"
#include "gui/session/banner.h"
#include "gui/window/mainwindow.h"
#include "runners/columns/column.h"
#include "scriptedjob.h"
#include "windowfixture.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

/// The window while a job runs in slices on its own thread. What a person does then comes by
/// events, as here: the test itself gets on only when the job has ended.
class TestWindowInSlices : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() const { return *m_fixture->window; }

    void start(const QString &job, std::function<void()> meanwhile)
    {
        Settings settings = WindowFixture::quickSettings();
        settings.job = job;
        settings.placement = QStringLiteral("slices");
        m_fixture = std::make_unique<WindowFixture>(settings);
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
        m_fixture->press(Qt::Key_R);
        QTimer::singleShot(200ms, this, std::move(meanwhile));
    }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void theColumnsGoOnAndTheEndIsShown()
    {
        int refreshes = 0;
        start(QStringLiteral("short"), [&] {
            for (const Column *column : m_fixture->columns()) {
                connect(column, &Column::refreshed, this, [&] { ++refreshes; });
            }
        });
        QTRY_VERIFY(window().session().run()->state() == Run::State::Ended);
        const int meanwhile = refreshes; // of three columns, ten a second each
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY2(meanwhile >= 4, qPrintable(QString::number(meanwhile)));
        QCOMPARE(m_fixture->record->placement, QStringLiteral("slices"));
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Finished);
    }

    void anOpenMenuDoesNotHoldTheJob()
    {
        bool hasEndedBehindIt = false;
        start(QStringLiteral("endless"), [&] {
            auto *button = window().findChild<MenuButton *>();
            QTimer::singleShot(100ms, this,
                               [&] { window().session().requestStop(StopReason::User); });
            QTimer::singleShot(3s, this, [this, button, &hasEndedBehindIt] {
                hasEndedBehindIt = button->popup().isVisible()
                                   && window().session().run()->state() == Run::State::Ended;
                button->popup().close();
            });
            QTest::mouseClick(button, Qt::LeftButton);
        });
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 10'000);
        QTRY_VERIFY(hasEndedBehindIt);
    }

    void aSecondRunIsRefusedWithASentence()
    {
        QString message;
        const Run *before = nullptr;
        start(QStringLiteral("endless"), [&] {
            before = window().session().run();
            auto *job = m_fixture->named<QWidget>("Job");
            job->setFocus(); // it would take the key for a search
            QTest::keyClick(job, Qt::Key_R, Qt::ControlModifier);
            message = window().statusBar()->currentMessage();
            QVERIFY(!m_fixture->action("run")->isEnabled());
            QCOMPARE(window().session().run(), before);
            m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        });
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY2(message.contains(QStringLiteral("runs still")), qPrintable(message));
        QVERIFY(before);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Canceled);
        QVERIFY(*m_fixture->record->stopTook < 2s); // 100 ms; a busy machine is given more
        // When it has ended, another can run.
        m_fixture->press(Qt::Key_R);
        QTimer::singleShot(200ms, this, [&] { m_fixture->press(Qt::Key_Escape, Qt::NoModifier); });
        QTRY_COMPARE(m_fixture->runs, 2);
    }

    void itCanBePausedSteppedAndResumed()
    {
        bool wasPaused = false;
        start(QStringLiteral("endless"), [&] {
            m_fixture->press(Qt::Key_P);
            QTimer::singleShot(200ms, this, [&] {
                Run &run = *window().session().run();
                wasPaused = run.state() == Run::State::Paused;
                m_fixture->press(Qt::Key_Period);
                m_fixture->press(Qt::Key_P);
                QTimer::singleShot(100ms, this, [&] {
                    QCOMPARE(window().session().run()->state(), Run::State::Running);
                    m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
                });
            });
        });
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY(wasPaused);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Canceled);
    }

    void closingStopsTheRunAndThenCloses_data()
    {
        QTest::addColumn<bool>("paused");
        QTest::newRow("running") << false;
        QTest::newRow("paused") << true;
    }
    void closingStopsTheRunAndThenCloses()
    {
        QFETCH(bool, paused);
        bool wasVisible = false;
        start(QStringLiteral("endless"), [&] {
            if (paused) {
                m_fixture->press(Qt::Key_P);
            }
            m_fixture->press(Qt::Key_Q);
            wasVisible = window().isVisible(); // as long as the job is beneath
        });
        QTRY_VERIFY(!window().isVisible());
        QVERIFY(wasVisible);
        QCOMPARE(window().session().run()->state(), Run::State::Ended);
        QCOMPARE(window().session().run()->control()->stopReason(), StopReason::Closing);
    }

    void aJobThatComesToNoPointIsAStall()
    {
        Settings settings = WindowFixture::quickSettings();
        m_fixture = std::make_unique<WindowFixture>(settings);
        const JobDescriptor deaf = scripted([](JobContext &) {
            QThread::msleep(250);
            return Outcome::finished();
        });
        window().session().start({&deaf, m_fixture->placements.find(QStringLiteral("slices")), {}},
                                 15s);
        QTRY_COMPARE(m_fixture->runs, 1);
        QVERIFY(m_fixture->record->gui.longestStall() >= 200ms);
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Warning);
    }

    // The way out: such a job, too, is stopped by the freeze limit.
    void theFreezeLimitStopsAJobThatCameToNoPoint()
    {
        m_fixture = std::make_unique<WindowFixture>(WindowFixture::quickSettings());
        const JobDescriptor deaf = scripted([](JobContext &context) {
            for (int turn = 0; turn < 3000 && !context.stopRequested(); ++turn) {
                QThread::msleep(10);
            }
            return context.stopRequested() ? Outcome::canceled() : Outcome::finished();
        });
        window().session().start({&deaf, m_fixture->placements.find(QStringLiteral("slices")), {}},
                                 500ms);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 30'000);
        QCOMPARE(m_fixture->record->stopReason, StopReason::FreezeLimit);
    }
};

QTEST_MAIN(TestWindowInSlices)
#include "tst_windowinslices.moc"
