// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/transcriptmodel.h"

#include "gui/look/cellindex.h"

#include <algorithm>

namespace thaw {

namespace {

// As much of a line as a tool tip has room for. Rich text, so that it is wrapped.
QString toolTip(QString text)
{
    constexpr qsizetype most = 2000;
    if (text.size() > most) {
        text = text.left(most) + QStringLiteral(" …");
    }
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

} // namespace

TranscriptModel::TranscriptModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void TranscriptModel::clear()
{
    beginResetModel();
    m_lines = {};
    m_longestText.clear();
    m_threadOf.clear();
    m_threads.clear();
    m_numbers.clear();
    m_rows.clear();
    m_shownThread = allThreads;
    endResetModel();
}

int TranscriptModel::threadNumber(const QString &name)
{
    const auto known = m_numbers.constFind(name);
    if (known != m_numbers.constEnd()) {
        return *known;
    }
    const int number = static_cast<int>(m_threads.size());
    m_threads.append(name);
    m_numbers.insert(name, number);
    return number;
}

void TranscriptModel::append(std::span<const TranscriptLine> lines)
{
    const std::size_t before = m_threadOf.size();
    for (const TranscriptLine &line : lines) {
        m_threadOf.push_back(threadNumber(line.thread));
        if (line.text.size() > m_longestText.size()) {
            m_longestText = line.text;
        }
    }
    const auto added = m_threadOf.begin() + static_cast<std::ptrdiff_t>(before);
    const auto count = m_shownThread == allThreads
                               ? static_cast<std::ptrdiff_t>(lines.size())
                               : std::count(added, m_threadOf.end(), m_shownThread);
    if (count == 0) {
        m_lines.append(lines);
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(count) - 1);
    m_lines.append(lines);
    for (std::size_t i = before; m_shownThread != allThreads && i < m_lines.size(); ++i) {
        if (m_threadOf[i] == m_shownThread) {
            m_rows.push_back(i);
        }
    }
    endInsertRows();
}

void TranscriptModel::showThread(int thread)
{
    if (thread == m_shownThread) {
        return;
    }
    beginResetModel();
    m_shownThread = thread;
    m_rows.clear();
    for (std::size_t i = 0; thread != allThreads && i < m_lines.size(); ++i) {
        if (m_threadOf[i] == thread) {
            m_rows.push_back(i);
        }
    }
    endResetModel();
}

std::size_t TranscriptModel::lineIndex(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    return m_shownThread == allThreads ? index : m_rows.at(index);
}

TranscriptRows TranscriptModel::rows(const std::vector<std::pair<int, int>> &ranges) const
{
    TranscriptRows rows{m_lines, {}};
    for (const auto &[first, last] : ranges) {
        for (int row = first; row <= last; ++row) {
            rows.rows.push_back(lineIndex(row));
        }
    }
    return rows;
}

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    const std::size_t rows = m_shownThread == allThreads ? m_lines.size() : m_rows.size();
    return parent.isValid() ? 0 : static_cast<int>(rows);
}

int TranscriptModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!isCellOf(*this, index)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && index.column() == Time) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    const TranscriptLine &said = line(index.row());
    if (role == Qt::ToolTipRole && index.column() == Text) {
        return toolTip(said.text);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Time:
        return secondsText(said);
    case Thread:
        return said.thread;
    default:
        return said.text;
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

#include "moc_transcriptmodel.cpp"
