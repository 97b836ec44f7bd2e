// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/curltransfer.h"

#include "network/address.h"
#include "network/fetcherror.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <limits>

#include <sys/socket.h>

namespace thaw {

namespace {

using Duration = ActiveClock::Clock::duration;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

double seconds(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

// Where a header leads. What is no ASCII comes as the server has it; in whatever set of characters
// that is, it is asked for the same bytes again.
QUrl resolved(const QUrl &from, const QByteArray &location)
{
    QByteArray ascii;
    for (const char c : location) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f) {
            ascii += c;
        } else {
            ascii += '%' + QByteArray(1, c).toHex().toUpper();
        }
    }
    return from.resolved(QUrl::fromEncoded(ascii)).adjusted(QUrl::RemoveFragment);
}

} // namespace

CurlTransfer::CurlTransfer(CURLM *multi, const ActiveClock &clock, const FetchLimits &limits,
                           FetchReceiver &receiver)
    : m_multi(multi)
    , m_clock(clock)
    , m_limits(limits)
    , m_receiver(receiver)
    , m_allowance(std::numeric_limits<std::int64_t>::max())
{}

CurlTransfer::~CurlTransfer()
{
    withdraw();
}

void CurlTransfer::Dismiss::operator()(CURL *handle) const
{
    curl_easy_cleanup(handle);
}

CurlTransfer &CurlTransfer::of(CURL *handle)
{
    void *transfer = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
    return *static_cast<CurlTransfer *>(transfer);
}

void CurlTransfer::begin(const QUrl &address)
{
    m_latestEnd = m_clock.now() + m_limits.total;
    send(address);
}

void CurlTransfer::send(const QUrl &address)
{
    m_address = address;
    m_visited.insert(address);
    m_silentUntil = m_clock.now() + m_limits.idle;
    m_said = {};
    m_proxy.reset();
    m_sockets = {};
    m_isHere = false;
    m_isSignedOff = false;
    m_isHeldUp = false;
    m_next.reset();
    m_problem.reset();
    m_done.reset();
    m_head.reset();
    m_handle.reset(curl_easy_init());
    if (!m_handle) {
        m_done = CURLE_OUT_OF_MEMORY;
        return;
    }
    m_head.emplace(m_handle.get(), m_proxy);
    setRequest(m_handle.get(), m_fields, address);
    setCallbacks();
    curl_multi_add_handle(m_multi, m_handle.get());
}

void CurlTransfer::setCallbacks()
{
    CURL *handle = m_handle.get();
    curl_easy_setopt(handle, CURLOPT_PRIVATE, static_cast<void *>(this));
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, m_said.data());
    using Take = std::size_t (*)(char *, std::size_t, std::size_t, void *);
    const Take line = [](char *bytes, std::size_t, std::size_t count, void *self) {
        const QByteArrayView view(bytes, static_cast<qsizetype>(count));
        return static_cast<CurlTransfer *>(self)->takeLine(view) ? count : 0;
    };
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, line);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, static_cast<void *>(this));
    const Take body = [](char *bytes, std::size_t, std::size_t count, void *self) {
        return static_cast<CurlTransfer *>(self)->takeBody(bytes, count);
    };
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, static_cast<void *>(this));
    using Open = curl_socket_t (*)(void *, curlsocktype, curl_sockaddr *);
    const Open open = [](void *self, curlsocktype, curl_sockaddr *address) {
        return static_cast<CurlTransfer *>(self)->openSocket(*address);
    };
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, static_cast<void *>(this));
    using Log = int (*)(CURL *, curl_infotype, char *, std::size_t, void *);
    const Log log = [](CURL *, curl_infotype kind, char *bytes, std::size_t count, void *self) {
        static_cast<CurlTransfer *>(self)->takeLog(
                kind, QByteArrayView(bytes, static_cast<qsizetype>(count)));
        return 0;
    };
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, log);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, static_cast<void *>(this));
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}

