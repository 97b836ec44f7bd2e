// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/resulttablemodel.h"

#include "gui/look/cellindex.h"

#include <QLocale>
#include <QStringList>

namespace thaw {

namespace {

/// Empty if the row has no such figure.
QString cellText(const ResultColumn &column, const QJsonObject &row, const QLocale &locale)
{
    if (column.text) {
        return column.text(row);
    }
    const QJsonValue figure = row[column.key];
    return figure.isDouble() ? locale.toString(figure.toDouble(), 'f', column.decimals) : QString();
}

/// In one line: "CPU time (s)"
QString heading(const ResultColumn &column)
{
    return column.unit.isEmpty() ? column.title
                                 : QStringLiteral("%1 (%2)").arg(column.title, column.unit);
}

/// In two lines, so that the column needs no more width than its figures.
QString narrowHeading(const ResultColumn &column)
{
    if (!column.unit.isEmpty()) {
        return column.title + QLatin1Char('\n') + column.unit;
    }
    QString text = column.title;
    const qsizetype space = text.lastIndexOf(QLatin1Char(' '));
    return space < 0 ? text : text.replace(space, 1, QLatin1Char('\n'));
}

} // namespace

void ResultTableModel::setTable(const std::vector<ResultColumn> &columns, const QJsonArray &rows)
{
    beginResetModel();
    m_columns = columns;
    m_rows = rows;
    endResetModel();
}

QString ResultTableModel::plainText(const QList<int> &rows) const
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator); // a spreadsheet reads a number
    QStringList cells;
    for (const ResultColumn &column : m_columns) {
        cells.append(heading(column));
    }
    QString text = cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const int row : rows) {
        cells.clear();
        for (const ResultColumn &column : m_columns) {
            cells.append(cellText(column, m_rows[row].toObject(), locale));
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

int ResultTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ResultTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ResultTableModel::data(const QModelIndex &index, int role) const
{
    if (!isCellOf(*this, index)) {
        return {};
    }
    const ResultColumn &column = this->column(index.column());
    if (role == Qt::TextAlignmentRole) {
        return headerData(index.column(), Qt::Horizontal, role);
    }
    const QString text = cellText(column, m_rows[index.row()].toObject(), QLocale());
    switch (role) {
    case Qt::DisplayRole:
        return text.isEmpty() ? QStringLiteral("–") : text;
    case Qt::AccessibleTextRole:
        return text.isEmpty() ? tr("not known") : text;
    default:
        return {};
    }
}

QVariant ResultTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const ResultColumn &column = this->column(section);
    switch (role) {
    case Qt::DisplayRole:
        return narrowHeading(column);
    case Qt::AccessibleTextRole:
        return heading(column);
    case Qt::ToolTipRole:
        return column.help;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (column.key.isEmpty() ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace thaw

#include "moc_resulttablemodel.cpp"
