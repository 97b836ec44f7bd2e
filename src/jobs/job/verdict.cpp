// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/verdict.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace thaw {

namespace {

struct VerdictText
{
    Q_DECLARE_TR_FUNCTIONS(thaw::VerdictText)
};

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
        return VerdictText::tr("as expected");
    case Verdict::NotAsExpected:
        return VerdictText::tr("not as expected");
    case Verdict::NotToBeTold:
        return VerdictText::tr("not to be told");
    }
    Q_UNREACHABLE();
}

std::chrono::nanoseconds CoreFigures::taken() const
{
    return std::min(withoutCore, use.others + use.throttled) + use.stolen;
}

double CoreFigures::takenShare() const
{
    const auto all = cpu + taken();
    return all.count() > 0 ? std::chrono::duration<double>(taken()) / all : 0;
}

bool CoreFigures::isBusy() const
{
    constexpr std::chrono::milliseconds twoTicks{20};
    return takenShare() > 0.1 && taken() > twoTicks && taken() * 20 > elapsed;
}

QString CoreFigures::takers() const
{
    const auto weighs = [this](std::chrono::nanoseconds part) { return part * 5 > taken(); };
    QStringList takers;
    if (weighs(std::min(withoutCore, use.others))) {
        takers.append(VerdictText::tr("other programs"));
    }
    if (weighs(use.stolen)) {
        takers.append(VerdictText::tr("other machines"));
    }
    if (weighs(std::min(withoutCore, use.throttled))) {
        takers.append(VerdictText::tr("a limit of its control group"));
    }
    return QLocale().createSeparatedList(takers);
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
    const bool isExcused = findings.wasPaused || findings.isSpoiled || cores.isBusy();
    return isExcused ? Verdict::NotToBeTold : Verdict::NotAsExpected;
}

} // namespace thaw
