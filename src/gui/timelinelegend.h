// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/timeline.h"

#include <QWidget>

#include <vector>

namespace thaw {

/// What the colours and patterns of the timeline mean, in one line. That of a pause and of what is
/// not recorded only where there is one.
class TimelineLegend : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineLegend(QWidget *parent = nullptr);

    void showAlso(bool paused, bool unknown);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] std::vector<LaneState> states() const;

    bool m_showsPaused = false;
    bool m_showsUnknown = false;
};

} // namespace thaw
