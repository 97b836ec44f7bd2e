// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/progressrate.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace Ui {
class ProgressPanel;
}

namespace thaw {

class Run;
struct RunRecord;

/// How far a run has come: the bar, the percentage, the time gone and left, the rate, and what is
/// being done now.
class ProgressPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressPanel(QWidget *parent = nullptr);
    ~ProgressPanel() override;

    /// Shows this run from now on. It may go; its last figures stay.
    void showRun(const Run &run);
    /// How it ended, in words.
    void showEnd(const RunRecord &record);

private:
    void refresh();
    void showFigures(const Run &run);

    std::unique_ptr<Ui::ProgressPanel> m_ui;
    QPointer<const Run> m_run;
    ProgressRate m_rate;
    QTimer m_clock; // the time gone counts on also while a job reports nothing
};

} // namespace thaw
