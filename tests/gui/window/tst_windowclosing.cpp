// SPDX-License-Identifier: GPL-3.0-or-later
// The window's end, whatever else is open.
#include "gui/window/mainwindow.h"

#include "gui/history/historywindow.h"
#include "gui/jobs/jobpopup.h"
#include "gui/look/menubutton.h"
#include "gui/settings/settingsdialog.h"
#include "history/historystore.h"
#include "windowfixture.h"

#include <QComboBox>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

using namespace thaw;

class TestWindowClosing : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HistoryStore> m_history;
    std::unique_ptr<WindowFixture> m_fixture;

    [[nodiscard]] MainWindow &window() const { return *m_fixture->window; }
    template <typename Window>
    [[nodiscard]] QWidget *opened(const char *action) const
    {
        m_fixture->action(action)->trigger();
        return window().findChild<Window *>();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_history = std::make_unique<HistoryStore>(HistoryStore::pathIn(m_folder->path()));
        m_fixture = std::make_unique<WindowFixture>();
        window().setHistory(*m_history);
    }
    void cleanup()
    {
        m_fixture.reset();
        m_history.reset();
    }

    void itSaysThatItIsClosed()
    {
        QSignalSpy closed(&window(), &MainWindow::closed);
        window().close();
        QCOMPARE(closed.size(), 1);
    }

    // Whatever has the keyboard: the window's own shortcuts don't reach into other windows.
    void itsKeyClosesItFromEveryOtherWindow_data()
    {
        QTest::addColumn<QString>("which");
        for (const char *which :
             {"history", "settings", "jobs", "placements", "menu", "export", "question"}) {
            QTest::newRow(which) << QString::fromLatin1(which);
        }
    }
    void itsKeyClosesItFromEveryOtherWindow()
    {
        QFETCH(QString, which);
        m_fixture->action("run")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, 30'000);
        const QMap<QString, std::function<QWidget *()>> openers{
                {QStringLiteral("history"), [&] { return opened<HistoryWindow>("showHistory"); }},
                {QStringLiteral("settings"),
                 [&] { return opened<SettingsDialog>("openSettings"); }},
                {QStringLiteral("export"), [&] { return opened<QFileDialog>("exportRun"); }},
                {QStringLiteral("jobs"), [&] { return opened<JobPopup>("pickJob"); }},
                {QStringLiteral("placements"),
                 [&]() -> QWidget * {
                     auto *box = m_fixture->named<QComboBox>("Placement");
                     box->showPopup();
                     return QApplication::activePopupWidget();
                 }},
                {QStringLiteral("menu"),
                 [&]() -> QWidget * {
                     QMenu &menu = window().findChild<MenuButton *>()->popup();
                     menu.popup({});
                     return &menu;
                 }},
                {QStringLiteral("question"), [&]() -> QWidget * {
                     auto *question = new QMessageBox(&window());
                     question->open();
                     return question;
                 }}};
        QSignalSpy closed(&window(), &MainWindow::closed);
        QWidget *other = openers[which]();
        QVERIFY(other && other->isVisible() && other->window() != &window());
        QTest::keyClick(other, Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!window().isVisible());
    }

    void anotherKeyClosesNothing()
    {
        QSignalSpy closed(&window(), &MainWindow::closed);
        QTest::keyClick(opened<HistoryWindow>("showHistory"), Qt::Key_Q);
        QTest::keyClick(opened<HistoryWindow>("showHistory"), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(closed.size(), 0);
        QVERIFY(window().isVisible());
    }

    // It is closed when its job has stopped, and says so then.
    void aRunningJobEndsFirst()
    {
        window().chooseJob(QStringLiteral("endless"));
        m_fixture->action("run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window().session().isBusy(), 30'000);
        QWidget *other = opened<HistoryWindow>("showHistory");
        QSignalSpy closed(&window(), &MainWindow::closed);
        QTest::keyClick(other, Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 30'000);
        QVERIFY(!window().isVisible());
    }

    void aSignalClosesItBehindADialog()
    {
        QVERIFY(opened<SettingsDialog>("openSettings")->isVisible());
        QSignalSpy closed(&window(), &MainWindow::closed);
        window().closeUnattended();
        QCOMPARE(closed.size(), 1);
    }
};

QTEST_MAIN(TestWindowClosing)
#include "tst_windowclosing.moc"