void CurlTransfer::takeLog(curl_infotype kind, QByteArrayView bytes)
{
    if (kind == CURLINFO_TEXT) {
        if (auto proxy = proxyInLog(bytes)) {
            m_proxy = std::move(proxy);
        }
    } else if (kind == CURLINFO_SSL_DATA_IN) {
        // The alert close_notify, RFC 8446, 6.1; no other message of TLS is of two bytes.
        m_isSignedOff = m_isSignedOff || (bytes.size() == 2 && bytes[1] == 0);
    }
}

// A name may stand for this machine, too: in the file hosts, or as its owner's server has it.
curl_socket_t CurlTransfer::openSocket(const curl_sockaddr &address)
{
    const bool isRedirected = m_visited.size() > 1;
    if (isRedirected && !m_wasHere && !m_proxy && isThisMachine(address.addr)) {
        m_problem = redirectedHereText();
        return CURL_SOCKET_BAD;
    }
    const int made = socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
    if (made >= 0) {
        m_sockets.add(made);
    } else if (errno != EAFNOSUPPORT) { // of IPv6 where there is none; the next may do
        m_problem = tr("the system refuses a connection: %1; end other programs")
                            .arg(qt_error_string(errno));
    }
    return made;
}

// False if the transfer is to end with it.
bool CurlTransfer::takeLine(QByteArrayView line)
{
    m_silentUntil = m_clock.now() + m_limits.idle;
    const bool hadHead = m_head->isComplete();
    m_problem = m_head->addLine(line);
    if (!m_problem && !hadHead && m_head->isComplete()) {
        m_problem = takeHead();
    }
    return !m_problem && !m_next && !isAllThere();
}

std::optional<QString> CurlTransfer::takeHead()
{
    const ResponseHead &head = m_head->head();
    // Of the sockets that were opened this is the one that was connected first.
    m_isHere = !m_proxy && isThisMachine(text(CURLINFO_PRIMARY_IP));
    if (isRedirect(head.status)) {
        return follow();
    }
    if (head.status != 200 && head.status != 203) {
        return statusText(head, m_proxy);
    }
    if (head.length > m_limits.bytes) {
        return tr("it is %1 bytes long, and the limit is %2").arg(head.length).arg(m_limits.bytes);
    }
    return m_receiver.begin({m_address, head.disposition, head.encoding, head.length});
}

std::optional<QString> CurlTransfer::follow()
{
    const QByteArray &location = m_head->head().location;
    if (location.isEmpty()) {
        return tr("the server redirects, but doesn't say where to");
    }
    const QUrl to = resolved(m_address, location);
    if (const auto problem = redirectProblem(m_address, to)) {
        return problem;
    }
    if (m_visited.contains(to)) {
        return tr("the server redirects in a circle");
    }
    if (m_visited.size() > m_limits.redirects) {
        return tr("the server redirects more often than %1 times, which is the limit")
                .arg(m_limits.redirects);
    }
    m_next = to;
    return std::nullopt;
}

