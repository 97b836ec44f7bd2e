// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <variant>

namespace thaw {

/// The folder that files are saved to: a person's, which is there, or a temporary one, which goes
/// with all that is in it when this is destroyed.
class DownloadFolder
{
public:
    struct Refused
    {
        QString reason; ///< one sentence
    };

    /// An empty path: a temporary folder.
    [[nodiscard]] static std::variant<DownloadFolder, Refused> open(const QByteArray &path);

    [[nodiscard]] const FileDescriptor &descriptor() const { return *m_folder; }
    [[nodiscard]] bool isTemporary() const { return m_temporary != nullptr; }

private:
    DownloadFolder() = default;

    std::unique_ptr<QTemporaryDir> m_temporary; // null if it is a person's
    std::unique_ptr<FileDescriptor> m_folder;   // in one place, for those that keep a reference
};

} // namespace thaw
