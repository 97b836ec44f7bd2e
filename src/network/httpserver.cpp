// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/httpserver.h"

#include "network/servedconnection.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <utility>

namespace thaw {

namespace {

// Some of another program on this machine may be among them; they take what they get.
constexpr std::size_t mostConnections = 64;

} // namespace

HttpServer::HttpServer(const ServedFiles &files)
    : m_files(files)
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    QObject::connect(&m_server, &QTcpServer::acceptError, &m_server, [this] { giveUp(); });
}

HttpServer::~HttpServer() = default;

bool HttpServer::listen()
{
    const bool listens = m_server.listen(QHostAddress::LocalHost); // on a port that is free
    m_port = m_server.serverPort();
    return listens;
}

QUrl HttpServer::address(int file) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/%2")
                        .arg(m_port)
                        .arg(ServedConnection::fileName(file)));
}

QByteArray HttpServer::sentDigest(int file) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_digests.find(file);
    return found == m_digests.end() ? QByteArray() : found->second;
}

QString HttpServer::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

// Who waits to be taken would wait for a limit: closed, it tells them at once.
void HttpServer::giveUp()
{
    {
        const std::lock_guard lock(m_mutex);
        m_problem =
                tr("the server inside the program can take no connection: %1; end other programs")
                        .arg(m_server.errorString());
    }
    m_server.close();
}

void HttpServer::accept()
{
    std::erase_if(m_connections, [](const auto &each) { return each->isOver(); });
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections.size() >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto connection = std::make_unique<ServedConnection>(
                *socket, m_files, [this](int file, QByteArray digest) {
                    const std::lock_guard lock(m_mutex);
                    m_digests[file] = std::move(digest);
                });
        connection->setPaused(m_isPaused);
        m_connections.push_back(std::move(connection));
    }
}

void HttpServer::run(const std::function<void()> &steer)
{
    m_steer = steer;
    m_loop.exec();
    m_steer = {};
}

// Queued, which also takes it to the server's thread; it isn't lost if it comes before run().
void HttpServer::wake()
{
    QMetaObject::invokeMethod(
            &m_loop,
            [this] {
                if (m_steer) {
                    m_steer();
                }
            },
            Qt::QueuedConnection);
}

void HttpServer::quit()
{
    QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
}

void HttpServer::setPaused(bool paused)
{
    m_isPaused = paused;
    for (const auto &connection : m_connections) {
        connection->setPaused(paused);
    }
}

void HttpServer::step()
{
    for (const auto &connection : m_connections) {
        connection->step();
    }
}

} // namespace thaw
