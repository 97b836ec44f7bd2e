// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"
#include "jobs/workloads/manifest/manifestwriter.h"

#include <QByteArray>

#include <sys/types.h>

namespace thaw {

/// Writes a manifest that appears whole or not at all: into a temporary file in the same folder,
/// which commit() brings to the disk and then renames. Destroyed without commit(), it leaves an old
/// manifest as it was and no file behind.
///
/// One thread's.
class ManifestFile : public ManifestWriter
{
public:
    /// Tries whether the temporary can be made, so that a folder that can't be written is known
    /// before the work; it isn't there during the work, so that a program that is killed leaves
    /// none behind. A path through a symbolic link replaces what the link leads to.
    [[nodiscard]] static ManifestWriter::Opened create(const QByteArray &path);

    ~ManifestFile() override;

    [[nodiscard]] LeftOut leftOut() const override;
    [[nodiscard]] bool replaces(dev_t device, ino_t inode) const override;
    [[nodiscard]] bool add(const QByteArray &line) override;
    [[nodiscard]] bool commit() override;

private:
    ManifestFile(QByteArray shownPath, FileDescriptor folder, QByteArray name);

    [[nodiscard]] int openTemporary();
    [[nodiscard]] int makeTemporary();
    [[nodiscard]] int takeOverMode();
    void removeTemporary();
    [[nodiscard]] bool flush();

    const FileDescriptor m_folder;
    const QByteArray m_name;
    QByteArray m_temporaryName; // empty when there is none (any more)
    FileDescriptor m_file;
    QByteArray m_buffer;
};

} // namespace thaw
