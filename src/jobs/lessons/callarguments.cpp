// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/callarguments.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <stdexcept>

namespace thaw {

namespace {

[[noreturn]] void refuse(const QString &reason)
{
    throw std::runtime_error(reason.toStdString());
}

// What stands between the commas.
QStringList partsOf(const QString &list, const QString &parameter, const QString &example)
{
    QStringList parts;
    if (list.trimmed().isEmpty()) {
        return parts;
    }
    for (const QString &part : list.split(QLatin1Char(','))) {
        parts.append(part.trimmed());
        if (parts.back().isEmpty()) {
            refuse(CallArguments::tr(
                           "%1: in '%2' nothing stands beside a comma; write values as in '%3'.")
                           .arg(parameter, list, example));
        }
    }
    return parts;
}

} // namespace

CallArguments CallArguments::parse(const QString &args, const QString &kwargs)
{
    static const QRegularExpression named(
            QStringLiteral("\\A([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(\\S.*)\\z"),
            QRegularExpression::DotMatchesEverythingOption);
    CallArguments arguments{partsOf(args, QStringLiteral("args"), QStringLiteral("1, 2")), {}};
    for (const QString &part :
         partsOf(kwargs, QStringLiteral("kwargs"), QStringLiteral("x=3, y=4"))) {
        const QRegularExpressionMatch match = named.match(part);
        if (!match.hasMatch()) {
            refuse(tr("kwargs: '%1' is not a name, '=' and a value, as in 'x=3'.").arg(part));
        }
        if (arguments.byName.contains(match.captured(1))) {
            refuse(tr("kwargs: '%1' stands there twice; a name takes one value.")
                           .arg(match.captured(1)));
        }
        arguments.byName.insert(match.captured(1), match.captured(2));
    }
    return arguments;
}

double CallArguments::sum() const
{
    double sum = 0;
    for (const QString &value : values()) {
        bool isNumber = false;
        sum += value.toDouble(&isNumber);
        if (!isNumber) {
            refuse(tr("The target add takes numbers, and '%1' is none; write them as in '1, 2'.")
                           .arg(value));
        }
    }
    return sum;
}

QString CallArguments::toString() const
{
    QStringList parts = byPlace;
    for (auto argument = byName.begin(); argument != byName.end(); ++argument) {
        parts.append(QStringLiteral("%1=%2").arg(argument.key(), argument.value()));
    }
    return QStringLiteral("(%1)").arg(parts.join(QStringLiteral(", ")));
}

} // namespace thaw
