// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace thaw {

/// The switch over the whole window: two segments, Threaded and Blocking; checked means Blocking.
/// By mouse a segment, by the keyboard space or the left and right keys. Its accessible name is
/// "Mode", its description the segment that is chosen.
class ModeSwitch : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ModeSwitch(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QRect segment(bool blocking) const;
    [[nodiscard]] QString segmentText(bool blocking) const;
    void paintSegment(QPainter &painter, bool blocking) const;
    void describe();
};

} // namespace thaw
