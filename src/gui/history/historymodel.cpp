// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/history/historymodel.h"

#include "gui/look/cellindex.h"
#include "gui/look/colors.h"
#include "history/historystore.h"
#include "report/wording.h"

#include <QGuiApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <iterator>

namespace thaw {

namespace {

constexpr int page = 128;              // rows that are asked for at once
constexpr qsizetype mostRows = 20'000; // kept

constexpr std::array orders{HistoryOrder::Started,     HistoryOrder::Job,
                            HistoryOrder::Placement,   HistoryOrder::Outcome,
                            HistoryOrder::Elapsed,     HistoryOrder::WorstDelay,
                            HistoryOrder::FramesMissed};

QString timeOf(const std::optional<double> &milliseconds)
{
    return milliseconds ? timeTextOfMs(*milliseconds) : QString();
}

bool isFigure(int column)
{
    return column >= HistoryModel::Elapsed;
}

} // namespace

HistoryModel::HistoryModel(HistoryStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
    connect(&m_store, &HistoryStore::listed, this, &HistoryModel::take);
    connect(&m_store, &HistoryStore::rowsRead, this, &HistoryModel::takeRows);
}

void HistoryModel::setQuery(const HistoryQuery &query)
{
    const HistoryOrder order = m_query.order;
    const bool descending = m_query.descending;
    m_query = query;
    m_query.order = order;
    m_query.descending = descending;
    reload();
}

void HistoryModel::sort(int column, Qt::SortOrder order)
{
    m_query.order = orders[static_cast<std::size_t>(std::clamp<int>(column, 0, FramesMissed))];
    m_query.descending = order == Qt::DescendingOrder;
    reload();
}

void HistoryModel::reload()
{
    m_request = m_store.list(m_query);
}

void HistoryModel::take(quint64 request, const HistoryList &list)
{
    if (request != m_request) {
        return;
    }
    // What has been read may have changed: a run has ended. What is in sight is asked for again,
    // and shown as it was until then.
    m_asked.clear();
    changeRows(list.ids);
    m_list = list;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    Q_EMIT loaded();
}

// What is the same at the start and at the end stays; what is between is exchanged.
void HistoryModel::changeRows(const QList<qint64> &ids)
{
    QList<qint64> &old = m_list.ids;
    const auto start = std::ranges::mismatch(old, ids);
    const auto first = static_cast<int>(std::distance(old.begin(), start.in1));
    const auto least = std::min(old.size(), ids.size()) - first;
    int same = 0;
    while (same < least && old[old.size() - 1 - same] == ids[ids.size() - 1 - same]) {
        ++same;
    }
    const auto removed = static_cast<int>(old.size()) - same - first;
    if (removed > 0) {
        beginRemoveRows({}, first, first + removed - 1);
        old.remove(first, removed);
        endRemoveRows();
    }
    const auto added = static_cast<int>(ids.size()) - same - first;
    if (added > 0) {
        beginInsertRows({}, first, first + added - 1);
        old = ids;
        endInsertRows();
    }
}

void HistoryModel::takeRows(const QList<HistoryRow> &rows)
{
    if (m_rows.size() > mostRows) {
        m_rows.clear();
        m_asked.clear();
    }
    for (const HistoryRow &row : rows) {
        m_rows.insert(row.id, row);
        m_asked.insert(row.id);
    }
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

// For this row, and those around it.
void HistoryModel::ask(int row) const
{
    QList<qint64> wanted;
    const int first = std::max(row - page / 4, 0);
    const int last = std::min(row + page, rowCount() - 1);
    for (int near = first; near <= last; ++near) {
        const qint64 id = m_list.ids[near];
        if (!m_asked.contains(id)) {
            m_asked.insert(id);
            wanted.append(id);
        }
    }
    m_store.readRows(wanted);
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.ids.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!isCellOf(*this, index)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(isFigure(index.column()) ? Qt::AlignRight | Qt::AlignVCenter
                                                            : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::ForegroundRole) {
        return {};
    }
    if (!m_asked.contains(id(index.row()))) {
        ask(index.row());
    }
    const auto row = m_rows.constFind(id(index.row()));
    if (row == m_rows.constEnd()) {
        return role == Qt::DisplayRole && index.column() == When ? QVariant(QStringLiteral("…"))
                                                                 : QVariant();
    }
    if (role == Qt::DisplayRole) {
        return text(*row, index.column());
    }
    const bool isBad = row->outcome == QStringLiteral("failed")
                       || row->outcome == QStringLiteral("interrupted");
    return isBad && index.column() == Outcome
                   ? QVariant(themeColors(QGuiApplication::palette()).bad)
                   : QVariant();
}

QString HistoryModel::text(const HistoryRow &row, int column) const
{
    switch (column) {
    case When:
        return row.startedAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case Job:
        return row.job;
    case Placement:
        return row.placement;
    case Outcome:
        return row.outcome;
    case Elapsed:
        return timeOf(row.elapsedMs);
    case WorstDelay:
        return timeOf(row.worstDelayMs);
    case FramesMissed:
        return row.framesMissed ? QLocale().toString(qlonglong{*row.framesMissed}) : QString();
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(isFigure(section) ? Qt::AlignRight | Qt::AlignVCenter
                                                     : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    static const std::array titles{QT_TR_NOOP("When"),         QT_TR_NOOP("Job"),
                                   QT_TR_NOOP("Placement"),    QT_TR_NOOP("Outcome"),
                                   QT_TR_NOOP("Elapsed"),      QT_TR_NOOP("Worst delay"),
                                   QT_TR_NOOP("Frames missed")};
    return section >= 0 && section < ColumnCount ? tr(titles[static_cast<std::size_t>(section)])
                                                 : QString();
}

} // namespace thaw

#include "moc_historymodel.cpp"