// Returns less than `count` to end the transfer.
std::size_t CurlTransfer::takeBody(const char *bytes, std::size_t count)
{
    const auto size = static_cast<std::int64_t>(count);
    m_silentUntil = m_clock.now() + m_limits.idle;
    if (size > m_allowance) {
        m_isHeldUp = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    m_allowance -= size;
    const std::int64_t length = m_head->head().length;
    const std::int64_t taken = length < 0 ? size : std::min(size, length - m_received);
    m_received += taken;
    m_problem = m_received > m_limits.bytes
                        ? tr("it is longer than %1 bytes, which is the limit").arg(m_limits.bytes)
                        : m_receiver.take(bytes, taken);
    return m_problem || isAllThere() ? 0 : count;
}

// As long as was said: what may follow isn't waited for.
bool CurlTransfer::isAllThere() const
{
    return m_head && m_head->isComplete() && m_head->head().length == m_received;
}

void CurlTransfer::allow(std::int64_t bytes)
{
    m_allowance = bytes;
    if (std::exchange(m_isHeldUp, false)) {
        const CURLcode code = curl_easy_pause(m_handle.get(), CURLPAUSE_CONT);
        if (code != CURLE_OK) {
            m_done = code;
        }
    }
}

void CurlTransfer::settle()
{
    if (m_isOver) {
        return;
    }
    if (!m_done) {
        checkLimits();
        return;
    }
    const std::optional<QString> problem = verdict(*m_done);
    if (!problem && m_next) {
        withdraw();
        m_wasHere = m_isHere;
        send(QUrl(*m_next));
    } else {
        end(problem);
    }
}

void CurlTransfer::checkLimits()
{
    const Duration now = m_clock.now();
    if (now >= m_latestEnd) {
        end(tr("it took longer than %1 s, which is the limit").arg(seconds(m_limits.total)));
        return;
    }
    if (now < m_silentUntil) {
        return;
    }
    const auto silence = m_sockets.silence();
    if (silence.value_or(m_limits.idle) < m_limits.idle) {
        m_silentUntil = now + m_limits.idle - *silence;
    } else {
        end(silenceText({.address = m_address,
                         .proxy = m_proxy,
                         .isLookedUp = time(CURLINFO_NAMELOOKUP_TIME_T) > 0,
                         .isConnected = silence.has_value(), // libcurl's is of all on the way
                         .isThrough = time(CURLINFO_PRETRANSFER_TIME_T) > 0
                                      || number(CURLINFO_HTTP_CONNECTCODE) > 0},
                        seconds(m_limits.idle)));
    }
}

int CurlTransfer::number(CURLINFO which) const
{
    long value = 0;
    curl_easy_getinfo(m_handle.get(), which, &value);
    return static_cast<int>(value);
}

// In microseconds; 0 if it hasn't come to that.
std::int64_t CurlTransfer::time(CURLINFO which) const
{
    curl_off_t value = 0;
    curl_easy_getinfo(m_handle.get(), which, &value);
    return value;
}

QString CurlTransfer::text(CURLINFO which) const
{
    const char *value = nullptr;
    curl_easy_getinfo(m_handle.get(), which, &value);
    return QString::fromLatin1(value);
}

// What it has come to: empty if all is well.
std::optional<QString> CurlTransfer::verdict(CURLcode code)
{
    if (m_next || m_problem) {
        return m_problem;
    }
    if (isAllThere()) {
        return std::nullopt;
    }
    if (!m_handle) {
        return tr("there is no memory left for it; end other programs");
    }
    std::optional<ResponseHead> head;
    if (m_head && m_head->isComplete()) {
        head = m_head->head();
    }
    if (code == CURLE_OK) {
        if (!head) {
            return noAnswerText(m_address, m_proxy);
        }
        return isWhole(*head) ? std::nullopt : std::optional(cutShortText(*head, m_received));
    }
    return transferErrorText({.code = code,
                              .said = QString::fromUtf8(m_said.data()),
                              .systemError = number(CURLINFO_OS_ERRNO),
                              .proxyStatus = number(CURLINFO_HTTP_CONNECTCODE),
                              .address = m_address,
                              .proxy = m_proxy,
                              .isAsked = number(CURLINFO_REQUEST_SIZE) > 0,
                              .head = head,
                              .received = m_received});
}

// Where no length was said, or not so much has come. Whoever is between here and the server can
// end a connection, but can't sign it off: RFC 9112, 9.8.
bool CurlTransfer::isWhole(const ResponseHead &head) const
{
    const bool isEncrypted = m_address.scheme() == QLatin1StringView("https");
    return head.length < 0 && (head.isInChunks || !isEncrypted || m_isSignedOff);
}

void CurlTransfer::end(const std::optional<QString> &problem)
{
    m_isOver = true;
    withdraw();
    m_receiver.end(problem);
}

void CurlTransfer::withdraw()
{
    if (m_handle) {
        curl_multi_remove_handle(m_multi, m_handle.get());
        m_handle.reset();
    }
}

} // namespace thaw
