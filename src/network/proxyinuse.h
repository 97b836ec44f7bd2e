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
};

/// What libcurl says of it in its log; empty if that line is about something else. That is how
/// libcurl itself reads the variables, no_proxy too; before 8.7 it says it nowhere else.
[[nodiscard]] std::optional<ProxyInUse> proxyInLog(QByteArrayView line);

} // namespace thaw
