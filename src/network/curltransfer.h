// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/activeclock.h"
#include "network/curlrequest.h"
#include "network/network.h"
#include "network/proxyinuse.h"
#include "network/responsehead.h"
#include "network/socketwatch.h"

#include <QCoreApplication>
#include <QSet>

#include <array>
#include <memory>

#include <curl/curl.h>

namespace thaw {

/// One fetch, with its redirects, its limits and its end: a transfer of libcurl's for each address
/// that it is led to. One thread's, the fetcher's.
class CurlTransfer
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CurlTransfer)
public:
    /// All outlive it.
    CurlTransfer(CURLM *multi, const ActiveClock &clock, const FetchLimits &limits,
                 FetchReceiver &receiver);
    ~CurlTransfer();
    CurlTransfer(const CurlTransfer &) = delete;
    CurlTransfer &operator=(const CurlTransfer &) = delete;

    /// The one that a handle belongs to.
    [[nodiscard]] static CurlTransfer &of(CURL *handle);

    void begin(const QUrl &address);
    /// Lets so many bytes through, and holds the server up then.
    void allow(std::int64_t bytes);
    /// This thread had no time for it so long, so that is no silence of the server's.
    void excuse(ActiveClock::Clock::duration time) { m_silentUntil += time; }
    /// libcurl says that it is done: settle() sees to it.
    void setDone(CURLcode code) { m_done = code; }
    /// Sees to what has come to its end or its limit: goes on where a redirect leads, or tells the
    /// receiver. Not within a call of libcurl's.
    void settle();

    /// The receiver has been told of the end.
    [[nodiscard]] bool isOver() const { return m_isOver; }
    /// When a limit may be reached, by the clock.
    [[nodiscard]] ActiveClock::Clock::duration deadline() const
    {
        return std::min(m_silentUntil, m_latestEnd);
    }

private:
    struct Dismiss
    {
        void operator()(CURL *handle) const;
    };

    void send(const QUrl &address);
    void setCallbacks();
    [[nodiscard]] bool takeLine(QByteArrayView line);
    [[nodiscard]] std::optional<QString> takeHead();
    [[nodiscard]] std::optional<QString> follow();
    [[nodiscard]] std::size_t takeBody(const char *bytes, std::size_t count);
    void takeLog(curl_infotype kind, QByteArrayView bytes);
    [[nodiscard]] curl_socket_t openSocket(const curl_sockaddr &address);
    void checkLimits();
    [[nodiscard]] std::optional<QString> verdict(CURLcode code);
    [[nodiscard]] bool isAllThere() const;
    [[nodiscard]] bool isWhole(const ResponseHead &head) const;
    [[nodiscard]] int number(CURLINFO which) const;
    [[nodiscard]] std::int64_t time(CURLINFO which) const;
    [[nodiscard]] QString text(CURLINFO which) const;
    void end(const std::optional<QString> &problem);
    void withdraw();

    CURLM *const m_multi;
    const ActiveClock &m_clock;
    const FetchLimits m_limits;
    FetchReceiver &m_receiver;
    ActiveClock::Clock::duration m_latestEnd{};
    ActiveClock::Clock::duration m_silentUntil{};
    std::int64_t m_allowance;
    bool m_isOver = false;
    QSet<QUrl> m_visited;
    bool m_wasHere = false; // the address before this one led to this machine
    std::int64_t m_received = 0;

    // Of the address that it is at.
    QUrl m_address;
    RequestFields m_fields; // goes after the handle, which refers to it
    std::unique_ptr<CURL, Dismiss> m_handle;
    std::array<char, CURL_ERROR_SIZE> m_said{};
    std::optional<ProxyInUse> m_proxy;
    SocketWatch m_sockets;
    std::optional<ResponseHeadReader> m_head;
    bool m_isHere = false;            // its response has come from this machine
    bool m_isSignedOff = false;       // TLS: the server itself says that no more comes
    bool m_isHeldUp = false;          // more has come than was allowed
    std::optional<QUrl> m_next;       // where it redirects to
    std::optional<QString> m_problem; // why it was stopped
    std::optional<CURLcode> m_done;
};

} // namespace thaw
