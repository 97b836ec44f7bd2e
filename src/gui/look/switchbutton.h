// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QRect>

namespace thaw {

/// Where a switch paints what; all in the widget's coordinates.
struct SwitchGeometry
{
    QRect track;
    QRect knob;
    QRect text;
};
/// Text first, the track behind it (mirrored from right to left). The knob is at the track's end
/// when on.
[[nodiscard]] SwitchGeometry switchGeometry(const QRect &area, int textHeight, bool on,
                                            Qt::LayoutDirection direction);

/// An on/off switch with a text before it: checkable, without animation, by mouse, space and
/// mnemonic. Assistive technology sees a check box.
class SwitchButton : public QCheckBox
{
    Q_OBJECT
public:
    explicit SwitchButton(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
};

} // namespace thaw
