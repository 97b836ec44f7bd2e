// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace thaw {

/// Makes the environment say where the user's folders are, as far as the system knows: without a
/// HOME that can be one, it is the account's home, and an XDG_* path that isn't absolute is none
/// (https://specifications.freedesktop.org/basedir-spec). Before any thread, and before Qt looks.
void settleUserFolders();

/// The database of the history and the file of the settings: in the folder of --data, else in the
/// user's standard folders. Empty if the user has none.
[[nodiscard]] QString historyPath(const QString &dataFolder);
[[nodiscard]] QString settingsPath(const QString &dataFolder);

} // namespace thaw
