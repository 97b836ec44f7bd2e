// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace thaw {

/// The file behind a path: another one has other numbers.
struct FileIdentity
{
    quint64 device = 0;
    quint64 number = 0;
    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;

    /// Both 0 if there is none.
    [[nodiscard]] static FileIdentity of(const QString &path);
};

/// Renames a damaged database that nobody in this process has open, with SQLite's files beside it:
/// history.db becomes history.corrupt-20261124-203000.db. Of several processes that find the same
/// one damaged, one does it. `damaged` is the file that was found so. Returns the new path; an
/// empty one if another process has done it; nothing if it can't be done.
[[nodiscard]] std::optional<QString> setAside(const QString &path, const FileIdentity &damaged);

} // namespace thaw
