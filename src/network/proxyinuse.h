// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace thaw {

/// The proxy of a transfer, and where it comes from.
struct ProxyInUse
{
    QString variable; ///< of the environment: "http_proxy"
    QString name;     ///< for a person: as the variable has it, but for user name and password

    /// It is spoken to by TLS.
    [[nodiscard]] bool isEncrypted() const;
    /// It passes on whatever comes, and knows nothing of HTTP.
    [[nodiscard]] bool isSocks() const;
    /// It is given the name of a host, and not its number.
    [[nodiscard]] bool looksNamesUp() const;
};

/// "the proxy http://10.0.0.1:3128 (of the variable http_proxy)"
[[nodiscard]] QString shownProxy(const ProxyInUse &proxy);

/// Whose response has come, as the beginning of a sentence: "the server", or with a proxy, which
/// can answer in its place, "the server, or the proxy ...,".
[[nodiscard]] QString answererText(const std::optional<ProxyInUse> &proxy);

/// What libcurl says of it in its log; empty if that line is about something else. That is how
/// libcurl itself reads the variables, no_proxy too; before 8.7 it says it nowhere else.
[[nodiscard]] std::optional<ProxyInUse> proxyInLog(QByteArrayView line);

} // namespace thaw
