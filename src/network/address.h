// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

struct sockaddr;

namespace thaw {

// The rules for addresses on the network. What is returned as a problem is the end of a sentence,
// without a full stop, and quotes nothing of the address that could be a secret.

/// Why nothing is fetched from there, and which part of it is to blame: it is none of http or https
/// with a host, or it carries a user name or a password, which would be kept with the run.
[[nodiscard]] std::optional<QString> addressProblem(const QString &text);

/// Why a redirect isn't followed: see Fetcher. Both are absolute.
[[nodiscard]] std::optional<QString> redirectProblem(const QUrl &from, const QUrl &to);

/// Why one isn't that led to this machine by a name, which is known when it has been looked up.
[[nodiscard]] QString redirectedHereText();

/// Whether the host is this very machine, by its name or number; nothing is looked up.
[[nodiscard]] bool isThisMachine(const QString &host);

/// The same of a number of IPv4 or IPv6.
[[nodiscard]] bool isThisMachine(const sockaddr &number);

/// An address for a person to read, in ASCII: without what may be a secret (user name, password,
/// query), and cut if it is as long as a page.
[[nodiscard]] QString shownAddress(const QUrl &address);

/// What a server wrote, for a person to read on one line: without characters that steer a terminal
/// or turn the text around them, and not longer than `most`.
[[nodiscard]] QString shownText(const QString &text, qsizetype most);

} // namespace thaw
