// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>
#include <QString>

namespace thaw {

/// Positions of the slider: a hundred to a factor of ten, 0 at pace 1. Outside of the range of
/// paces (0.05 to 10) the nearest end.
[[nodiscard]] int paceToPosition(double pace);
/// In two digits: 0.05 ... 10.
[[nodiscard]] double positionToPace(int position);
/// What times are multiplied by: "× 0.5".
[[nodiscard]] QString paceText(double pace);

/// A slider over all paces, on a scale of factors. Assistive technology is told the pace in place
/// of the position.
class PaceSlider : public QSlider
{
    Q_OBJECT
public:
    explicit PaceSlider(QWidget *parent = nullptr);
};

} // namespace thaw
