// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace thaw {

/// A label of one line that ends in "…" where its text doesn't fit, so that a long text (a path)
/// never asks the window for room.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    using QLabel::QLabel;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace thaw
