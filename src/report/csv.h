// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace thaw {

/// A line of CSV as RFC 4180 has it: what needs quotes is quoted, and the line ends in CR LF. A
/// cell that a spreadsheet would take for a formula, since it begins with one of = + - @, a tab or
/// a line end, and is no number, gets an apostrophe before it: the names of files and what servers
/// say end up in cells. So does what follows a semicolon, a tab or a line end in a cell, where a
/// spreadsheet with such separators begins another one.
[[nodiscard]] QByteArray csvLine(const QByteArrayList &cells);

/// A number as JSON writes it, whatever the language.
[[nodiscard]] QByteArray csvNumber(double number);

} // namespace thaw
