// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/chart/charts.h"

#include "jobs/system/module.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLayout>

namespace thaw {

const Charts *Charts::load(QString &problem)
{
    using Entry = const Charts *(*)();
    const auto entry = reinterpret_cast<Entry>(
            resolveInModule(QStringLiteral("charts"), "thawCharts", problem));
    if (!entry) {
        problem = tr("The charts could not be loaded: %1.").arg(problem);
        return nullptr;
    }
    return entry();
}

const Charts *Charts::loadFor(QWidget &place)
{
    QString problem;
    const Charts *charts = load(problem);
    if (!charts) {
        auto *said = new QLabel(problem, &place);
        said->setAlignment(Qt::AlignCenter);
        said->setWordWrap(true);
        place.layout()->addWidget(said);
    }
    return charts;
}

} // namespace thaw
