// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/hash/filetree.h"
#include "jobs/workloads/manifest/manifestparser.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace thaw {

/// Takes the bytes of a manifest, as they come: which files it names, and the digest that each
/// should have. Empty lines and lines that begin with # are passed over, and a carriage return at
/// the end of a line, each as `sha256sum -c` does; by choice, so is a byte order mark before the
/// first line. All other lines that are no checksums are counted, and the first of them kept.
///
/// A line may be of any length up to `longestLine`; memory is what the names and digests take,
/// whatever the bytes are. One thread's.
class ManifestReader
{
public:
    static constexpr qsizetype longestLine = qsizetype{4} * 1024 * 1024;
    /// What is no manifest is not read to its end: it is given up after so much without a checksum.
    static constexpr std::int64_t patience = std::int64_t{16} * 1024 * 1024;

    /// So many lines that are no checksums are kept.
    static constexpr std::size_t kept = 1000;

    explicit ManifestReader(const DigestForm &form);

    /// Takes only the lines for this name, "./" before it or not.
    void takeOnly(const QByteArray &name) { m_only = name; }

    /// The next bytes. False if it can't be used at all: see refusal().
    [[nodiscard]] bool take(const char *bytes, qsizetype count);
    /// There are no more bytes. False as with take().
    [[nodiscard]] bool end();
    /// Why it can't be used, as the end of a sentence that begins with its name.
    [[nodiscard]] const QString &refusal() const { return m_refusal; }

    /// The named files, in the manifest's order, with names relative to where it is verified; their
    /// sizes are 0 until someone looks.
    [[nodiscard]] FileTree &files() { return m_files; }
    [[nodiscard]] const FileTree &files() const { return m_files; }
    [[nodiscard]] QByteArray digest(FileTree::Index file) const;

    /// A line that is no checksum, by its number from 1 on.
    struct Malformed
    {
        std::int64_t line = 0;
        QString reason;
    };
    [[nodiscard]] const std::vector<Malformed> &malformed() const { return m_malformed; }
    [[nodiscard]] std::int64_t malformedCount() const { return m_malformedCount; }

private:
    void append(const char *bytes, qsizetype count);
    void endLine();
    void examine(QByteArrayView line);
    void add(const ManifestLine &line);
    void passOver(QByteArrayView line);
    [[nodiscard]] QString otherAlgorithmsOf(QByteArrayView line) const;
    [[nodiscard]] bool refuse(const QString &why);

    const DigestForm m_form;
    const std::vector<DigestForm> m_otherForms;
    ManifestParser m_parser;
    std::optional<QByteArray> m_only;

    QByteArray m_line; // as far as it has been read
    bool m_lineTooLong = false;
    std::int64_t m_lineNumber = 0;
    std::int64_t m_bytes = 0;
    std::vector<Malformed> m_malformed;
    std::int64_t m_malformedCount = 0;
    bool m_anyGood = false;
    QString m_others; // the algorithms of which the first line was that is of another

    FileTree m_files;
    QByteArray m_digests; // one after the other
    // Where each begins in m_digests, and the last ends; only if they may be of any size.
    std::vector<std::uint64_t> m_places;
    QString m_refusal;
};

} // namespace thaw
