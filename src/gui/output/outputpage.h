// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <QPoint>
#include <QString>
#include <QThreadPool>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace Ui {
class OutputPage;
}

namespace thaw {

class FileSaver;
class LitRowDelegate;
class Run;
class TranscriptModel;

/// The Output tab: the transcript of a run, live; all of it, or what one thread said. It follows
/// the newest line until the person scrolls up, and again from when they are back at the end. What
/// it holds is made when it is first shown or has a run to show.
class OutputPage : public QWidget
{
    Q_OBJECT
public:
    /// Up to so many lines are copied at once; more are put together on another thread.
    static constexpr std::size_t copiedAtOnce = 5000;

    /// `saver` writes the lines that are to be saved; it outlives the page.
    explicit OutputPage(FileSaver &saver, QWidget *parent = nullptr);
    ~OutputPage() override;

    /// Shows this run's transcript from now on. The run may go; its lines stay.
    void showRun(const Run &run);
    /// Lights the lines of a thread that is lit elsewhere; noLane ends that. Those of the thread
    /// that is pointed at here are lit instead.
    void lightLane(LaneId lane);
    [[nodiscard]] LaneId litLane() const;
    [[nodiscard]] const TranscriptModel &model() const { return *m_model; }

    /// Has the saver write the lines shown.
    void save(const QString &path) const;

Q_SIGNALS:
    /// What it does or has done, for the status bar.
    void told(const QString &message);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeContent();
    void append(const Run &run, std::size_t first);
    void showThreads();
    void showSummary();
    void copy();
    void putOnClipboard(const QString &text, std::size_t lines);
    void openSave();
    void pointAtRow();
    void point(LaneId lane);
    void fitLines();
    void setUpIcons();

    std::unique_ptr<Ui::OutputPage> m_ui; // null until makeContent()
    TranscriptModel *m_model;
    LitRowDelegate *m_litRows;
    std::optional<QPoint> m_pointer; // where it rests on the lines
    LaneId m_hovered = noLane;
    LaneId m_litFromAway = noLane;
    FileSaver &m_saver;
    int m_copies = 0;       // the last one wins
    int m_longestWidth = 0; // of a line, so far
    qsizetype m_longestSize = 0;
    bool m_hasEnded = false;
    QString m_job; // its title and id
    QString m_jobId;
    std::int64_t m_lines = 0; // of the run
    std::int64_t m_linesTooFast = 0;
    std::int64_t m_linesBeyondCap = 0;
    QThreadPool m_copying; // last: it is waited for first
};

} // namespace thaw
