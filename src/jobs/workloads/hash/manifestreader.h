// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/filetree.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace thaw {

/// Reads a manifest: which files it names, and the digest that each should have. Blank lines and
/// lines that begin with # are passed over, as sha256sum does; so is a byte order mark. Lines may
/// end with CR LF, if the first one does. A line may be of any length up to `longestLine`; memory
/// is what the names and digests take, whatever the file holds.
class ManifestReader
{
public:
    static constexpr qsizetype longestLine = qsizetype{4} * 1024 * 1024;
    /// What is no manifest is not read to its end: it is given up after so much without a good
    /// line.
    static constexpr std::int64_t patienceInLines = 1000;
    static constexpr std::int64_t patienceInBytes = std::int64_t{16} * 1024 * 1024;

    struct Hooks
    {
        std::function<bool()> checkpoint; ///< false ends the reading
        std::function<void(std::int64_t line, const QString &reason)> malformed;
    };

    ManifestReader(std::size_t digestSize, Hooks hooks);

    /// Takes only the lines for this name, "./" before it or not.
    void takeOnly(const QByteArray &name) { m_only = name; }

    enum class End { Read, Stopped, Refused };
    /// Reads `fd` to its end. Refused: see refusal().
    [[nodiscard]] End read(int fd);
    /// Why it can't be used at all, as the end of a sentence that begins with its name.
    [[nodiscard]] const QString &refusal() const { return m_refusal; }

    /// The named files, in the manifest's order, with names relative to where it is verified; their
    /// sizes are 0 until someone looks.
    [[nodiscard]] FileTree &files() { return m_files; }
    [[nodiscard]] const FileTree &files() const { return m_files; }
    [[nodiscard]] QByteArray digest(FileTree::Index file) const;

private:
    [[nodiscard]] bool take(const char *bytes, qsizetype count);
    void append(const char *bytes, qsizetype count);
    [[nodiscard]] bool endLine();
    [[nodiscard]] bool examine(const QByteArray &line);
    [[nodiscard]] bool complain(const QString &reason);
    [[nodiscard]] bool refuse(const QString &why);

    const std::size_t m_digestSize;
    const Hooks m_hooks;
    std::optional<QByteArray> m_only;

    QByteArray m_line; // as far as it has been read
    bool m_lineTooLong = false;
    bool m_endsWithCr = false; // all lines do
    std::int64_t m_lineNumber = 0;
    std::int64_t m_bytes = 0;
    std::int64_t m_malformed = 0;
    bool m_anyGood = false;

    FileTree m_files;
    QByteArray m_digests; // one after the other
    QString m_refusal;
};

} // namespace thaw
