// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/filedescriptor.h"
#include "jobs/workloads/hash/filewalk.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <variant>

#include <sys/types.h>

namespace thaw {

/// Writes a manifest that appears whole or not at all: into a temporary file in the same folder,
/// which commit() brings to the disk and then renames. Destroyed without commit(), it leaves an old
/// manifest as it was and no file behind.
///
/// One thread's.
class ManifestWriter
{
public:
    struct Refused
    {
        QString reason; ///< one sentence that names the manifest
    };

    /// Tries whether the temporary can be made, so that a folder that can't be written is known
    /// before the work; it isn't there during the work, so that a program that is killed leaves
    /// none behind. A path through a symbolic link replaces what the link leads to.
    [[nodiscard]] static std::variant<std::unique_ptr<ManifestWriter>, Refused> create(
            const QByteArray &path);

    ~ManifestWriter();
    ManifestWriter(const ManifestWriter &) = delete;
    ManifestWriter &operator=(const ManifestWriter &) = delete;

    /// The manifest that is there already, for the walk to leave out.
    [[nodiscard]] LeftOut leftOut() const;
    /// Whether the manifest would replace this file.
    [[nodiscard]] bool replaces(dev_t device, ino_t inode) const;

    /// Adds a line; false if it could not be written: see error().
    [[nodiscard]] bool add(const QByteArray &line);
    /// The manifest is there from now on; false if it is not: see error().
    [[nodiscard]] bool commit();
    /// One sentence that names the manifest.
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    ManifestWriter(QByteArray shownPath, FileDescriptor folder, QByteArray name);

    [[nodiscard]] int openTemporary();
    [[nodiscard]] int makeTemporary();
    [[nodiscard]] int takeOverMode();
    void removeTemporary();
    [[nodiscard]] bool flush();
    [[nodiscard]] bool fail(int error);

    const QByteArray m_path; // as it was asked for
    const FileDescriptor m_folder;
    const QByteArray m_name;
    QByteArray m_temporaryName; // empty when there is none (any more)
    FileDescriptor m_file;
    QByteArray m_buffer;
    QString m_error;
};

} // namespace thaw
