// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

#include <sys/types.h>

namespace thaw {

/// What `path` turned out to be: a folder, or one file in a folder.
struct HashStart
{
    FileDescriptor folder; ///< that names are relative to
    QByteArray path;       ///< as it was given
    /// When it is one file: its name in the folder, and what tells it from others.
    struct SingleFile
    {
        QByteArray name;
        dev_t device = 0;
        ino_t inode = 0;
        off_t size = 0;
    };
    std::optional<SingleFile> file;
};

/// Looks at `path`; a text is the sentence that says why it can't be hashed.
[[nodiscard]] std::variant<HashStart, QString> hashStart(const QByteArray &path);

} // namespace thaw
