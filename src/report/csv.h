// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace thaw {

/// A line of CSV as RFC 4180 has it: what needs quotes is quoted, and the line ends in CR LF.
[[nodiscard]] QByteArray csvLine(const QByteArrayList &cells);

/// A number as JSON writes it, whatever the language.
[[nodiscard]] QByteArray csvNumber(double number);

} // namespace thaw
