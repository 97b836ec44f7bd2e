// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

namespace thaw {

/// A socket may be at work when it is no longer wanted.
struct DismissSocket
{
    void operator()(QTcpSocket *socket) const;
};
using Socket = std::unique_ptr<QTcpSocket, DismissSocket>;

/// A connection to where an address leads, and what to ask there.
struct Connection
{
    Socket socket; ///< a QSslSocket for https
    QByteArray request;
    bool isEncrypted = false; ///< so the request goes behind the signal `encrypted`
    bool isDirect = false;    ///< to the host itself, and not to a proxy

    /// Not begun yet. By the system's proxies, but for this machine without one. A certificate must
    /// be one that the system trusts or, if SSL_CERT_FILE names a file, one of that.
    [[nodiscard]] static Connection to(const QUrl &address);
    /// Begins.
    void open();

private:
    QString m_host; // to connect to: the address's or a proxy's
    quint16 m_port = 0;
};

} // namespace thaw
