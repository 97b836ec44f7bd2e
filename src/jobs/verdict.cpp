// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/verdict.h"

#include <QCoreApplication>

#include <algorithm>

namespace thaw {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::Verdict", text);
}

} // namespace

QJsonValue asExpected(Verdict verdict)
{
    return verdict == Verdict::NotToBeTold ? QJsonValue() : verdict == Verdict::AsExpected;
}

std::optional<Verdict> verdictOf(const QJsonObject &facts)
{
    const QJsonValue value = facts.value(QLatin1StringView("as_expected"));
    if (value.isNull()) {
        return Verdict::NotToBeTold;
    }
    if (!value.isBool()) {
        return std::nullopt;
    }
    return value.toBool() ? Verdict::AsExpected : Verdict::NotAsExpected;
}

QString verdictWords(Verdict verdict)
{
    switch (verdict) {
    case Verdict::AsExpected:
        return tr("as expected");
    case Verdict::NotAsExpected:
        return tr("not as expected");
    case Verdict::NotToBeTold:
        return tr("not to be told");
    }
    Q_UNREACHABLE();
}

std::chrono::nanoseconds CoreFigures::taken() const
{
    return std::min(withoutCore, use.others) + use.stolen;
}

double CoreFigures::takenShare() const
{
    const auto all = cpu + taken();
    return all.count() > 0 ? std::chrono::duration<double>(taken()) / all : 0;
}

Verdict judge(const Findings &findings, const CoreFigures &cores)
{
    if (!findings.isRight) {
        return Verdict::NotAsExpected;
    }
    if (findings.isOfComputing && cores.isOverrun()) {
        return Verdict::NotToBeTold;
    }
    if (findings.isShown) {
        return Verdict::AsExpected;
    }
    return findings.wasPaused || cores.isBusy() ? Verdict::NotToBeTold : Verdict::NotAsExpected;
}

} // namespace thaw
