// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"

namespace thaw {

namespace {

QByteArray quoted(QByteArray cell)
{
    if (!cell.contains(',') && !cell.contains('"') && !cell.contains('\n')
        && !cell.contains('\r')) {
        return cell;
    }
    return '"' + cell.replace("\"", "\"\"") + '"';
}

} // namespace

QByteArray csvLine(const QByteArrayList &cells)
{
    QByteArrayList line;
    line.reserve(cells.size());
    for (const QByteArray &cell : cells) {
        line.append(quoted(cell));
    }
    return line.join(',') + "\r\n";
}

QByteArray csvNumber(double number)
{
    return QByteArray::number(number, 'g', 15);
}

} // namespace thaw
