// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace thaw {

class JobPanel;
class PaceSlider;
class RunSession;

/// The pace of the lesson that is chosen, as a slider: the same value as in the panel's form, where
/// each follows the other, and that of its run under way, at once. Hidden for other jobs; its
/// contents are made for the first lesson.
class PaceControl : public QWidget
{
    Q_OBJECT
public:
    /// Both outlive it.
    PaceControl(JobPanel &panel, RunSession &session, QWidget *parent = nullptr);

Q_SIGNALS:
    /// It has contents now, and needs room.
    void made();

private:
    void makeContents();
    void follow(); // the panel
    void explain();
    void steerRun(double pace);

    JobPanel &m_panel;
    RunSession &m_session;
    PaceSlider *m_slider = nullptr;
    QLabel *m_value = nullptr;
};

} // namespace thaw
