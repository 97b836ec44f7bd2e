// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/responsiveness/stalllistmodel.h"

#include "gui/look/cellindex.h"
#include "report/wording.h"

#include <algorithm>
#include <iterator>

namespace thaw {

namespace {

using Clock = StallListModel::Clock;

/// The time on the wall at `moment`, which lies in the past.
QDateTime onTheWall(Clock::time_point moment)
{
    const auto ago = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - moment);
    return QDateTime::currentDateTime().addMSecs(-ago.count());
}

} // namespace

StallListModel::StallListModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void StallListModel::setStalls(const std::vector<Stall> &stalls)
{
    removeLasting(); // it has grown or ended: it comes anew
    const auto isNew = [this](const Stall &stall) {
        return m_rows.empty() || stall.start > m_rows.front().stall.start;
    };
    auto first = std::find_if(stalls.begin(), stalls.end(), isNew);
    const auto count = std::distance(first, stalls.end());
    if (count == 0) {
        return;
    }
    first = std::max(first, stalls.end() - std::min<std::ptrdiff_t>(count, maxRows));
    std::vector<Row> rows;
    std::transform(std::make_reverse_iterator(stalls.end()), std::make_reverse_iterator(first),
                   std::back_inserter(rows), [this](const Stall &stall) { return rowOf(stall); });
    beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
    endInsertRows();
    trim();
}

void StallListModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void StallListModel::setActivity(const QString &what, Clock::time_point from)
{
    m_activities.push_back({from, what});
    if (m_activities.size() > 2 * maxRows) {
        m_activities.erase(m_activities.begin(), m_activities.begin() + maxRows);
    }
}

int StallListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StallListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StallListModel::data(const QModelIndex &index, int role) const
{
    if (!isCellOf(*this, index)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(index.column() == Length ? Qt::AlignRight | Qt::AlignVCenter
                                                            : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return toolTip(row);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case When:
        return row.when.toString(QStringLiteral("HH:mm:ss"));
    case Length:
        return timeText(row.stall.duration);
    case WhatRan:
        return whatRan(row);
    default:
        return {};
    }
}

QVariant StallListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(section == Length ? Qt::AlignRight | Qt::AlignVCenter
                                                     : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case When:
        return tr("When");
    case Length:
        return tr("Length");
    case WhatRan:
        return tr("What ran");
    default:
        return {};
    }
}

StallListModel::Row StallListModel::rowOf(const Stall &stall) const
{
    return {stall, onTheWall(stall.start), activityIn(stall)};
}

QString StallListModel::whatRan(const Row &row)
{
    if (!row.stall.what.isEmpty()) {
        return row.stall.what;
    }
    return row.meanwhile.isEmpty() ? tr("Not known") : row.meanwhile;
}

QString StallListModel::toolTip(const Row &row)
{
    QStringList sentences{
            whatRan(row) + QLatin1Char('.'),
            tr("The window answered nothing for %1.").arg(timeText(row.stall.duration))};
    if (row.stall.startUncertainty.count() > 0) {
        sentences.append(tr("It may have stopped up to %1 earlier.")
                                 .arg(timeText(row.stall.startUncertainty)));
    }
    if (!row.meanwhile.isEmpty() && row.meanwhile != whatRan(row)) {
        sentences.append(tr("Meanwhile there was: %1.").arg(row.meanwhile));
    }
    return sentences.join(QChar::Space);
}

QString StallListModel::activityIn(const Stall &stall) const
{
    const Clock::time_point end = stall.start + stall.duration;
    QString result;
    Clock::duration longest{0};
    for (std::size_t i = 0; i < m_activities.size(); ++i) {
        const Clock::time_point until =
                i + 1 < m_activities.size() ? m_activities[i + 1].from : Clock::time_point::max();
        const Clock::duration shared =
                std::min(until, end) - std::max(m_activities[i].from, stall.start);
        if (shared > longest) {
            longest = shared;
            result = m_activities[i].what;
        }
    }
    return result;
}

void StallListModel::removeLasting()
{
    if (m_rows.empty() || !m_rows.front().stall.lasting) {
        return;
    }
    beginRemoveRows({}, 0, 0);
    m_rows.erase(m_rows.begin());
    endRemoveRows();
}

void StallListModel::trim()
{
    if (m_rows.size() <= maxRows) {
        return;
    }
    beginRemoveRows({}, static_cast<int>(maxRows), static_cast<int>(m_rows.size()) - 1);
    m_rows.resize(maxRows);
    endRemoveRows();
}

} // namespace thaw

#include "moc_stalllistmodel.cpp"
