// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/address.h"

#include <QCoreApplication>

#include <array>

#include <arpa/inet.h>

namespace thaw {

namespace {

constexpr qsizetype mostShown = 300;

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::Address", text);
}

bool isWeb(const QUrl &address)
{
    return address.scheme() == QLatin1StringView("http")
           || address.scheme() == QLatin1StringView("https");
}

bool isLoopback(const in_addr &number)
{
    return (ntohl(number.s_addr) >> 24U) == 127;
}

bool isLoopback(const in6_addr &number)
{
    static constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(mapped.begin(), mapped.end(), number.s6_addr)) { // of IPv4, RFC 4291, 2.5.5.2
        return number.s6_addr[12] == 127;
    }
    return IN6_IS_ADDR_LOOPBACK(&number) || IN6_IS_ADDR_UNSPECIFIED(&number);
}

} // namespace

std::optional<QString> addressProblem(const QUrl &address)
{
    if (!address.isValid() || !isWeb(address)) {
        return tr("it must begin with http:// or https://");
    }
    if (address.host().isEmpty()) {
        return tr("it names no host");
    }
    if (!address.userInfo().isEmpty()) {
        return tr("it carries a user name or a password, which would be kept with the run; leave "
                  "them out");
    }
    if (address.port(1) == 0) {
        return tr("its port is 0, and there is none of that number");
    }
    return std::nullopt;
}

std::optional<QString> redirectProblem(const QUrl &from, const QUrl &to)
{
    if (!to.isValid() || !isWeb(to) || to.host().isEmpty() || to.port(1) == 0) {
        return tr("the server redirects to what is no address of http or https");
    }
    if (!to.userInfo().isEmpty()) {
        return tr("the server redirects to an address with a user name or a password");
    }
    if (from.scheme() == QLatin1StringView("https") && to.scheme() != from.scheme()) {
        return tr("the server redirects from https to http, where anybody could change the file");
    }
    if (isThisMachine(to.host()) && !isThisMachine(from.host())) {
        return redirectedHereText();
    }
    return std::nullopt;
}

QString redirectedHereText()
{
    return tr("the server redirects to this machine, which is none of its business");
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
        return isLoopback(six);
    }
    in_addr four{};
    // Not inet_pton: 127.1 and 0x7f000001 are numbers, too, to whoever looks a host up.
    return inet_aton(bytes.constData(), &four) != 0 && (isLoopback(four) || four.s_addr == 0);
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
            return shown.left(most - 3) + QStringLiteral("...");
        }
    }
    return shown;
}

} // namespace thaw
