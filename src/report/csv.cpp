// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

bool isNumber(const QByteArray &cell)
{
    bool isRight = false;
    return std::isfinite(cell.toDouble(&isRight)) && isRight;
}

bool isFormula(const QByteArray &cell)
{
    static const QByteArray beginnings("=+-@\t\r\n");
    return !cell.isEmpty() && beginnings.contains(cell.front()) && !isNumber(cell);
}

// What a spreadsheet may take for the end of a cell: where it has another separator than the comma
// it doesn't see the quotes around a cell, either.
bool isSeparator(char c)
{
    return c == ';' || c == '\t' || c == '\n' || c == '\r';
}

// From `begin` to the next of them, or to the end.
QByteArray partFrom(const QByteArray &cell, qsizetype begin)
{
    const auto end = std::find_if(cell.begin() + begin, cell.end(), isSeparator);
    return {cell.constData() + begin, end - cell.begin() - begin};
}

// Without quotes and blanks before it, which a spreadsheet may take away.
QByteArray bare(const QByteArray &part)
{
    const auto begin =
            std::find_if(part.begin(), part.end(), [](char c) { return c != '"' && c != ' '; });
    return {begin, part.end() - begin};
}

QByteArray harmless(const QByteArray &cell)
{
    QByteArray safe = isFormula(cell) ? QByteArray("'") : QByteArray();
    for (qsizetype i = 0; i < cell.size(); ++i) {
        safe += cell[i];
        if (isSeparator(cell[i]) && isFormula(bare(partFrom(cell, i + 1)))) {
            safe += '\'';
        }
    }
    return safe;
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
