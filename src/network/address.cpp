// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/address.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <sys/socket.h>

namespace thaw {

namespace {

constexpr qsizetype mostShown = 300;
constexpr qsizetype mostOfPart = 60;

struct Address
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Address)
};

bool isWeb(const QUrl &address)
{
    return address.scheme() == QLatin1StringView("http")
           || address.scheme() == QLatin1StringView("https");
}

// The system takes the number 0 for this machine, too.
bool isHere(const in_addr &number)
{
    return (ntohl(number.s_addr) >> 24U) == 127 || number.s_addr == 0;
}

// The number of IPv4 in one of IPv6, in its last four bytes, if it is of a form that has one: for
// sockets that know IPv6 alone (RFC 4291, 2.5.5), or for who translates it (RFC 2765, RFC 6052).
std::optional<in_addr> fourIn(const in6_addr &number)
{
    using Prefix = std::array<std::uint8_t, 12>;
    static constexpr std::array<Prefix, 4> prefixes{{{},
                                                     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff},
                                                     {0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff},
                                                     {0, 0x64, 0xff, 0x9b}}};
    const bool hasFour = std::ranges::any_of(prefixes, [&](const Prefix &prefix) {
        return std::equal(prefix.begin(), prefix.end(), number.s6_addr);
    });
    if (!hasFour) {
        return std::nullopt;
    }
    in_addr four{};
    std::memcpy(&four, &number.s6_addr[12], sizeof four);
    return four;
}

bool isHere(const in6_addr &number)
{
    const std::optional<in_addr> four = fourIn(number);
    return IN6_IS_ADDR_LOOPBACK(&number) || (four && isHere(*four));
}

// A part of an address as a message quotes it.
QString part(const QString &text)
{
    return shownText(text, mostOfPart);
}

std::optional<QString> portProblem(const QString &port)
{
    static const QRegularExpression digits(QStringLiteral("^[0-9]*$"));
    if (!digits.match(port).hasMatch()) {
        return Address::tr("its port, %1, is no number").arg(part(port));
    }
    if (!port.isEmpty() && (port.size() > 9 || port.toInt() > 65535)) {
        return Address::tr("its port, %1, is more than 65535").arg(part(port));
    }
    if (!port.isEmpty() && port.toInt() == 0) {
        return Address::tr("its port is 0, and there is none of that number");
    }
    return std::nullopt;
}

std::optional<QString> sixProblem(const QString &authority)
{
    const qsizetype end = authority.indexOf(QLatin1Char(']'));
    if (end < 0) {
        return Address::tr("the bracket [ of its host isn't closed");
    }
    const QString number = authority.mid(1, end - 1).section(QLatin1Char('%'), 0, 0);
    in6_addr six{};
    if (inet_pton(AF_INET6, number.toLatin1().constData(), &six) != 1) {
        return Address::tr("its host, [%1], is no number of IPv6").arg(part(number));
    }
    const QString behind = authority.mid(end + 1);
    if (!behind.isEmpty() && behind.front() != QLatin1Char(':')) {
        return Address::tr("what follows the bracket ] of its host, %1, is no port")
                .arg(part(behind));
    }
    return portProblem(behind.mid(1));
}

// What stands between the slashes: host and port.
std::optional<QString> authorityProblem(const QString &authority)
{
    if (authority.contains(QLatin1Char('@'))) {
        return Address::tr(
                "it carries a user name or a password, which would be kept with the run; leave "
                "them out");
    }
    if (authority.startsWith(QLatin1Char('['))) {
        return sixProblem(authority);
    }
    if (authority.count(QLatin1Char(':')) > 1) {
        return Address::tr("its host, %1, has colons; a number of IPv6 stands in brackets: [::1]")
                .arg(part(authority));
    }
    const QString host = authority.section(QLatin1Char(':'), 0, 0);
    if (host.isEmpty()) {
        return Address::tr("it names no host");
    }
    QUrl url;
    url.setHost(host, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty()) {
        return Address::tr("its host, %1, is no name that a host can have").arg(part(host));
    }
    return portProblem(authority.section(QLatin1Char(':'), 1));
}

} // namespace

