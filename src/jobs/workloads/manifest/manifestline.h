// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace thaw {

/// One line of a manifest, as sha256sum writes it:
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

/// The line, with its newline. ManifestParser reads it.
[[nodiscard]] QByteArray manifestLine(const QByteArray &digest, const QByteArray &name);

} // namespace thaw
