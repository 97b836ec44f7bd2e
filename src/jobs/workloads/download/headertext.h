// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace thaw {

// Text in the headers of HTTP, which are bytes: what set of characters they are of is said here and
// there, and elsewhere known by what they look like.

/// Of a set that is named, which is UTF-8 or Latin 1; empty if it is another, or the bytes are none
/// of it.
[[nodiscard]] QString textOf(const QByteArray &bytes, const QByteArray &charset);

/// Where nothing is named: UTF-8, else Windows' Latin 1, as browsers take it.
[[nodiscard]] QString textOf(const QByteArray &bytes);

/// The same in the forms that servers send: UTF-8 that was taken for Latin 1 on its way; words of
/// RFC 2047 (=?UTF-8?B?...?=); and percent-encoded.
[[nodiscard]] QString textOfHeader(const QByteArray &bytes);

} // namespace thaw
