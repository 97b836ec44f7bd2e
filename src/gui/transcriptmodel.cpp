// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/transcriptmodel.h"

#include <QLocale>

namespace thaw {

namespace {

QString secondsText(std::chrono::nanoseconds at)
{
    return QLocale().toString(std::chrono::duration<double>(at).count(), 'f', 3);
}

} // namespace

TranscriptModel::TranscriptModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void TranscriptModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

void TranscriptModel::append(std::span<const TranscriptLine> lines)
{
    if (lines.empty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    endInsertRows();
}

QString TranscriptModel::plainText(int row) const
{
    const TranscriptLine &line = m_lines.at(static_cast<std::size_t>(row));
    return secondsText(line.at) + QLatin1Char('\t') + line.thread + QLatin1Char('\t') + line.text;
}

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int TranscriptModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && index.column() == Time) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const TranscriptLine &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Time:
        return secondsText(line.at);
    case Thread:
        return line.thread;
    default:
        return line.text;
    }
}

QVariant TranscriptModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("Time (s)");
    case Thread:
        return tr("Thread");
    default:
        return tr("Line");
    }
}

} // namespace thaw
