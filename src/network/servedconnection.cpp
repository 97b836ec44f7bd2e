// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/servedconnection.h"

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <utility>

namespace thaw {

namespace {

using namespace std::chrono_literals;

constexpr qint64 blockSize = 64 * 1024;
constexpr qint64 mostWaiting = 256 * 1024; // in the socket, not yet taken by the system
constexpr qint64 stepSize = 16 * 1024;
constexpr qsizetype longestRequest = 8 * 1024;
constexpr auto turn = 20ms;
// A thread that had no core for longer catches up with no more than this.
constexpr std::chrono::duration<double> longestTurn = 500ms;

QByteArray blockOf(int file)
{
    QByteArray block(blockSize, Qt::Uninitialized);
    QRandomGenerator random(static_cast<quint32>(file) + 1);
    std::ranges::generate(block, [&] { return static_cast<char>(random.generate()); });
    return block;
}

} // namespace

ServedConnection::ServedConnection(QTcpSocket &socket, const ServedFiles &files, Sent sent)
    : m_socket(socket)
    , m_files(files)
    , m_sent(std::move(sent))
{
    m_clock.setInterval(turn);
    m_clock.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_clock, &QTimer::timeout, &m_clock, [this] { send(); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &m_clock, [this] { readRequest(); });
    QObject::connect(&socket, &QTcpSocket::bytesWritten, &m_clock, [this] { send(); });
    QObject::connect(&socket, &QTcpSocket::disconnected, &m_clock, &QTimer::stop);
    readRequest();
}

ServedConnection::~ServedConnection()
{
    m_socket.disconnect();
    m_socket.abort();
    m_socket.deleteLater();
}

QString ServedConnection::fileName(int file)
{
    return QStringLiteral("file-%1.bin").arg(file + 1);
}

bool ServedConnection::isOver() const
{
    return m_socket.state() == QAbstractSocket::UnconnectedState;
}

void ServedConnection::setPaused(bool paused)
{
    m_isPaused = paused;
    if (paused) {
        m_clock.stop();
    } else if (m_file >= 0 && !m_isDone) {
        m_since.start();
        m_clock.start();
    }
}

void ServedConnection::step()
{
    if (m_isPaused) {
        write(stepSize);
    }
}

void ServedConnection::readRequest()
{
    if (m_file >= 0) {
        m_socket.readAll(); // there is one request in a connection
        return;
    }
    m_request += m_socket.read(longestRequest);
    if (m_request.contains("\r\n\r\n")) {
        respond(m_request.left(m_request.indexOf("\r\n")));
    } else if (m_request.size() > longestRequest) {
        refuse("431 Request Header Fields Too Large");
    }
}

void ServedConnection::respond(const QByteArray &requestLine)
{
    const QList<QByteArray> words = requestLine.split(' ');
    if (words.size() != 3 || words[0] != "GET") {
        refuse("405 Method Not Allowed");
        return;
    }
    for (int file = 0; file < m_files.count; ++file) {
        if (words[1] == '/' + fileName(file).toLatin1()) {
            m_file = file;
            m_block = blockOf(file);
            m_socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                           "Connection: close\r\nContent-Length: "
                           + QByteArray::number(qint64{m_files.bytes}) + "\r\n\r\n");
            setPaused(m_isPaused);
            return;
        }
    }
    refuse("404 Not Found");
}

void ServedConnection::refuse(const QByteArray &status)
{
    m_socket.write("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    m_socket.disconnectFromHost();
}

// As much as the rate allows.
void ServedConnection::send()
{
    if (m_isPaused || m_file < 0 || m_isDone) {
        return;
    }
    const auto passed = std::min<std::chrono::duration<double>>(
            std::chrono::nanoseconds(m_since.nsecsElapsed()), longestTurn);
    m_since.start();
    m_allowance += static_cast<double>(m_files.bytesPerSecond) * passed.count();
    m_allowance -= static_cast<double>(write(static_cast<qint64>(m_allowance)));
}

// Returns how much of it was written.
qint64 ServedConnection::write(qint64 most)
{
    if (m_file < 0 || m_isDone) {
        return 0;
    }
    const qint64 all =
            std::min({most, m_files.bytes - m_done, mostWaiting - m_socket.bytesToWrite()});
    for (qint64 left = all; left > 0;) {
        const qint64 at = m_done % blockSize;
        const qint64 count = std::min(left, blockSize - at);
        m_socket.write(m_block.constData() + at, count);
        m_digest.addData(QByteArrayView(m_block.constData() + at, count));
        m_done += count;
        left -= count;
    }
    if (m_done == m_files.bytes) {
        m_isDone = true;
        m_clock.stop();
        m_sent(m_file, m_digest.result().toHex());
        m_socket.disconnectFromHost(); // when what is in it has gone
    }
    return std::max(all, qint64{0});
}

} // namespace thaw
