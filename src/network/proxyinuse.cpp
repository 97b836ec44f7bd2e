// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/proxyinuse.h"

#include "network/address.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace thaw {

namespace {

constexpr qsizetype mostOfName = 200;

struct ShownProxy
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ShownProxy)
};

} // namespace

bool ProxyInUse::isEncrypted() const
{
    return name.startsWith(QStringLiteral("https://"), Qt::CaseInsensitive);
}

bool ProxyInUse::isSocks() const
{
    static const QRegularExpression form(QStringLiteral("^socks[^:]*://"),
                                         QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch();
}

bool ProxyInUse::looksNamesUp() const
{
    return !isSocks() || name.startsWith(QStringLiteral("socks5h:"), Qt::CaseInsensitive)
           || name.startsWith(QStringLiteral("socks4a:"), Qt::CaseInsensitive);
}

QString shownProxy(const ProxyInUse &proxy)
{
    return ShownProxy::tr("the proxy %1 (of the variable %2)").arg(proxy.name, proxy.variable);
}

QString answererText(const std::optional<ProxyInUse> &proxy)
{
    return proxy ? ShownProxy::tr("the server, or %1,").arg(shownProxy(*proxy))
                 : ShownProxy::tr("the server");
}

std::optional<ProxyInUse> proxyInLog(QByteArrayView line)
{
    static const QRegularExpression form(
            QStringLiteral(R"(^Uses proxy env variable (\w+) == '(.*)'\s*$)"));
    const auto match = form.match(QString::fromUtf8(line));
    const QString variable = match.captured(1);
    if (!match.hasMatch() || variable.toLower() == QLatin1StringView("no_proxy")) {
        return std::nullopt;
    }
    QString name = match.captured(2);
    if (const qsizetype login = name.lastIndexOf(QLatin1Char('@')); login >= 0) {
        // Without a scheme, "://" may be a part of the password.
        static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*://"));
        const qsizetype begin = scheme.match(name).capturedLength();
        name.remove(begin, login + 1 - begin);
    }
    return ProxyInUse{variable, shownText(name, mostOfName)};
}

} // namespace thaw