std::optional<QString> addressProblem(const QString &text)
{
    const qsizetype colon = text.indexOf(QStringLiteral("://"));
    const QString scheme = text.left(colon).toLower();
    if (colon < 0) {
        const bool isNearly = text.startsWith(QStringLiteral("http:"), Qt::CaseInsensitive)
                              || text.startsWith(QStringLiteral("https:"), Qt::CaseInsensitive);
        return isNearly ? Address::tr("two slashes must follow its first colon")
                        : Address::tr("it must begin with http:// or https://");
    }
    if (scheme != QLatin1StringView("http") && scheme != QLatin1StringView("https")) {
        return Address::tr("it must begin with http:// or https://");
    }
    static const QRegularExpression end(QStringLiteral("[/?#]"));
    const qsizetype path = text.indexOf(end, colon + 3);
    const QString authority = text.mid(colon + 3, path < 0 ? -1 : path - colon - 3);
    if (auto problem = authorityProblem(authority)) {
        // A password may hold a slash: where an @ follows, what looks like a host may be a part of
        // it.
        return text.indexOf(QLatin1Char('@'), colon + 3 + authority.size()) < 0
                       ? problem
                       : Address::tr("its host or its port is none; if that is a part of a user "
                                     "name or a password, leave them out");
    }
    return QUrl(text).isValid() ? std::nullopt
                                : std::optional(Address::tr("what follows its host can't be read"));
}

std::optional<QString> redirectProblem(const QUrl &from, const QUrl &to)
{
    if (!to.isValid() || !isWeb(to) || to.host().isEmpty() || to.port(1) == 0) {
        return Address::tr("the server redirects to what is no address of http or https");
    }
    if (!to.userInfo().isEmpty()) {
        return Address::tr("the server redirects to an address with a user name or a password");
    }
    if (from.scheme() == QLatin1StringView("https") && to.scheme() != from.scheme()) {
        return Address::tr(
                "the server redirects from https to http, where anybody could change the file");
    }
    if (isThisMachine(to.host()) && !isThisMachine(from.host())) {
        return redirectedHereText();
    }
    return std::nullopt;
}

QString redirectedHereText()
{
    return Address::tr("the server redirects to this machine, which is none of its business");
}

bool isThisMachine(const sockaddr &number)
{
    if (number.sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &number, sizeof four);
        return isHere(four.sin_addr);
    }
    if (number.sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &number, sizeof six);
        return isHere(six.sin6_addr);
    }
    return false;
}

bool isThisMachine(const QString &host)
{
    QString name = host.section(QLatin1Char('%'), 0, 0).toLower(); // ::1%lo: without its zone
    while (name.endsWith(QLatin1Char('.'))) {
        name.chop(1);
    }
    if (name == QLatin1StringView("localhost") || name.endsWith(QLatin1StringView(".localhost"))) {
        return true;
    }
    const QByteArray bytes = name.toLatin1();
    in6_addr six{};
    if (inet_pton(AF_INET6, bytes.constData(), &six) == 1) {
        return isHere(six);
    }
    in_addr four{};
    // Not inet_pton: 127.1 and 0x7f000001 are numbers, too, to whoever looks a host up.
    return inet_aton(bytes.constData(), &four) != 0 && isHere(four);
}

QString shownAddress(const QUrl &address)
{
    QString text = address.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment)
                           .toString(QUrl::FullyEncoded);
    if (address.hasQuery()) {
        text += QStringLiteral("?...");
    }
    return shownText(text, mostShown);
}

QString shownText(const QString &text, qsizetype most)
{
    QString shown;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069)
                           || code == 0x200E || code == 0x200F || code == 0x061C;
        const bool steers = c.category() == QChar::Other_Control
                            || c.category() == QChar::Separator_Line
                            || c.category() == QChar::Separator_Paragraph;
        shown += turns || steers ? QChar(QLatin1Char('?')) : c;
        if (shown.size() >= most) {
            shown.truncate(most - 3);
            if (!shown.isEmpty() && shown.back().isHighSurrogate()) { // half of a character
                shown.chop(1);
            }
            return shown + QStringLiteral("...");
        }
    }
    return shown;
}

} // namespace thaw
