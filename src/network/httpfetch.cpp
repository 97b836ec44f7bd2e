// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/httpfetch.h"

#include "network/address.h"
#include "network/fetcherror.h"

#include <QHostAddress>
#include <QSslSocket>

#include <algorithm>
#include <array>
#include <limits>

#include <poll.h>

namespace thaw {

namespace {

// What is read before a receiver takes it, and what a step takes.
constexpr qint64 portion = 64 * 1024;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

HttpFetch::HttpFetch(const FetchLimits &limits, FetchReceiver &receiver)
    : m_limits(limits)
    , m_receiver(receiver)
    , m_idle([this] {
        // This thread may have been held up, by a slow disk, and not the server.
        if (hasMore()) {
            m_idle.start(m_limits.idle);
            return;
        }
        end(tr("nothing has come for %1 s, which is the limit")
                    .arg(std::chrono::duration<double>(m_limits.idle).count()));
    })
    , m_total([this] {
        end(tr("it took longer than %1 s, which is the limit")
                    .arg(std::chrono::duration<double>(m_limits.total).count()));
    })
{}

HttpFetch::~HttpFetch() = default;

// Whether something has come that wasn't seen yet.
bool HttpFetch::hasMore() const
{
    const qintptr descriptor = m_connection.socket->socketDescriptor();
    pollfd state{.fd = static_cast<int>(descriptor), .events = POLLIN, .revents = 0};
    return descriptor >= 0 && poll(&state, 1, 0) == 1 && (state.revents & POLLIN) != 0;
}

void HttpFetch::begin(const QUrl &address, bool paused)
{
    setPaused(paused);
    m_total.start(m_limits.total);
    send(address);
}

void HttpFetch::send(const QUrl &address)
{
    m_address = address;
    m_visited.insert(address);
    m_refused.clear();
    m_isClosed = false;
    m_isSignedOff = false;
    m_answer = {};
    m_connection = Connection::to(address);
    QTcpSocket *socket = m_connection.socket.get();
    // While nobody reads, the system holds the server up when so much is here.
    socket->setReadBufferSize(portion);
    connect(socket, &QTcpSocket::readyRead, this, &HttpFetch::proceed);
    // Queued: it may come while the connection is being made.
    connect(socket, &QTcpSocket::errorOccurred, this, &HttpFetch::close, Qt::QueuedConnection);
    connect(socket, &QTcpSocket::disconnected, this, &HttpFetch::close, Qt::QueuedConnection);
    if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
        connect(secure, &QSslSocket::sslErrors, this,
                [this](const QList<QSslError> &errors) { m_refused += errors; });
        connect(secure, &QSslSocket::encrypted, this, &HttpFetch::ask);
        connect(secure, &QSslSocket::alertReceived, this,
                [this](QSsl::AlertLevel, QSsl::AlertType type) {
                    m_isSignedOff = m_isSignedOff || type == QSsl::AlertType::CloseNotify;
                });
    }
    connect(socket, &QTcpSocket::connected, this, &HttpFetch::arrive);
    m_idle.start(m_limits.idle);
    m_connection.open();
}

// A name may stand for this machine, too: in the file hosts, or as its owner's server has it.
void HttpFetch::arrive()
{
    const bool isHere = m_connection.isDirect && m_connection.socket->peerAddress().isLoopback();
    const bool isRedirected = m_visited.size() > 1;
    if (isRedirected && isHere && !m_isHere) {
        end(redirectedHereText());
        return;
    }
    m_isHere = isHere;
    if (!m_connection.isEncrypted) {
        ask();
    }
}

void HttpFetch::ask()
{
    m_connection.socket->write(m_connection.request);
    m_idle.start(m_limits.idle);
}

// A queued call may be of the connection before this one. A server that has signed off may keep it
// open until we do the same.
void HttpFetch::close()
{
    if (!m_isOver
        && (m_isSignedOff || m_connection.socket->state() == QAbstractSocket::UnconnectedState)) {
        m_isClosed = true;
        proceed();
    }
}

void HttpFetch::setPaused(bool paused)
{
    m_isPaused = paused;
    m_idle.setPaused(paused);
    m_total.setPaused(paused);
    proceed();
}

void HttpFetch::step()
{
    if (m_isPaused) {
        advance(portion);
    }
}

void HttpFetch::proceed()
{
    if (!m_isPaused) {
        advance(std::numeric_limits<qint64>::max());
    }
}

// Takes what has come, `most` bytes of it; and the end, if it has.
void HttpFetch::advance(qint64 most)
{
    if (!m_connection.socket) {
        return;
    }
    while (most > 0 && m_connection.socket->bytesAvailable() > 0) {
        if (!readSome(std::min(most, portion))) {
            return;
        }
        most -= portion;
    }
    if (m_isClosed && m_connection.socket->bytesAvailable() == 0) {
        conclude();
    }
}

// False if that was the end of it, or of this connection.
bool HttpFetch::readSome(qint64 most)
{
    std::array<char, portion> buffer;
    const qint64 count = m_connection.socket->read(buffer.data(), most);
    if (count <= 0) {
        return false; // the signals say why
    }
    m_idle.start(m_limits.idle);
    if (const auto problem = m_answer.add(buffer.data(), count)) {
        end(problem);
        return false;
    }
    if (m_answer.hasHead() && !m_hasHead && !takeHead()) {
        return false;
    }
    const QByteArray &body = m_answer.body();
    m_received += body.size();
    if (m_received > m_limits.bytes) {
        end(tr("it is longer than %1 bytes, which is the limit").arg(m_limits.bytes));
        return false;
    }
    if (!body.isEmpty()) {
        if (const auto problem = m_receiver.take(body.constData(), body.size())) {
            end(problem);
            return false;
        }
    }
    if (m_answer.isComplete()) {
        end(std::nullopt);
        return false;
    }
    return true;
}

bool HttpFetch::takeHead()
{
    const AnswerHead &head = m_answer.head();
    if (isRedirect(head.status)) {
        follow();
        return false;
    }
    if (head.status != 200 && head.status != 203) {
        end(statusText(head.status, head.phrase));
        return false;
    }
    if (m_answer.length() > m_limits.bytes) {
        end(tr("it is %1 bytes long, and the limit is %2")
                    .arg(m_answer.length())
                    .arg(m_limits.bytes));
        return false;
    }
    m_hasHead = true;
    if (m_answer.endsWithConnection()) {
        m_watch.start(static_cast<int>(m_connection.socket->socketDescriptor()));
    }
    if (const auto problem = m_receiver.begin(
                {m_address, head.field("content-disposition"), m_answer.length()})) {
        end(problem);
        return false;
    }
    return true;
}

void HttpFetch::follow()
{
    const QByteArray location = m_answer.head().field("location");
    if (location.isEmpty()) {
        end(tr("the server redirects, but doesn't say where to"));
        return;
    }
    const QUrl to = m_address.resolved(QUrl::fromEncoded(location)).adjusted(QUrl::RemoveFragment);
    if (const auto problem = redirectProblem(m_address, to)) {
        end(problem);
    } else if (m_visited.contains(to)) {
        end(tr("the server redirects in a circle"));
    } else if (m_visited.size() > m_limits.redirects) {
        end(tr("the server redirects more often than %1 times, which is the limit")
                    .arg(m_limits.redirects));
    } else {
        send(to);
    }
}

// The connection has ended before the answer was complete.
void HttpFetch::conclude()
{
    const QTcpSocket &socket = *m_connection.socket;
    const bool endedWell = socket.error() == QAbstractSocket::RemoteHostClosedError
                           || socket.error() == QAbstractSocket::UnknownSocketError;
    // Whoever is between here and the server can end a connection, but can't sign it off: RFC 9112,
    // 9.8.
    const bool isCutOff = m_connection.isEncrypted && m_answer.hasHead()
                          && m_answer.endsWithConnection() && !m_isSignedOff;
    if (m_watch.wasReset() || (endedWell && isCutOff)) {
        end(tr("the connection was broken off after %1 bytes; try again").arg(m_received));
    } else if (endedWell && m_answer.hasHead() && m_refused.isEmpty()) {
        end(m_answer.endOfInput());
    } else {
        end(connectionErrorText(socket, m_address, m_refused));
    }
}

void HttpFetch::end(const std::optional<QString> &problem)
{
    m_isOver = true;
    m_idle.stop();
    m_total.stop();
    m_watch.stop();
    m_connection.socket.reset();
    m_receiver.end(problem);
    Q_EMIT ended();
}

} // namespace thaw
