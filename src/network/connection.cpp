// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/connection.h"

#include "network/address.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

namespace thaw {

namespace {

QNetworkProxy proxyFor(const QUrl &address)
{
    const QNetworkProxy none(QNetworkProxy::NoProxy);
    if (isThisMachine(address.host())) {
        return none;
    }
    const QList<QNetworkProxy> proxies =
            QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(address));
    return proxies.isEmpty() || proxies.first().type() == QNetworkProxy::DefaultProxy
                   ? none
                   : proxies.first();
}

bool speaksHttp(const QNetworkProxy &proxy)
{
    return proxy.type() == QNetworkProxy::HttpProxy
           || proxy.type() == QNetworkProxy::HttpCachingProxy;
}

std::unique_ptr<QSslSocket> secureSocket()
{
    auto socket = std::make_unique<QSslSocket>();
    if (const QString file = qEnvironmentVariable("SSL_CERT_FILE"); !file.isEmpty()) {
        QSslConfiguration configuration = socket->sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(file));
        socket->setSslConfiguration(configuration);
    }
    return socket;
}

// No cookie, no password; and no encoding, so that no small answer can become a large file.
QByteArray requestFor(const QUrl &address, const QByteArray &target, const QByteArray &more)
{
    return "GET " + target
           + " HTTP/1.1\r\nHost: " + address.authority(QUrl::FullyEncoded).toLatin1()
           + "\r\nUser-Agent: Thaw\r\nAccept: */*\r\nAccept-Encoding: identity\r\n" + more
           + "Connection: close\r\n\r\n";
}

} // namespace

void DismissSocket::operator()(QTcpSocket *socket) const
{
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
}

Connection Connection::to(const QUrl &address)
{
    Connection made;
    made.isEncrypted = address.scheme() == QLatin1StringView("https");
    made.m_host = address.host(QUrl::FullyEncoded);
    made.m_port = static_cast<quint16>(address.port(made.isEncrypted ? 443 : 80));
    QByteArray target =
            address.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (!target.startsWith('/')) {
        target.prepend('/');
    }
    QByteArray more;
    QNetworkProxy proxy = proxyFor(address);
    made.isDirect = proxy.type() == QNetworkProxy::NoProxy;
    if (speaksHttp(proxy) && !made.isEncrypted) { // it is asked for the file itself
        target.prepend("http://" + address.authority(QUrl::FullyEncoded).toLatin1());
        if (!proxy.user().isEmpty()) {
            const QByteArray login = (proxy.user() + QLatin1Char(':') + proxy.password()).toUtf8();
            more = "Proxy-Authorization: Basic " + login.toBase64() + "\r\n";
        }
        made.m_host = proxy.hostName();
        made.m_port = proxy.port();
        proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    } else if (speaksHttp(proxy)) {
        proxy.setType(QNetworkProxy::HttpProxy); // a tunnel
    }
    made.request = requestFor(address, target, more);
    made.socket.reset(made.isEncrypted ? secureSocket().release() : new QTcpSocket);
    made.socket->setProxy(proxy);
    return made;
}

void Connection::open()
{
    if (auto *secure = qobject_cast<QSslSocket *>(socket.get())) {
        secure->connectToHostEncrypted(m_host, m_port);
    } else {
        socket->connectToHost(m_host, m_port);
    }
}

} // namespace thaw
