// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/network.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>

namespace thaw {

/// One connection to the server inside the program: a request is read, answered, and the connection
/// closed. One thread's, the server's.
class ServedConnection
{
public:
    /// Called with the digest of a file when all of it has been given to the system.
    using Sent = std::function<void(int file, QByteArray digest)>;

    /// Takes the socket over.
    ServedConnection(QTcpSocket &socket, const ServedFiles &files, Sent sent);
    ~ServedConnection();
    ServedConnection(const ServedConnection &) = delete;
    ServedConnection &operator=(const ServedConnection &) = delete;

    [[nodiscard]] static QString fileName(int file);

    [[nodiscard]] bool isOver() const;
    void setPaused(bool paused);
    void step();

private:
    void readRequest();
    void respond(const QByteArray &requestLine);
    void refuse(const QByteArray &status);
    void send();
    qint64 write(qint64 most);

    QTcpSocket &m_socket;
    const ServedFiles m_files;
    const Sent m_sent;
    QByteArray m_request;
    int m_file = -1;
    QByteArray m_block;     // the file is this again and again
    qint64 m_done = 0;      // bytes of the file given to the socket
    bool m_isDone = false;  // that was all of it
    double m_allowance = 0; // bytes that the rate lets go by now
    QElapsedTimer m_since;  // since the allowance was reckoned
    QTimer m_clock;
    bool m_isPaused = false;
    QCryptographicHash m_digest{QCryptographicHash::Sha256};
};

} // namespace thaw
