// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/filewalk.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <variant>

#include <sys/types.h>

namespace thaw {

class JobContext;

/// Where a manifest is written to. One thread's.
class ManifestWriter
{
public:
    struct Refused
    {
        QString reason; ///< one sentence that names the manifest
    };
    using Opened = std::variant<std::unique_ptr<ManifestWriter>, Refused>;

    /// A ManifestFile, or a ManifestStream for a path to what can't be replaced: an open file
    /// (/dev/stdout), a FIFO, a device. What is wrong with the path is mostly known here, before
    /// the work. Does not wait. `context` outlives the writer.
    [[nodiscard]] static Opened open(const QByteArray &path, JobContext &context);

    virtual ~ManifestWriter() = default;
    ManifestWriter(const ManifestWriter &) = delete;
    ManifestWriter &operator=(const ManifestWriter &) = delete;

    /// The manifest that is there already, for the walk to leave out.
    [[nodiscard]] virtual LeftOut leftOut() const = 0;
    /// Whether the manifest would go into this file, or replace it.
    [[nodiscard]] virtual bool replaces(dev_t device, ino_t inode) const = 0;

    /// Adds a line; false if it could not be written: see error().
    [[nodiscard]] virtual bool add(const QByteArray &line) = 0;
    /// The manifest is whole from now on; false if it is not: see error().
    [[nodiscard]] virtual bool commit() = 0;
    /// One sentence that names the manifest; empty if the job must stop.
    [[nodiscard]] const QString &error() const { return m_error; }

protected:
    /// `path` as it was asked for.
    explicit ManifestWriter(QByteArray path);

    [[nodiscard]] static Refused refused(const QByteArray &path, const QString &reason);
    /// Sets the error, with the reason without a full stop. Always false.
    bool fail(const QString &reason);

    [[nodiscard]] const QByteArray &path() const { return m_path; }

private:
    const QByteArray m_path;
    QString m_error;
};

} // namespace thaw
