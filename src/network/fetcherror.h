// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QList>
#include <QSslError>
#include <QString>
#include <QUrl>

namespace thaw {

// Why a fetch failed, as the end of a sentence without a full stop.

/// Of a connection to where `address` leads. `refused`: what is wrong with the certificate, if
/// anything.
[[nodiscard]] QString connectionErrorText(const QAbstractSocket &socket, const QUrl &address,
                                          const QList<QSslError> &refused);

/// Of an answer that is no file: its status and the reason phrase that the server gave.
[[nodiscard]] QString statusText(int status, const QString &phrase);

} // namespace thaw
