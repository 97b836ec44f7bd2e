// SPDX-License-Identifier: GPL-3.0-or-later
// Under a real window system, with a window manager: with-display.sh starts both. xdotool is the
// person: its clicks and keys reach a frozen window's queue as a real person's do.
#include "gui/jobs/jobpopup.h"
#include "gui/lesson/codepanes.h"
#include "gui/lesson/lessonpage.h"
#include "gui/session/banner.h"
#include "gui/window/modeswitch.h"
#include "runners/columns/column.h"
#include "tracecheck.h"
#include "windowfixture.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// What a person does goes on to its end, also when the test has seen what it waits for.
struct AtItsEnd
{
    void operator()(QProcess *process) const
    {
        process->waitForFinished();
        delete process;
    }
};
using Person = std::unique_ptr<QProcess, AtItsEnd>;

// Does what xdotool is told, after `delay` seconds, while this process may be blocked.
Person person(double delay, const QString &commands)
{
    Person process(new QProcess);
    process->start(QStringLiteral("/bin/sh"),
                   {QStringLiteral("-c"),
                    QStringLiteral("sleep %1; xdotool %2").arg(delay).arg(commands)});
    process->waitForStarted();
    return process;
}

QString clickOn(const QWidget &widget)
{
    const QPoint point = widget.mapToGlobal(widget.rect().center());
    return QStringLiteral("mousemove %1 %2 click 1 ").arg(point.x()).arg(point.y());
}

} // namespace

class TestRealWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    void exportTrace(const QString &path, bool overwrites = false) const
    {
        // Behind two dialogs at once the window manager may leave the window without the focus.
        const auto open = person(0.1, clickOn(*m_fixture->named<QWidget>("Pulse"))
                                              + QStringLiteral("sleep 0.5 key ctrl+e"));
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->window->findChild<QFileDialog *>(), 20'000);
        const QPointer<QFileDialog> dialog = m_fixture->window->findChild<QFileDialog *>();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto *type = dialog->findChild<QComboBox *>(QStringLiteral("fileTypeCombo"));
        // A key that comes before the list does would press the dialog's own button.
        // The window manager may still move the dialog, and a click goes where the list was.
        for (int tries = 0; tries < 4 && !type->view()->isVisible(); ++tries) {
            const auto unfold = person(0.1, clickOn(*type));
            static_cast<void>(QTest::qWaitFor([&] { return type->view()->isVisible(); }, 5'000));
        }
        QVERIFY(type->view()->isVisible());
        QVERIFY(QTest::qWaitForWindowExposed(type->view()->window()));
        const auto choose = person(0.5, QStringLiteral("key Down key Return"));
        QTRY_COMPARE_WITH_TIMEOUT(type->currentIndex(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!type->view()->isVisible(), 20'000);
        auto *name = dialog->findChild<QLineEdit *>();
        const auto write =
                person(0.1, clickOn(*name) + QStringLiteral("key ctrl+a type %1").arg(path));
        QTRY_COMPARE_WITH_TIMEOUT(name->text(), path, 20'000);
        // It asks in an event loop of its own.
        Person agree;
        QTimer looker;
        connect(&looker, &QTimer::timeout, dialog, [&] {
            const auto *question = dialog->findChild<QMessageBox *>();
            if (!agree && question && question == QApplication::activeWindow()) {
                agree = person(0.1, QStringLiteral("key alt+y"));
            }
        });
        if (overwrites) {
            looker.start(50ms);
        }
        const auto save = person(0.1, QStringLiteral("key Return"));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, 20'000);
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
    }
    void cleanup() { m_fixture.reset(); }

    void aPersonRunsAJobByMouse()
    {
        const auto clicks = person(0.1, clickOn(*m_fixture->named<QToolButton>("Run")));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 20'000);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Finished);
    }

    void aPersonFindsALessonAndStepsThroughItByKeyboard()
    {
        const auto find = person(0.1, QStringLiteral("key ctrl+j sleep 0.5 type letters"));
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->window->findChild<JobPopup *>(), 20'000);
        const auto *search = m_fixture->window->findChild<JobPopup *>()->findChild<QLineEdit *>();
        QTRY_COMPARE_WITH_TIMEOUT(search->text(), QStringLiteral("letters"), 20'000);
        const auto take = person(0, QStringLiteral("key Return sleep 0.2 key F1 key ctrl+r"));
        const auto *page = m_fixture->window->findChild<LessonPage *>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible() && page->isRefreshing(), 20'000);
        QCOMPARE(m_fixture->named<QComboBox>("Job")->currentData(),
                 QStringLiteral("numbers-and-letters"));
        const auto pause = person(0, QStringLiteral("key ctrl+p"));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->window->session().run()->state(), Run::State::Paused,
                                  20'000);
        const std::vector<CodeMark> before = page->panes()->pane(CodePanes::QtPane).marks();
        const auto step = person(0, QStringLiteral("key ctrl+period"));
        QTRY_VERIFY_WITH_TIMEOUT(page->panes()->pane(CodePanes::QtPane).marks() != before, 20'000);
        QCOMPARE(m_fixture->window->session().run()->state(), Run::State::Paused);
        const auto cancel = person(0, QStringLiteral("key Escape"));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 20'000);
    }

    // First to a full disk, then elsewhere; a trace, by the name that the README gives it.
    void aPersonExportsATrace()
    {
        const QTemporaryDir folder;
        const QString full = folder.filePath(QStringLiteral("full.json"));
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), full));
        m_fixture->action("run")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 20'000);
        exportTrace(full, true);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->banner().kind(), Banner::Kind::Bad, 20'000);
        QVERIFY(m_fixture->banner().isVisible());
        const QString path = folder.filePath(QStringLiteral("race.json"));
        exportTrace(path);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->statusText(), QStringLiteral("Saved to %1").arg(path),
                                  20'000);
        QVERIFY(!m_fixture->banner().isVisible());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(CheckedTrace(file.readAll()).problem(), QString());
    }

    void aPersonTogglesAndRunsByKeyboard()
    {
        const auto keys = person(0.1, QStringLiteral("key ctrl+t key ctrl+r"));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 20'000);
        QCOMPARE(m_fixture->record->placement, QStringLiteral("gui"));
        for (const Column *column : m_fixture->columns()) {
            QVERIFY(column->onGuiThread());
        }
    }

    void whatAPersonDoesInAFreezeIsCountedAndStartsNothing()
    {
        m_fixture->window->chooseJob(QStringLiteral("wait"));
        m_fixture->window->choosePlacement(QStringLiteral("gui"));
        QCoreApplication::processEvents();
        // In the middle of the five seconds: a click on Run, one on Blocking's other half, and a
        // key.
        const auto acts = person(2, clickOn(*m_fixture->named<QToolButton>("Run"))
                                            + QStringLiteral("sleep 0.2 ")
                                            + clickOn(*m_fixture->named<ModeSwitch>("Mode"))
                                            + QStringLiteral("key ctrl+r key ctrl+t"));
        m_fixture->action("run")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 30'000);
        QCOMPARE(m_fixture->input->clicks, 2);
        QCOMPARE(m_fixture->input->keys, 2);
        QVERIFY(m_fixture->input->longest > 500ms);
        QVERIFY(m_fixture->input->longest < 5s);
        QVERIFY(m_fixture->banner().text().contains(
                QStringLiteral("2 clicks and 2 key presses waited")));
        QTest::qWait(500);
        QVERIFY(!m_fixture->window->session().isBusy()); // nothing was started
        QCOMPARE(m_fixture->runs, 1);
        QVERIFY(m_fixture->named<ModeSwitch>("Mode")->isChecked()); // nor toggled
    }

    void theWindowManagersCloseInAFreezeIsHonouredAfterIt()
    {
        m_fixture->window->choosePlacement(QStringLiteral("gui"));
        const auto close = person(0.4, QStringLiteral("key alt+F4"));
        m_fixture->action("run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 20'000);
        QCOMPARE(m_fixture->window->session().run()->outcome()->kind, OutcomeKind::Finished);
    }

    void theWindowManagersCloseInAWorkerRunStopsIt()
    {
        m_fixture->window->chooseJob(QStringLiteral("endless"));
        m_fixture->action("run")->trigger();
        const auto close = person(0.4, QStringLiteral("key alt+F4"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 20'000);
        QCOMPARE(m_fixture->window->session().run()->control()->stopReason(), StopReason::Closing);
    }
};

QTEST_MAIN(TestRealWindow)
#include "tst_realwindow.moc"
