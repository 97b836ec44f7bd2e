// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/proxyinuse.h"

#include "network/address.h"

#include <QRegularExpression>

namespace thaw {

namespace {

constexpr qsizetype mostShown = 200;

} // namespace

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
    return ProxyInUse{variable, shownText(name, mostShown)};
}

} // namespace thaw
