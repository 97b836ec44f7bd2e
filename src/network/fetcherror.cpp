// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/fetcherror.h"

#include "network/address.h"

#include <QCoreApplication>

namespace thaw {

namespace {

constexpr qsizetype mostOfPhrase = 60;
constexpr qsizetype mostOfError = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::FetchError", text);
}

} // namespace

QString connectionErrorText(const QAbstractSocket &socket, const QUrl &address,
                            const QList<QSslError> &refused)
{
    // "example.com", "[::1]:8080"
    const QString host = shownText(address.authority(QUrl::FullyEncoded), mostOfError);
    const QString error = shownText(socket.errorString(), mostOfError);
    if (!refused.isEmpty()) {
        return tr("the certificate of %1 can't be trusted (%2)")
                .arg(host, shownText(refused.first().errorString(), mostOfError));
    }
    switch (socket.error()) {
    case QAbstractSocket::ConnectionRefusedError:
        return tr("%1 refuses the connection; check the address, and that its server runs")
                .arg(host);
    case QAbstractSocket::RemoteHostClosedError:
        return tr("%1 closed the connection before it had answered; try again").arg(host);
    case QAbstractSocket::HostNotFoundError:
        return tr("there is no host %1 to be found; check the address and the network").arg(host);
    case QAbstractSocket::SocketTimeoutError:
        return tr("%1 doesn't answer; check the address and the network").arg(host);
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
        return tr("%1 can't be spoken to by https (%2)").arg(host, error);
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return tr("the proxy that the system names for %1 doesn't reach it (%2)").arg(host, error);
    default:
        return tr("%1 can't be reached (%2)").arg(host, error);
    }
}

QString statusText(int status, const QString &phrase)
{
    const QString shown = shownText(phrase.trimmed(), mostOfPhrase);
    return shown.isEmpty() ? tr("the server answers with status %1 and no file").arg(status)
                           : tr("the server answers with status %1 (%2) and no file")
                                     .arg(status)
                                     .arg(shown);
}

} // namespace thaw
