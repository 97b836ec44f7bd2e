// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QSslConfiguration>
#include <QString>
#include <QUrl>

#include <atomic>
#include <memory>
#include <optional>

class QThread;

namespace thaw {

/// A server on 127.0.0.1, on a thread of its own, that answers as the path of the request says: see
/// the deeds in hostileserver.cpp. `/good/NAME` is the one that does nothing wrong. As a proxy it
/// does the same for any host, and makes no tunnel.
class HostileServer
{
public:
    /// With a configuration it speaks TLS.
    explicit HostileServer(std::optional<QSslConfiguration> tls = {});
    ~HostileServer();
    HostileServer(const HostileServer &) = delete;
    HostileServer &operator=(const HostileServer &) = delete;

    /// All deeds that are wrong in some way.
    [[nodiscard]] static QByteArrayList deeds();
    /// What /good/NAME sends.
    [[nodiscard]] static QByteArray content();

    [[nodiscard]] QUrl url(const QString &path) const;
    /// For the parameter `urls`.
    [[nodiscard]] QByteArray address(const QString &path) const { return url(path).toEncoded(); }
    /// Bytes given to the system so far, by all connections.
    [[nodiscard]] qint64 sent() const { return m_sent; }
    [[nodiscard]] int requests() const { return m_requests; }
    /// Connections that are open now.
    [[nodiscard]] int open() const { return m_open; }

private:
    class Connections;

    const bool m_isTls;
    std::atomic<qint64> m_sent = 0;
    std::atomic<int> m_requests = 0;
    std::atomic<int> m_open = 0;
    quint16 m_port = 0;
    std::unique_ptr<QThread> m_thread;
};

} // namespace thaw
