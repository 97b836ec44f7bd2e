// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barechart.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLegend>

namespace thaw {

void makeBare(QChartView &view)
{
    view.setFrameShape(QFrame::NoFrame);
    view.setFocusPolicy(Qt::NoFocus);
    view.setInteractive(false);
    // A chart deletes items of which the scene's index isn't told; a click would find them there.
    view.scene()->setItemIndexMethod(QGraphicsScene::NoIndex);
    QChart &chart = *view.chart();
    chart.legend()->hide();
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setBackgroundVisible(false);
}

} // namespace thaw
