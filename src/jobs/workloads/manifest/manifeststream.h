// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"
#include "jobs/workloads/manifest/manifestwriter.h"

#include <QByteArray>

namespace thaw {

class JobContext;

/// Writes a manifest into something that is there and stays as it is but for what is added: a file
/// that this program was given open (/dev/stdout), where it stands in it; a FIFO; a terminal or
/// another device. Nothing is replaced, removed or cut. Lines go out whole, whoever else writes
/// there, as far as the system can (up to PIPE_BUF bytes).
///
/// It waits for a reader as long as it takes, but never longer than some 20 ms when the job must
/// stop; what was written by then stays written. One thread's.
class ManifestStream : public ManifestWriter
{
public:
    /// Whether the path leads to such a thing.
    [[nodiscard]] static bool isFor(const QByteArray &path);
    [[nodiscard]] static Opened create(const QByteArray &path, JobContext &context);

    [[nodiscard]] LeftOut leftOut() const override;
    [[nodiscard]] bool replaces(dev_t device, ino_t inode) const override;
    [[nodiscard]] bool add(const QByteArray &line) override;
    [[nodiscard]] bool commit() override;

private:
    ManifestStream(const QByteArray &path, JobContext &context, FileDescriptor file);

    [[nodiscard]] static Opened createInherited(const QByteArray &path, JobContext &context,
                                                int fd);
    [[nodiscard]] bool awaitReader();
    [[nodiscard]] bool flush();

    JobContext &m_context;
    FileDescriptor m_file; // not open while nobody reads the FIFO
    QByteArray m_buffer;
};

} // namespace thaw
