// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/manifest/manifestline.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace thaw {

/// Reads the lines of one manifest, one after the other, as `sha256sum -c` and its like of GNU
/// coreutils 9.1 take them:
///
///     <digest> <space or tab> <space, or * for binary> <name>
///     <digest> <space or tab> <name>
///     SHA256 (<name>) = <digest>             sha256sum --tag; the blanks may be absent (OpenSSL)
///     BLAKE2b-256 (<name>) = <digest>        b2sum -l 256 --tag
///
/// with blanks before it or none, and after a backslash with \n, \r and \\ in its name. Which of
/// the first two forms a manifest has is told by its first line of either; the second could else be
/// misused for names with a space before them. A digest of BLAKE2b may have any size.
///
/// By choice it is otherwise than there where a line has the byte 0: that is no checksum, for
/// what comes after it in a name would be neither verified nor seen.
///
/// One thread's.
class ManifestParser
{
public:
    explicit ManifestParser(const DigestForm &form)
        : m_form(form)
    {}

    /// The line without its end; empty if it is no checksum of this algorithm.
    [[nodiscard]] std::optional<ManifestLine> parse(QByteArrayView line);

private:
    struct Written
    {
        QByteArrayView digits;
        QByteArrayView name; // escapes and all
    };
    [[nodiscard]] std::optional<Written> plain(QByteArrayView line);
    [[nodiscard]] std::optional<Written> tagged(QByteArrayView line) const;

    enum class Gap : std::uint8_t { Unknown, OneByte, TwoBytes };

    const DigestForm m_form;
    Gap m_gap = Gap::Unknown; // between digest and name, in all lines
};

/// Whether the line could be one of that algorithm's manifests, with a digest of full size.
[[nodiscard]] bool isChecksumOf(const DigestForm &form, QByteArrayView line);

} // namespace thaw
