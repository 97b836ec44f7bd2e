// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace thaw {

class JobPanel;
class RunSession;

/// Positions of the slider: a hundred to a factor of ten, 0 at pace 1. Outside of the range of
/// paces (0.05 to 10) the nearest end.
[[nodiscard]] int paceToPosition(double pace);
/// In two digits: 0.05 ... 10.
[[nodiscard]] double positionToPace(int position);

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
    QSlider *m_slider = nullptr;
    QLabel *m_value = nullptr;
};

} // namespace thaw
