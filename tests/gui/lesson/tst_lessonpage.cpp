// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/lessonpage.h"

#include "gui/jobs/joblistmodel.h"
#include "gui/jobs/jobpicker.h"
#include "gui/jobs/jobpopup.h"
#include "gui/jobs/paceslider.h"
#include "gui/lesson/codepanes.h"
#include "gui/look/colors.h"
#include "gui/look/menubutton.h"
#include "gui/look/switchbutton.h"
#include "gui/output/resultview.h"
#include "gui/session/banner.h"
#include "gui/window/windowfixture.h"
#include "report/wording.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>
#include <utility>

using namespace thaw;

namespace {

constexpr int patience = 60'000; // in milliseconds, of a machine with more to do

const auto lessonId = QStringLiteral("numbers-and-letters");

Settings lessonSettings(const char *pace)
{
    Settings settings = WindowFixture::quickSettings();
    settings.job = lessonId;
    settings.parameters[lessonId] = {
            {QStringLiteral("pace"), QString::fromLatin1(pace).toDouble()}};
    return settings;
}

Settings resultSettings()
{
    Settings settings = WindowFixture::quickSettings();
    settings.job = QStringLiteral("measured");
    return settings;
}

} // namespace

/// The Lesson tab in the whole window, and what belongs to it there.
class TestLessonPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;
    LessonPage *m_page = nullptr;

    void openWindow(const Settings &settings)
    {
        m_fixture = std::make_unique<WindowFixture>(settings);
        QVERIFY(QTest::qWaitForWindowActive(m_fixture->window.get()));
        m_page = m_fixture->window->findChild<LessonPage *>();
    }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_page->findChild<QLabel *>(QLatin1StringView(name))->text();
    }
    [[nodiscard]] QToolButton &button(const char *name) const
    {
        return *m_page->findChild<QToolButton *>(QLatin1StringView(name));
    }
    [[nodiscard]] QTableView &table() const
    {
        return *m_page->results()->findChild<QTableView *>();
    }
    [[nodiscard]] CodePane &code() const { return m_page->panes()->pane(CodePanes::QtPane); }
    /// The line that this thread is at; 0 if it isn't lit.
    [[nodiscard]] int lineOf(const char *thread) const
    {
        for (const CodeMark &mark : code().marks()) {
            if (mark.thread == QLatin1StringView(thread)) {
                return mark.line;
            }
        }
        return 0;
    }
    [[nodiscard]] QString rowText(int line) const
    {
        const int row = lessonCode(lessonId).qt.rowOf(line);
        return row < 0 ? QString() : code().toPlainText().split(QLatin1Char('\n'))[row].trimmed();
    }
    /// Paused while both threads are in their first sleep, with as little as possible left of it:
    /// at the greatest pace there are seconds to come in time.
    void startPaused()
    {
        const auto sleeps = [this](const char *thread) {
            return rowText(lineOf(thread)).startsWith(QStringLiteral("sleep"));
        };
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(sleeps("First") && sleeps("Second"), patience);
        m_fixture->press(Qt::Key_P);
        QCOMPARE(m_fixture->window->session().run()->state(), Run::State::Paused);
        m_fixture->window->findChild<PaceSlider *>()->setValue(paceToPosition(0.05));
    }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void isMadeWhenFirstShown()
    {
        openWindow(lessonSettings("1"));
        QVERIFY(!m_page->panes());
        m_fixture->press(Qt::Key_5);
        QVERIFY(m_page->isVisible());
        QVERIFY(m_page->panes());
    }

    void f1ShowsTheLesson()
    {
        openWindow(lessonSettings("1"));
        m_fixture->press(Qt::Key_F1, Qt::NoModifier);
        QVERIFY(m_page->isVisible());
        const JobDescriptor &job = *m_fixture->jobs.find(lessonId);
        QCOMPARE(label("goal"), job.lesson->goal);
        QCOMPARE(label("expected"), job.lesson->expected(job.parameters.defaults()));
        QCOMPARE(code().toPlainText(), lessonCode(lessonId).qt.text);
        QCOMPARE(m_page->panes()->pane(CodePanes::PythonPane).toPlainText(),
                 lessonCode(lessonId).python.text);
        QCOMPARE(m_page->panes()->pane(CodePanes::StandardPane).toPlainText(),
                 lessonCode(lessonId).standard.text);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Ready);
    }

    void theKeysAreInTheMenu()
    {
        openWindow(lessonSettings("1"));
        const QMenu &menu = m_fixture->window->findChild<MenuButton *>()->popup();
        QVERIFY(menu.actions().contains(m_fixture->action("showKeys")));
        m_fixture->action("showKeys")->trigger();
        QVERIFY(m_fixture->banner().text().contains(QStringLiteral("Ctrl+5 or F1")));
    }

    void whatToExpectFollowsTheForm()
    {
        openWindow(lessonSettings("1"));
        m_fixture->press(Qt::Key_5);
        const QString before = label("expected");
        m_fixture->named<SwitchButton>("One after the other")->click();
        QVERIFY(label("expected") != before);
        m_fixture->named<SwitchButton>("One after the other")->click();
        QCOMPARE(label("expected"), before);
    }

    // The form is of the next run then.
    void whatToExpectIsTheRunsWhileItGoesOn()
    {
        openWindow(lessonSettings("10"));
        m_fixture->press(Qt::Key_5);
        const QString before = label("expected");
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isRefreshing(), patience);
        m_fixture->named<SwitchButton>("One after the other")->click();
        QCOMPARE(label("expected"), before);
        m_fixture->window->chooseJob(QStringLiteral("event"));
        m_fixture->window->chooseJob(lessonId);
        QCOMPARE(label("expected"), before);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(label("expected") != before);
    }

    void saysThatAnotherJobHasToEndFirst()
    {
        openWindow(lessonSettings("10"));
        m_fixture->press(Qt::Key_5);
        const QString ready = m_page->verdict()->text();
        m_fixture->press(Qt::Key_R);
        m_fixture->window->chooseJob(QStringLiteral("event"));
        const auto waits = QStringLiteral("Numbers and letters is still running: this one can be "
                                          "run when it has ended.");
        QCOMPARE(m_page->verdict()->text(), waits);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Ready);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->action("pause")->isEnabled(), patience);
        m_fixture->press(Qt::Key_P);
        QCOMPARE(m_page->verdict()->text(), waits);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QCOMPARE(m_page->verdict()->text(), ready);

        m_fixture->window->chooseJob(QStringLiteral("endless")); // a workload
        m_fixture->press(Qt::Key_R);
        m_fixture->window->chooseJob(QStringLiteral("event"));
        QVERIFY(m_page->verdict()->text().contains(QStringLiteral("is still running")));
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 2, patience);
        QCOMPARE(m_page->verdict()->text(), ready);
    }

    void saysWhetherItCameOutSo_data()
    {
        QTest::addColumn<QString>("placement");
        QTest::newRow("worker") << QStringLiteral("worker");
        QTest::newRow("gui") << QStringLiteral("gui");
    }
    void saysWhetherItCameOutSo()
    {
        QFETCH(QString, placement);
        openWindow(lessonSettings("0.05"));
        m_fixture->window->choosePlacement(placement);
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        const QString verdict = verdictSentence(*m_fixture->record);
        QVERIFY(verdict.startsWith(QStringLiteral("As expected")));
        QCOMPARE(m_page->verdict()->text(), verdict);
        QCOMPARE(m_page->verdict()->accessibleDescription(), verdict);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Good);
        // The banner doesn't say it again while it stands here.
        QVERIFY(!m_fixture->banner().text().contains(verdict));
        QVERIFY(m_fixture->banner().text().startsWith(QStringLiteral("The window ")));
        m_fixture->press(Qt::Key_1);
        QVERIFY(m_fixture->banner().text().contains(verdict));
        m_fixture->press(Qt::Key_5);
        QVERIFY(!m_fixture->banner().text().contains(verdict));
        QVERIFY(m_fixture->banner().isVisible());
        QVERIFY(code().marks().empty()); // all threads have ended
        QVERIFY(!m_page->isRefreshing());

        // With other values other things are expected, of which nothing is known yet.
        auto *sequential = m_fixture->named<SwitchButton>("One after the other");
        sequential->click();
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Ready);
        sequential->click();
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Good);
    }

    void saysWhenItDidNot()
    {
        openWindow(WindowFixture::quickSettings());
        m_fixture->window->chooseJob(QStringLiteral("wrong"));
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Bad);
        QCOMPARE(m_page->verdict()->text(), QStringLiteral("Not as expected: 3 of 4 were lost."));
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Info); // which says nothing of that
        m_fixture->press(Qt::Key_1);
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
        QVERIFY(m_fixture->window->settings().done.isEmpty());
    }

    void aCanceledLessonHasNoVerdict()
    {
        openWindow(lessonSettings("10"));
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->window->session().run()->state(), Run::State::Running,
                                  patience);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Running);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::NoVerdict);
        QCOMPARE(m_page->verdict()->text(),
                 QStringLiteral("Canceled before it came to a verdict."));
        QVERIFY(!m_fixture->banner().text().contains(QStringLiteral("Canceled")));
        // Nothing is wrong: it looks as in the banner.
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Info);
        const QImage picture = m_page->verdict()->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() / 2, 2),
                 themeColors(m_page->palette()).accentTint);
    }

    // It has a sign of its own: it is neither as expected nor not.
    void saysThatItCanNotBeTold()
    {
        openWindow(WindowFixture::quickSettings());
        m_fixture->window->chooseJob(QStringLiteral("unclear"));
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        const QString text =
                QStringLiteral("Not to be told: the machine was busy. 3 of 4 were lost.");
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Untold);
        QCOMPARE(m_page->verdict()->text(), text);
        const QImage picture = m_page->verdict()->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() / 2, 2),
                 themeColors(m_page->palette()).warningTint);
        m_fixture->press(Qt::Key_1);
        QVERIFY(m_fixture->banner().text().startsWith(text));
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Info);
        const Settings settings = m_fixture->window->settings();
        QVERIFY(settings.done.isEmpty());
        QCOMPARE(settings.untold, QSet<QString>{QStringLiteral("unclear")});
        QVERIFY(m_fixture->record->facts[QStringLiteral("as_expected")].isNull());

        openWindow(settings); // and the picker still knows
        m_fixture->press(Qt::Key_J);
        const auto *list = m_fixture->window->findChild<JobPopup *>()->findChild<QListView *>();
        QVERIFY(list->currentIndex().data(JobListModel::UntoldRole).toBool());
    }

    void saysWhyALessonFailed()
    {
        openWindow(WindowFixture::quickSettings());
        m_fixture->window->chooseJob(QStringLiteral("broken"));
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Bad);
        QVERIFY(m_page->verdict()->text().endsWith(QStringLiteral("No thread was left.")));
        QCOMPARE(m_fixture->banner().kind(), Banner::Kind::Bad);
    }

    void eachStepLightsTheNextLines()
    {
        openWindow(lessonSettings("10"));
        m_fixture->press(Qt::Key_5);
        startPaused();
        QCOMPARE(m_page->verdict()->kind(), VerdictBar::Kind::Paused);
        // Each step, by key or by mouse, takes both from sleeping to saying and back.
        for (int step = 0; step < 4; ++step) {
            const int first = lineOf("First");
            const int second = lineOf("Second");
            if (step % 2 == 0) {
                m_fixture->press(Qt::Key_Period);
            } else {
                QTest::mouseClick(m_fixture->named<QToolButton>("Step"), Qt::LeftButton);
            }
            QTRY_VERIFY_WITH_TIMEOUT(lineOf("First") != first && lineOf("Second") != second,
                                     patience);
            QVERIFY(rowText(lineOf("First"))
                            .startsWith(step % 2 == 0 ? QStringLiteral("say")
                                                      : QStringLiteral("sleep")));
            QVERIFY(m_page->verdict()->places().contains(QStringLiteral("First")));
        }
        m_fixture->press(Qt::Key_P);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(m_fixture->record->facts[QStringLiteral("as_expected")].toBool());
    }

    void readsTheThreadsLinesOnlyWhileThereIsSomethingToSee()
    {
        openWindow(lessonSettings("10"));
        m_fixture->press(Qt::Key_5);
        QVERIFY(!m_page->isRefreshing());
        m_fixture->press(Qt::Key_R);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isRefreshing(), patience);
        m_fixture->press(Qt::Key_1); // another tab
        QVERIFY(!m_page->isRefreshing());
        m_fixture->press(Qt::Key_5);
        QVERIFY(m_page->isRefreshing());
        m_fixture->window->chooseJob(QStringLiteral("primes")); // another job
        QVERIFY(!m_page->isRefreshing());
        m_fixture->window->chooseJob(lessonId);
        QVERIFY(m_page->isRefreshing());
        QTRY_VERIFY_WITH_TIMEOUT(lineOf("First") > 0, patience);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(!m_page->isRefreshing());
    }

    void showsTheCodeUntilThereAreResults()
    {
        openWindow(resultSettings());
        m_fixture->press(Qt::Key_5);
        QVERIFY(button("showCode").isVisible());
        QVERIFY(button("showCode").isChecked());
        QVERIFY(!button("showResults").isEnabled());
        m_fixture->window->chooseJob(lessonId); // which declares none
        QVERIFY(!button("showCode").isVisible());
        QVERIFY(!button("showResults").isVisible());
        QVERIFY(code().isVisible());
    }

    void turnsToTheResultsOfARunAndBackToTheCode()
    {
        openWindow(resultSettings());
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(m_page->results() && m_page->results()->isVisible());
        QVERIFY(!code().isVisible());
        QVERIFY(button("showResults").isChecked());
        QCOMPARE(table().model()->rowCount(), 3);
        const auto *chart = m_page->results()->findChild<QWidget *>(QStringLiteral("resultChart"));
        QVERIFY(chart->isVisible());
        QCOMPARE(chart->accessibleDescription(), QStringLiteral("4 took 0.5 s."));
        QCOMPARE(label("values"), QStringLiteral("Endless: off"));

        button("showCode").click();
        QVERIFY(code().isVisible());
        button("showResults").click();
        QVERIFY(m_page->results()->isVisible());
        m_fixture->window->chooseJob(lessonId);
        QVERIFY(code().isVisible());
        m_fixture->window->chooseJob(QStringLiteral("measured"));
        QVERIFY(m_page->results()->isVisible()); // as it was left

        m_fixture->named<SwitchButton>("Endless")->click();
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->window->session().run()->state(), Run::State::Running,
                                  patience);
        QVERIFY(code().isVisible());
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 2, patience);
        QVERIFY(code().isVisible()); // a canceled run has none
        QVERIFY(!button("showResults").isEnabled());
    }

    void makesTheChartWhenTheResultsAreFirstSeen()
    {
        openWindow(resultSettings());
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_1);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(!m_page->results());
        m_fixture->press(Qt::Key_5);
        QVERIFY(m_page->results()->isVisible());
    }

    void theTextsGiveWayToResultsWhereThereIsLittleRoom()
    {
        openWindow(resultSettings());
        m_fixture->window->resize(1024, 640);
        m_fixture->press(Qt::Key_5);
        const QWidget &texts = *m_page->findChild<QWidget *>(QStringLiteral("texts"));
        QVERIFY(texts.isVisible());
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(!texts.isVisible());
        m_fixture->window->resize(1280, 1000);
        QTRY_VERIFY_WITH_TIMEOUT(texts.isVisible(), patience);
        QVERIFY(!button("showTexts").isVisible());
        m_fixture->window->resize(1024, 640);
        QTRY_VERIFY_WITH_TIMEOUT(!texts.isVisible(), patience);
        button("showCode").click();
        QVERIFY(!texts.isVisible()); // and to the code
        button("showTexts").click();
        QVERIFY(texts.isVisible());
    }

    void theTextsGiveWayToTheCodeWhileAndAfterItRunsInLittleRoom()
    {
        openWindow(lessonSettings("10"));
        m_fixture->window->resize(1024, 640);
        m_fixture->press(Qt::Key_5);
        const QWidget &texts = *m_page->findChild<QWidget *>(QStringLiteral("texts"));
        QToolButton &goal = button("showTexts");
        QVERIFY(texts.isVisible());
        QVERIFY(goal.isVisible() && goal.isChecked());
        const auto top = [&] { return code().mapTo(m_page, QPoint()).y(); };
        QTRY_VERIFY_WITH_TIMEOUT(top() > texts.geometry().bottom(), patience);
        const int before = top();
        m_fixture->press(Qt::Key_R);
        QVERIFY(!texts.isVisible());
        QVERIFY(goal.toolTip().contains(label("goal"))
                && goal.toolTip().contains(label("expected")));
        QTRY_VERIFY_WITH_TIMEOUT(top() < before - texts.height() / 2, patience);
        goal.click();
        QVERIFY(texts.isVisible());
        goal.click();
        QVERIFY(!texts.isVisible());
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QVERIFY(!texts.isVisible());
        m_fixture->window->chooseJob(QStringLiteral("event"));
        QVERIFY(texts.isVisible()); // there is something to read before its first run
    }

    void copiesTheResults()
    {
        openWindow(resultSettings());
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        table().setFocus();
        table().selectRow(1);
        QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Threads\tWall time (s)\n2\t1.0\n"));
        table().clearSelection();
        QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
        const auto all = QStringLiteral("Threads\tWall time (s)\n1\t2.0\n2\t1.0\n4\t0.5\n");
        QCOMPARE(QGuiApplication::clipboard()->text(), all);
        QGuiApplication::clipboard()->clear();
        QTest::mouseClick(m_fixture->named<QToolButton>("Copy the table"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), all);
    }

    void aWorkloadsRunLightsNothing()
    {
        openWindow(WindowFixture::quickSettings());
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        QVERIFY(!m_page->isRefreshing());
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
    }

    void keepsALitLineInSightButNotAgainstTheReader()
    {
        const auto id = QStringLiteral("producer-consumer");
        Settings settings = WindowFixture::quickSettings();
        settings.job = id;
        settings.parameters[id] = {{QStringLiteral("pace"), 5.0}};
        openWindow(settings);
        m_fixture->window->resize(1024, 640);
        m_fixture->press(Qt::Key_5);
        m_fixture->press(Qt::Key_R);
        const auto isLitInSight = [&] {
            return !code().marks().empty() && code().hasMarkInSight();
        };
        QScrollBar &bar = *code().verticalScrollBar();
        QTRY_VERIFY_WITH_TIMEOUT(isLitInSight() && bar.value() > 0, patience);

        bar.setValue(bar.maximum());
        bar.setValue(0); // the reader looks where nothing is lit, for longer than it scrolls again
        QSignalSpy scrolled(&bar, &QScrollBar::valueChanged);
        QElapsedTimer read;
        read.start();
        QTRY_VERIFY_WITH_TIMEOUT(read.hasExpired(1'500) && !code().marks().empty(), patience);
        QCOMPARE(scrolled.count(), 0);
        QCOMPARE(m_fixture->window->session().run()->state(), Run::State::Running);
        QVERIFY(!code().hasMarkInSight());
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);

        m_fixture->press(Qt::Key_R); // the next run is followed again
        QTRY_VERIFY_WITH_TIMEOUT(isLitInSight(), patience);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 2, patience);
    }

    void followsTheStepsButNotAgainstTheReader()
    {
        openWindow(lessonSettings("10"));
        m_fixture->window->resize(1024, 640);
        m_fixture->press(Qt::Key_5);
        startPaused();
        QScrollBar &bar = *code().verticalScrollBar();
        QVERIFY(bar.maximum() > 0);
        bar.setValue(bar.maximum());
        bar.setValue(0); // the reader looks elsewhere, for some refreshes
        QElapsedTimer read;
        read.start();
        QTRY_VERIFY_WITH_TIMEOUT(read.hasExpired(100), patience);
        QCOMPARE(bar.value(), 0);
        // A step goes to what moves.
        const int before = lineOf("First");
        bar.setValue(bar.maximum());
        m_fixture->press(Qt::Key_Period);
        QTRY_VERIFY_WITH_TIMEOUT(lineOf("First") != before, patience);
        const int row = lessonCode(lessonId).qt.rowOf(lineOf("First"));
        QTRY_VERIFY_WITH_TIMEOUT(row >= bar.value() && row < bar.value() + bar.pageStep(),
                                 patience);
        m_fixture->press(Qt::Key_Escape, Qt::NoModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
    }

    void ofAWorkloadItSaysWhatItIs()
    {
        openWindow(WindowFixture::quickSettings());
        m_fixture->window->chooseJob(QStringLiteral("hash"));
        m_fixture->press(Qt::Key_F1, Qt::NoModifier);
        const JobDescriptor &job = *m_fixture->jobs.find(QStringLiteral("hash"));
        QCOMPARE(label("workloadTitle"), job.title);
        QCOMPARE(label("workloadSummary"), job.summary);
        QVERIFY(label("workloadText").startsWith(QStringLiteral("This is a workload")));
        QVERIFY(!label("workloadText").contains(job.unit)); // a word for figures, not for a text
        QVERIFY(!code().isVisible());
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("choose")),
                          Qt::LeftButton);
        auto *popup = m_fixture->window->findChild<JobPopup *>();
        QVERIFY(popup && popup->isVisible());
        popup->close();
        m_fixture->window->chooseJob(lessonId);
        QVERIFY(code().isVisible());
    }

    void tabGoesThroughTheWindowAsItIsSeen()
    {
        openWindow(WindowFixture::quickSettings()); // of a workload, which has no pace
        m_fixture->press(Qt::Key_5);
        m_fixture->window->chooseJob(lessonId);
        m_fixture->window->showProblem(QStringLiteral("A message."));
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->named<SwitchButton>("One after the other")->isVisible(),
                                 patience);
        m_fixture->named<QComboBox>("Job")->setFocus();
        const auto walk = [&] {
            QStringList names;
            QWidget *first = QApplication::focusWidget();
            do {
                const QWidget *reached = QApplication::focusWidget();
                names.append(qobject_cast<const QTabBar *>(reached) ? QStringLiteral("tabs")
                                                                    : reached->accessibleName());
                QTest::keyClick(m_fixture->window.get(), Qt::Key_Tab);
            } while (QApplication::focusWidget() != first && names.size() < 60);
            return names;
        };
        const auto areInOrder = [](const QStringList &names, const QStringList &expected) {
            qsizetype last = -1;
            return std::ranges::all_of(expected, [&](const QString &name) {
                const qsizetype place = names.indexOf(name, last + 1);
                return std::exchange(last, place) < place;
            });
        };
        const QStringList below{QStringLiteral("Close this message"),
                                QStringLiteral("Column 1 on the GUI thread"),
                                QStringLiteral("One after the other"),
                                QStringLiteral("Pace"),
                                QStringLiteral("tabs"),
                                QStringLiteral("Pace"),
                                QStringLiteral("Qt, the code that runs")};
        const QStringList idle = walk();
        QVERIFY2(areInOrder(idle, QStringList{QStringLiteral("Job"), QStringLiteral("Mode"),
                                              QStringLiteral("Placement"), QStringLiteral("Run"),
                                              QStringLiteral("Menu")}
                                          + below),
                 qPrintable(idle.join(u", ")));

        // Only what can be pressed, and Space presses it.
        m_fixture->named<QToolButton>("Run")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->action("pause")->isEnabled(), patience);
        m_fixture->named<QToolButton>("Pause")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(m_fixture->window->session().run()->state(), Run::State::Paused);
        m_fixture->named<QComboBox>("Job")->setFocus();
        const QStringList paused = walk();
        QVERIFY2(areInOrder(paused, {QStringLiteral("Placement"), QStringLiteral("Pause"),
                                     QStringLiteral("Step"), QStringLiteral("Cancel"),
                                     QStringLiteral("Menu")}),
                 qPrintable(paused.join(u", ")));
        QVERIFY(!paused.contains(QStringLiteral("Run")));
        m_fixture->named<QToolButton>("Cancel")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        QCOMPARE(m_fixture->record->outcome.kind, OutcomeKind::Canceled);
    }

    void aLessonDoneAsExpectedIsTickedAlsoAfterARestart()
    {
        openWindow(lessonSettings("0.05"));
        QSignalSpy saved(m_fixture->window.get(), &MainWindow::settingsChanged);
        m_fixture->press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->runs, 1, patience);
        const Settings settings = m_fixture->window->settings();
        QCOMPARE(settings.done, QSet<QString>{lessonId});
        QVERIFY(saved.count() >= 1);

        openWindow(settings);
        m_fixture->press(Qt::Key_J);
        const auto *list = m_fixture->window->findChild<JobPopup *>()->findChild<QListView *>();
        QCOMPARE(list->currentIndex().data(Qt::AccessibleTextRole),
                 QStringLiteral("Numbers and letters, done as expected"));
    }
};

QTEST_MAIN(TestLessonPage)
#include "tst_lessonpage.moc"
