// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QLabel>

namespace thaw {

/// A label that wraps its text, and remembers how high it is at a width: layouts ask that some ten
/// times before a window is painted first, and QLabel lays out the whole text each time. Margin,
/// indent and frame are to be set before it is laid out.
class WrappedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit WrappedLabel(QWidget *parent = nullptr);

    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    mutable QString m_text; // that the heights are of
    mutable QHash<int, int> m_heights;
};

} // namespace thaw
