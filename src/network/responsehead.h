// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/proxyinuse.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

#include <curl/curl.h>

namespace thaw {

/// What the head of a response says that matters here.
struct ResponseHead
{
    int status = 0;
    QString phrase;           ///< as the server has it
    std::int64_t length = -1; ///< of the body, in bytes; -1 if it isn't said
    bool isInChunks = false;
    QByteArray location;
    QByteArray disposition; ///< Content-Disposition
    QByteArray encoding;    ///< Content-Encoding; empty where the body is what it is
};

/// Takes the head of a response from libcurl, and is as strict as need be where libcurl isn't: a
/// head has a bound, and what can be understood in two ways is a problem. A problem is the end of a
/// sentence without a full stop.
///
/// One thread's.
class ResponseHeadReader
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ResponseHeadReader)
public:
    /// Of the transfer of that handle, by that proxy when the first line comes; both outlive this.
    ResponseHeadReader(CURL *handle, const std::optional<ProxyInUse> &proxy)
        : m_handle(handle)
        , m_proxy(proxy)
    {}

    /// A line of it, with its end; or of the trailer, which counts alone.
    [[nodiscard]] std::optional<QString> addLine(QByteArrayView line);
    /// Whether the last line has come. Responses that come before the one asked for (status 1xx)
    /// don't count.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// When it is complete.
    [[nodiscard]] const ResponseHead &head() const { return m_head; }

private:
    [[nodiscard]] std::optional<QString> addStatus(QByteArrayView line);
    [[nodiscard]] std::optional<QString> addField(QByteArrayView line);
    [[nodiscard]] std::optional<QString> complete();
    [[nodiscard]] std::optional<QString> readEnd();

    CURL *const m_handle;
    const std::optional<ProxyInUse> &m_proxy;
    ResponseHead m_head;
    qsizetype m_bytes = 0;   // of this head or trailer
    int m_interim = 0;       // responses of status 1xx so far
    bool m_isCoding = false; // the last field was Transfer-Encoding
    bool m_isComplete = false;
};

/// What answers is no server of HTTP, and no proxy.
[[nodiscard]] QString noHttpText(const std::optional<ProxyInUse> &proxy);

/// The head is longer than any should be.
[[nodiscard]] QString headTooLongText(const std::optional<ProxyInUse> &proxy);

} // namespace thaw
