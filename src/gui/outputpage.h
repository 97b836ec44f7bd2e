// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/timeline.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace Ui {
class OutputPage;
}

namespace thaw {

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
    explicit OutputPage(QWidget *parent = nullptr);
    ~OutputPage() override;

    /// Shows this run's transcript from now on. The run may go; its lines stay.
    void showRun(const Run &run);
    /// Lights the lines of a thread that is pointed at elsewhere; noLane ends that.
    void lightLane(LaneId lane);
    [[nodiscard]] LaneId litLane() const;
    [[nodiscard]] const TranscriptModel &model() const { return *m_model; }

    /// Writes the lines shown, whole or not at all. Returns what went wrong, as one sentence.
    [[nodiscard]] std::optional<QString> save(const QString &path) const;

Q_SIGNALS:
    /// A line of this thread was pointed at; noLane: none is any more.
    void laneLit(thaw::LaneId lane);
    /// Something could not be done, as one sentence.
    void failed(const QString &problem);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeContent();
    void append(const Run &run, std::size_t first);
    void showThreads();
    void showSummary();
    void copy() const;
    void openSave();
    void point(LaneId lane);
    void setUpIcons();

    std::unique_ptr<Ui::OutputPage> m_ui; // null until makeContent()
    TranscriptModel *m_model;
    LitRowDelegate *m_litRows;
    LaneId m_hovered = noLane;
    LaneId m_litFromAway = noLane;
    QString m_job; // its title and id
    QString m_jobId;
    std::int64_t m_lines = 0; // of the run
    std::int64_t m_linesDropped = 0;
};

} // namespace thaw
