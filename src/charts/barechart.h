// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QChartView;

namespace thaw {

/// Has a view show its chart and nothing around it, for looking at only: no frame, no margins, no
/// ground of its own, and no legend, since that gives way to "..." where there is little room.
void makeBare(QChartView &view);

} // namespace thaw
