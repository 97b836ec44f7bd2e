// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <optional>

namespace thaw {

/// One line of a manifest, as sha256sum writes and reads them:
///
///     <digest in hexadecimal> <space> <space, or * for binary> <name>
///
/// A name with a newline, a backslash or a carriage return is written with \n, \\ and \r for them,
/// and the line then begins with a backslash (GNU coreutils manual, "md5sum invocation"). A file
/// named - is written as ./-, for sha256sum takes - alone for its standard input.
struct ManifestLine
{
    QByteArray digest; ///< its bytes, not the hexadecimal
    QByteArray name;
};

/// The line, with its newline.
[[nodiscard]] QByteArray manifestLine(const QByteArray &digest, const QByteArray &name);

/// The line without its newline; empty if it is malformed: no such shape, or a digest that isn't of
/// `digestSize` bytes.
[[nodiscard]] std::optional<ManifestLine> parsedManifestLine(const QByteArray &line,
                                                             std::size_t digestSize);

/// The number of bytes of the digest that the line begins with: for a line that isn't of the
/// expected algorithm. 0 if it begins with none.
[[nodiscard]] std::size_t digestSizeOf(const QByteArray &line);

} // namespace thaw
