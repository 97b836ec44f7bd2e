// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace thaw {

/// Keeps what a monkey does within a folder, and within this program: to be called after each
/// gesture. It leads file dialogs back to the folder, and empties path fields and a clipboard whose
/// paths lead out of it. On the GUI thread.
void confineTo(const QString &folder);

/// Whatever wants to open a link or a file in another program opens nothing.
void openNothingElsewhere();

} // namespace thaw
