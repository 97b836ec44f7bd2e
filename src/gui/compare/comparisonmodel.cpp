// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/comparisonmodel.h"

#include "gui/look/cellindex.h"
#include "report/comparison/comparisontable.h"
#include "report/measure.h"

#include <utility>

namespace thaw {

namespace {

Measure measureOf(int column)
{
    return measures[static_cast<std::size_t>(column - ComparisonModel::FirstMeasure)];
}

QString headingOf(int column)
{
    switch (column) {
    case ComparisonModel::Placement:
        return ComparisonModel::tr("Placement");
    case ComparisonModel::Runs:
        return ComparisonModel::tr("Runs");
    default:
        return measureTitle(measureOf(column));
    }
}

// In two lines, so that the column needs no more width than its figures.
QString narrow(QString heading)
{
    const qsizetype space = heading.lastIndexOf(QLatin1Char(' '));
    return space < 0 ? heading : heading.replace(space, 1, QLatin1Char('\n'));
}

} // namespace

ComparisonModel::Row ComparisonModel::rowOf(const Comparison &comparison,
                                            const ComparedPlacement &placement)
{
    const RunCounts counts = comparison.counts(placement);
    const QStringList runs = runsTexts(counts);
    Row row{{placement.title, {}, {}},
            {counts.all() == 0 ? QStringLiteral("–") : runs.first(), runs.mid(1).join(tr(", ")),
             comparison.failure(placement)}};
    for (const Measure measure : measures) {
        const auto spread = comparison.spread(placement, measure);
        row.push_back(
                spread ? Cell{measureText(measure, spread->median), rangeText(measure, *spread), {}}
                       : Cell{QStringLiteral("–"), {}, {}});
    }
    return row;
}

void ComparisonModel::setComparison(const Comparison &comparison)
{
    QStringList placements;
    std::vector<Row> rows;
    for (const ComparedPlacement &placement : comparison.placements) {
        placements.append(placement.id);
        rows.push_back(rowOf(comparison, placement));
    }
    if (placements == m_placements && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_placements = placements;
    m_rows = std::move(rows);
    endResetModel();
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstMeasure + static_cast<int>(measures.size());
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!isCellOf(*this, index)) {
        return {};
    }
    const Cell &cell =
            m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    const auto joined = [&](const QString &between) {
        return cell.second.isEmpty() ? cell.first : cell.first + between + cell.second;
    };
    switch (role) {
    case Qt::DisplayRole:
        return joined(QStringLiteral("\n"));
    case Qt::AccessibleTextRole:
        return joined(tr(", "));
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? QVariant() : cell.tip;
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return narrow(headingOf(section));
    case Qt::AccessibleTextRole:
        return headingOf(section);
    case Qt::ToolTipRole:
        return section < FirstMeasure
                       ? QVariant()
                       : tr("%1 Above the median of the runs that finished, below their range.")
                                 .arg(measureHelp(measureOf(section)));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (section < FirstMeasure ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace thaw

#include "moc_comparisonmodel.cpp"
