// SPDX-License-Identifier: GPL-3.0-or-later
// What a server answers, whole: libcurl takes it from a socket, and what is our own takes it from
// libcurl, as in a download. What libcurl makes of it must be what we make of it.
#include "fuzz/fuzzing.h"
#include "fuzz/readable.h"
#include "network/address.h"
#include "network/curlrequest.h"
#include "network/fetcherror.h"
#include "network/responsehead.h"

#include <QByteArrayView>
#include <QUrl>

#include <memory>
#include <optional>

#include <sys/socket.h>
#include <unistd.h>

using namespace thaw;

namespace {

constexpr std::size_t mostBytes = 128 * 1024; // fit into a socket, so that nothing waits

struct Dismiss
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};

// One request, answered by the input.
class Exchange
{
public:
    explicit Exchange(QByteArrayView answer)
        : m_handle(curl_easy_init())
        , m_head(m_handle.get(), m_proxy)
    {
        int ends[2] = {-1, -1};
        require(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there are sockets");
        m_socket = ends[0];
        m_server = ends[1];
        require(write(m_server, answer.data(), static_cast<std::size_t>(answer.size()))
                        == answer.size(),
                "an answer fits into a socket");
        shutdown(m_server, SHUT_WR);
        setRequest(m_handle.get(), m_fields, m_address);
        setCallbacks();
        m_code = curl_easy_perform(m_handle.get());
        if (m_socket >= 0) {
            close(m_socket);
        }
        close(m_server);
    }
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    void check() const;

private:
    void setCallbacks();
    void checkHead(const ResponseHead &head) const;

    const QUrl m_address{QStringLiteral("http://127.0.0.1/x")};
    const std::unique_ptr<CURL, Dismiss> m_handle;
    const std::optional<ProxyInUse> m_proxy;
    RequestFields m_fields;
    ResponseHeadReader m_head;
    int m_socket = -1; // until libcurl has it
    int m_server = -1;
    std::optional<QString> m_problem;
    std::int64_t m_received = 0;
    CURLcode m_code = CURLE_OK;
};

void Exchange::setCallbacks()
{
    CURL *handle = m_handle.get();
    using Take = std::size_t (*)(char *, std::size_t, std::size_t, void *);
    const Take line = [](char *bytes, std::size_t, std::size_t count, void *self) {
        auto &exchange = *static_cast<Exchange *>(self);
        exchange.m_problem = exchange.m_head.addLine({bytes, static_cast<qsizetype>(count)});
        return exchange.m_problem ? 0 : count;
    };
    const Take body = [](char *, std::size_t, std::size_t count, void *self) {
        auto &exchange = *static_cast<Exchange *>(self);
        require(exchange.m_head.isComplete(), "a body comes behind its head");
        exchange.m_received += static_cast<std::int64_t>(count);
        return count;
    };
    using Open = curl_socket_t (*)(void *, curlsocktype, curl_sockaddr *);
    const Open open = [](void *self, curlsocktype, curl_sockaddr *) {
        return std::exchange(static_cast<Exchange *>(self)->m_socket, -1);
    };
    using Set = int (*)(void *, curl_socket_t, curlsocktype);
    const Set set = [](void *, curl_socket_t, curlsocktype) {
        return int{CURL_SOCKOPT_ALREADY_CONNECTED};
    };
    // A download keeps to the length by itself; here libcurl does, to be compared with.
    curl_easy_setopt(handle, CURLOPT_IGNORE_CONTENT_LENGTH, 0L);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, line);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, static_cast<void *>(this));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, static_cast<void *>(this));
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, static_cast<void *>(this));
    curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, set);
}

void Exchange::check() const
{
    if (m_problem) {
        requireReadable(*m_problem);
        return;
    }
    std::optional<ResponseHead> head;
    if (m_head.isComplete()) {
        head = m_head.head();
        checkHead(*head);
    }
    if (m_code != CURLE_OK) {
        requireReadable(transferErrorText({.code = m_code,
                                           .address = m_address,
                                           .isAsked = true,
                                           .head = head,
                                           .received = m_received}));
    } else {
        require(head.has_value() || m_received == 0, "what is whole has a head");
    }
}

void Exchange::checkHead(const ResponseHead &head) const
{
    require(head.status >= 200 && head.status <= 999, "a status is one");
    require(head.length >= -1 && !(head.isInChunks && head.length >= 0), "a length is one");
    for (const QByteArray &field : {head.location, head.disposition, head.encoding}) {
        require(!field.contains('\n') && !field.contains('\r') && !field.contains('\0'),
                "the value of a field is one line");
    }
    requireReadable(statusText(head, std::nullopt));
    requireReadable(cutShortText(head, m_received));
    const QUrl next = m_address.resolved(QUrl::fromEncoded(head.location));
    if (const auto problem = redirectProblem(m_address, next)) {
        requireReadable(*problem);
    } else {
        require(next.scheme().startsWith(QStringLiteral("http")) && !next.host().isEmpty(),
                "a redirect that is followed leads to a host");
    }
    if (head.status != 200 && head.status != 203) {
        return; // it is no file; libcurl knows of some that they have no body
    }
    curl_off_t length = -1;
    curl_easy_getinfo(m_handle.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (!head.isInChunks && length >= 0) { // it doesn't know one that is folded
        require(length == head.length, "libcurl sees the same end of the body");
        require(m_code != CURLE_OK || m_received == head.length, "what libcurl takes for whole is");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > mostBytes) {
        return 0;
    }
    const Exchange exchange({data, static_cast<qsizetype>(size)});
    exchange.check();
    return 0;
}
