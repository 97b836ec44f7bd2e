// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"

#include <cmath>

namespace thaw {

namespace {

bool isNumber(const QByteArray &cell)
{
    bool isRight = false;
    return std::isfinite(cell.toDouble(&isRight)) && isRight;
}

QByteArray harmless(const QByteArray &cell)
{
    static const QByteArray beginnings("=+-@\t\r\n");
    const bool isFormula = !cell.isEmpty() && beginnings.contains(cell.front()) && !isNumber(cell);
    return isFormula ? '\'' + cell : cell;
}

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
        line.append(quoted(harmless(cell)));
    }
    return line.join(',') + "\r\n";
}

QByteArray csvNumber(double number)
{
    return QByteArray::number(number, 'g', 15);
}

} // namespace thaw
