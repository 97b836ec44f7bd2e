// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace thaw {

class JobContext;
class ManifestReader;

/// Where a manifest is read from: a file, a FIFO, a device, or a file that this program was given
/// open (/dev/stdin). One thread's.
class ManifestInput
{
public:
    /// What isn't a regular file is read up to here: it may have no end.
    static constexpr std::int64_t longestStream = std::int64_t{2} * 1024 * 1024 * 1024;

    explicit ManifestInput(JobContext &context)
        : m_context(context)
    {}

    enum class End { Read, Stopped, Refused };
    /// Gives all of it to the reader. Waits for who writes a FIFO as long as it takes, or until the
    /// job must stop. Refused: see refusal().
    [[nodiscard]] End read(const QByteArray &path, ManifestReader &reader);
    /// Why it can't be used, as the end of a sentence that begins with its name.
    [[nodiscard]] const QString &refusal() const { return m_refusal; }

private:
    [[nodiscard]] bool open(const QByteArray &path);
    [[nodiscard]] End refuse(const QString &why);
    [[nodiscard]] End unreadable(int error);

    JobContext &m_context;
    FileDescriptor m_file;
    bool m_isStream = false;
    QString m_refusal;
};

} // namespace thaw
