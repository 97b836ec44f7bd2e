// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace thaw {

// Names for new files, from what a server or an address proposes. Whatever that is, the name is one
// of a plain file of the folder: no path, not hidden, no device's name on any system, one line of
// text that reads as it is, at least 1 byte and at most 255 in UTF-8.

/// The proposed name, made so.
[[nodiscard]] QByteArray safeFileName(const QString &proposed);

/// What the file of that address is to be called, safe: as the header Content-Disposition says, or
/// as the address ends. `disposition` may be empty, or anything.
[[nodiscard]] QByteArray fileNameFor(const QUrl &address, const QByteArray &disposition);

/// "name.txt" for 1, "name (2).txt" for 2. `name` is a safe one, and the result is, too.
[[nodiscard]] QByteArray numberedName(const QByteArray &name, int number);

} // namespace thaw
