// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace thaw {

/// The one of `names` that `given` was most likely meant to be: but for the case of its letters,
/// the one from which it is the fewest mistakes away (a letter more, less, other, or two in the
/// wrong order; a mistake for every three letters, three at the most), else the only one that
/// begins with it, from three letters on. Empty if there is none such.
[[nodiscard]] QString nearestName(const QString &given, const QStringList &names);

/// `given` as an error quotes it, with what was meant unless that is empty: "'hsah' (did you mean
/// 'hash'?)".
[[nodiscard]] QString quotedGiven(const QString &given, const QString &meant);

} // namespace thaw
