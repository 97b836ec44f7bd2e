// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/timeline.h"

#include <QWidget>

#include <vector>

namespace thaw {

/// What the colours and patterns of the timeline mean, in one line. What a timeline may lack stands
/// there only where it has some of it.
class TimelineLegend : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineLegend(QWidget *parent = nullptr);

    struct Also
    {
        bool paused = false;
        bool unknown = false;        ///< a stretch that is not recorded
        bool frozenByColumn = false; ///< a stall that a live column caused, not the run
        bool operator==(const Also &) const = default;
    };
    void showAlso(const Also &also);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] std::vector<LaneState> states() const;

    Also m_also;
};

} // namespace thaw
