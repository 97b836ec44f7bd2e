// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/activetimer.h"
#include "network/answerreader.h"
#include "network/connection.h"
#include "network/network.h"
#include "network/resetwatch.h"

#include <QList>
#include <QObject>
#include <QSet>
#include <QSslError>

namespace thaw {

/// One fetch, with its redirects, its limits and its end. One thread's, the fetcher's.
class HttpFetch : public QObject
{
    Q_OBJECT
public:
    /// `receiver` outlives it.
    HttpFetch(const FetchLimits &limits, FetchReceiver &receiver);
    ~HttpFetch() override;

    void begin(const QUrl &address, bool paused);
    void setPaused(bool paused);
    void step();

Q_SIGNALS:
    /// The receiver has been told of the end. Emitted once, and it does nothing behind it.
    void ended();

private:
    void send(const QUrl &address);
    void arrive();
    void ask();
    void close();
    void proceed();
    [[nodiscard]] bool hasMore() const;
    void advance(qint64 most);
    [[nodiscard]] bool readSome(qint64 most);
    [[nodiscard]] bool takeHead();
    void follow();
    void conclude();
    void end(const std::optional<QString> &problem);

    const FetchLimits m_limits;
    FetchReceiver &m_receiver;
    ActiveTimer m_idle;
    ActiveTimer m_total;
    bool m_isPaused = false;
    bool m_isOver = false;

    QUrl m_address;
    QSet<QUrl> m_visited;
    Connection m_connection;
    bool m_isHere = false;      // it leads to this machine; the one before, until it has arrived
    QList<QSslError> m_refused; // what is wrong with its certificate
    bool m_isClosed = false;    // but bytes may be there still
    bool m_isSignedOff = false; // TLS: the server itself says that no more comes
    AnswerReader m_answer;
    ResetWatch m_watch; // where the end of the connection is that of the file
    bool m_hasHead = false;
    qint64 m_received = 0; // of the file
};

} // namespace thaw
