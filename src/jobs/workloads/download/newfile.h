// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/filedescriptor.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace thaw {

/// A file that appears whole under its name, or not at all: it is written under a name that nobody
/// can foresee, and takes its own when it is on the disk. What has that name already is never
/// touched. Destroyed before keepAs(), it leaves nothing; a program that is killed leaves a file
/// named .thaw-download-*.part.
///
/// What is returned is what went wrong, as the end of a sentence without a full stop. One thread's.
class NewFile
{
public:
    /// `folder` is open, and stays so.
    explicit NewFile(const FileDescriptor &folder);
    ~NewFile();
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    [[nodiscard]] std::optional<QString> open();
    [[nodiscard]] std::optional<QString> write(const char *bytes, std::int64_t count);
    /// Under `name`, a safe one, or one with a number if that is taken: see name().
    [[nodiscard]] std::optional<QString> keepAs(const QByteArray &name);
    /// Nothing of it stays.
    void discard();

    /// What it is called; empty before keepAs().
    [[nodiscard]] const QByteArray &name() const { return m_name; }

private:
    [[nodiscard]] int takeName(const QByteArray &name) const;
    [[nodiscard]] int takeByReserving(const QByteArray &name) const;

    const FileDescriptor &m_folder;
    FileDescriptor m_file;
    QByteArray m_temporaryName; // empty when there is none (any more)
    QByteArray m_name;
    std::int64_t m_unsent = 0; // bytes that the system wasn't asked yet to bring to the disk
    std::int64_t m_written = 0;
};

} // namespace thaw
