// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/lesson/verdictbar.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QMap>
#include <QPointer>
#include <QStackedWidget>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace Ui {
class LessonPage;
}

namespace thaw {

struct CodeMark;
class CodePane;
class CodePanes;
class JobPanel;
struct JobDescriptor;
class ResultView;
class Run;
class RunSession;
struct RunRecord;

/// The Lesson tab: what the chosen lesson shows, what to expect, whether it came out so, and its
/// code, in which the line of each thread is lit while it runs. For a workload it says what that
/// is. Where there is little room, a run hides what it shows and what to expect behind the button
/// Goal, in favour of the code. Where a lesson declares results, they take the place of the code
/// when a run has ended, and give it back when the next one starts; Code and Results turn to
/// either. Its contents are made when it is first shown; it reads where the threads are 60 times a
/// second while it can be seen and its lesson runs, and else has nothing to do.
class LessonPage : public QStackedWidget
{
    Q_OBJECT
public:
    /// Shows the job of the panel, with its values, and the runs of the session. Both outlive it.
    LessonPage(const JobPanel &panel, const RunSession &session, QWidget *parent = nullptr);
    ~LessonPage() override;

    /// The threads go on to their next step: scrolls to where they come, also if the reader has
    /// scrolled away.
    void followStep();

    /// Whether what came of this run is what can be read in the page now.
    [[nodiscard]] bool showsResultOf(const RunRecord &record) const;
    [[nodiscard]] bool isRefreshing() const { return m_refresh.isActive(); }
    // Null before it was first shown.
    [[nodiscard]] VerdictBar *verdict() const;
    [[nodiscard]] CodePanes *panes() const;
    /// Null also before there were results to show.
    [[nodiscard]] ResultView *results() const;

Q_SIGNALS:
    /// What came of the session's last run is in the page now, if it was a lesson's.
    void resultTaken();
    /// The person wants to choose a lesson.
    void lessonWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// What came out of a lesson's last run, and what had been expected of it.
    struct Result
    {
        VerdictBar::Kind kind = VerdictBar::Kind::Ready;
        QString text;
        QString expected;
        QJsonObject parameters;
        QJsonObject facts;
        bool isOpen = false; // what it has measured is shown in place of the code
    };

    void makeContents();
    void applyColors();
    void showJob();
    void showWorkload();
    void showExpected();
    void showVerdict();
    void showPart();
    void choosePart(bool results);
    void arrangeTexts();
    void follow(Run &run);
    void showState();
    void takeResult(const RunRecord &record);
    void refresh();
    void keepInSight(CodePane &pane);
    void showMarks(const std::vector<CodeMark> &marks);
    /// The run of the job that is shown, until its record is there; else null.
    [[nodiscard]] const Run *shownRun() const;
    /// The job of a run that goes on, if that isn't the one that is shown; else null.
    [[nodiscard]] const JobDescriptor *otherJobRunning() const;
    [[nodiscard]] QString expected() const;

    const JobPanel &m_panel;
    const RunSession &m_session;
    std::unique_ptr<Ui::LessonPage> m_ui; // made when first shown
    bool m_isCurrent = false;             // shows the panel's job
    QPointer<const Run> m_run;            // the last one, until its record is there
    QString m_runExpected;
    QMap<QString, Result> m_results; // by job
    QTimer m_refresh;
    std::optional<bool> m_textsAreOpen; // in little room, as the reader wants it
    bool m_wantsMarks = false;          // shown, at the next refresh, whatever has changed
    int m_scrolls = 0;                  // in this run, while it wasn't paused
    QElapsedTimer m_sinceScroll;
};

} // namespace thaw
