// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/proxyinuse.h"
#include "network/responsehead.h"

#include <QString>
#include <QUrl>

#include <cstdint>
#include <optional>

#include <curl/curl.h>

namespace thaw {

// Why a fetch failed, as the end of a sentence without a full stop.

/// A transfer that libcurl has ended with an error.
struct FailedTransfer
{
    CURLcode code = CURLE_OK;
    QString said;        ///< by libcurl, in English; may be empty
    int systemError = 0; ///< errno; 0 if it was none of the system's
    int proxyStatus = 0; ///< that the proxy answered with when asked for a tunnel; 0 if it wasn't
    QUrl address;
    std::optional<ProxyInUse> proxy;
    bool isAsked = false;             ///< the request was on its way
    std::optional<ResponseHead> head; ///< if it had come
    std::int64_t received = 0;        ///< bytes of the body
};
[[nodiscard]] QString transferErrorText(const FailedTransfer &failed);

/// A transfer that nothing has come for.
struct SilentTransfer
{
    QUrl address;
    std::optional<ProxyInUse> proxy;
    bool isLookedUp = false;  ///< the name of whom to connect to
    bool isConnected = false; ///< to the server, or to the proxy
    bool isThrough = false;   ///< by the proxy: it has made a tunnel, or the request is on its way
};
/// `limit` is in seconds.
[[nodiscard]] QString silenceText(const SilentTransfer &silent, double limit);

/// The connection ended before the body did.
[[nodiscard]] QString cutShortText(const ResponseHead &head, std::int64_t received);

/// Whoever was asked closed the connection and has not answered.
[[nodiscard]] QString noAnswerText(const QUrl &address, const std::optional<ProxyInUse> &proxy);

/// A response that is no file.
[[nodiscard]] QString statusText(const ResponseHead &head, const std::optional<ProxyInUse> &proxy);

} // namespace thaw
