// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/comparison/comparisontable.h"

#include "report/csv.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

struct ComparisonTable
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ComparisonTable)
};

QString medianText(const Comparison &comparison, const ComparedPlacement &placement,
                   Measure measure)
{
    const auto spread = comparison.spread(placement, measure);
    return spread ? measureText(measure, spread->median) : QStringLiteral("-");
}

QStringList titles()
{
    QStringList line{ComparisonTable::tr("PLACEMENT"), ComparisonTable::tr("RUNS")};
    for (const Measure measure : measures) {
        line.append(measureTitle(measure).toUpper());
    }
    return line;
}

QStringList medians(const Comparison &comparison, const ComparedPlacement &placement)
{
    QStringList line{placement.id,
                     runsTexts(comparison.counts(placement)).join(ComparisonTable::tr(", "))};
    for (const Measure measure : measures) {
        line.append(medianText(comparison, placement, measure));
    }
    return line;
}

// Empty where no measure has one.
QStringList ranges(const Comparison &comparison, const ComparedPlacement &placement)
{
    QStringList line{QString(), QString()};
    for (const Measure measure : measures) {
        const auto spread = comparison.spread(placement, measure);
        line.append(spread ? rangeText(measure, *spread) : QString());
    }
    return std::ranges::all_of(line, &QString::isEmpty) ? QStringList() : line;
}

// The first two columns stand left, the figures right.
QString aligned(const QList<QStringList> &lines)
{
    QList<qsizetype> widths(lines.front().size());
    for (const QStringList &line : lines) {
        for (qsizetype column = 0; column < line.size(); ++column) {
            widths[column] = std::max(widths[column], line[column].size());
        }
    }
    QString text;
    for (const QStringList &line : lines) {
        QStringList cells;
        for (qsizetype column = 0; column < line.size(); ++column) {
            cells.append(column < 2 ? line[column].leftJustified(widths[column])
                                    : line[column].rightJustified(widths[column]));
        }
        text += cells.join(QStringLiteral("  ")) + QLatin1Char('\n');
    }
    return text;
}

QJsonObject countsJson(const RunCounts &counts)
{
    return {{QStringLiteral("finished"), counts.finished},
            {QStringLiteral("failed"), counts.failed},
            {QStringLiteral("stopped_by_freeze_limit"), counts.limited},
            {QStringLiteral("canceled"), counts.canceled}};
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000; // microseconds
}

QJsonValue spreadJson(const std::optional<Spread> &spread)
{
    return spread ? QJsonValue(QJsonObject{{QStringLiteral("median"), rounded(spread->median)},
                                           {QStringLiteral("least"), rounded(spread->least)},
                                           {QStringLiteral("most"), rounded(spread->most)}})
                  : QJsonValue();
}

QJsonObject summaryJson(const Comparison &comparison, const ComparedPlacement &placement)
{
    QJsonObject summary{{QStringLiteral("placement"), placement.id},
                        {QStringLiteral("runs"), countsJson(comparison.counts(placement))}};
    for (const Measure measure : measures) {
        summary.insert(measureKey(measure), spreadJson(comparison.spread(placement, measure)));
    }
    return summary;
}

QString outcomeOf(const Comparison &comparison)
{
    if (comparison.state != Comparison::State::Complete) {
        return outcomeWord(OutcomeKind::Canceled);
    }
    return outcomeWord(comparison.counts().finished == comparison.planned() ? OutcomeKind::Finished
                                                                            : OutcomeKind::Failed);
}

} // namespace

QStringList runsTexts(const RunCounts &counts)
{
    QStringList parts;
    if (counts.finished < counts.all()) {
        parts.append(ComparisonTable::tr("%1 of %2").arg(counts.finished).arg(counts.all()));
    } else {
        parts.append(QString::number(counts.finished));
    }
    if (counts.failed > 0) {
        parts.append(ComparisonTable::tr("%1 failed").arg(counts.failed));
    }
    if (counts.limited > 0) {
        parts.append(ComparisonTable::tr("%1 stopped").arg(counts.limited));
    }
    if (counts.canceled > 0) {
        parts.append(ComparisonTable::tr("%1 canceled").arg(counts.canceled));
    }
    return parts;
}

QString comparisonText(const Comparison &comparison)
{
    QList<QStringList> lines{titles()};
    for (const ComparedPlacement &placement : comparison.placements) {
        lines.append(medians(comparison, placement));
        if (const QStringList line = ranges(comparison, placement); !line.isEmpty()) {
            lines.append(line);
        }
    }
    return aligned(lines);
}

QByteArray comparisonCsv(const Comparison &comparison)
{
    QByteArrayList titles{"job",
                          "placement",
                          "priority",
                          "finished",
                          "failed",
                          "canceled",
                          "stopped_by_freeze_limit"};
    for (const Measure measure : measures) {
        const QByteArray key = measureKey(measure).toUtf8();
        titles += QByteArrayList{key + "_median", key + "_least", key + "_most"};
    }
    QByteArray csv = csvLine(titles);
    for (const ComparedPlacement &placement : comparison.placements) {
        const RunCounts counts = comparison.counts(placement);
        QByteArrayList cells{comparison.job.toUtf8(),
                             placement.id.toUtf8(),
                             jobPriorityWord(comparison.priority).toUtf8(),
                             QByteArray::number(counts.finished),
                             QByteArray::number(counts.failed),
                             QByteArray::number(counts.canceled),
                             QByteArray::number(counts.limited)};
        for (const Measure measure : measures) {
            const auto spread = comparison.spread(placement, measure);
            cells += spread ? QByteArrayList{csvNumber(rounded(spread->median)),
                                             csvNumber(rounded(spread->least)),
                                             csvNumber(rounded(spread->most))}
                            : QByteArrayList{{}, {}, {}};
        }
        csv += csvLine(cells);
    }
    return csv;
}

QJsonObject toJson(const Comparison &comparison, const QString &sentence, const QStringList &notes)
{
    QJsonArray summary;
    for (const ComparedPlacement &placement : comparison.placements) {
        summary.append(summaryJson(comparison, placement));
    }
    QJsonArray refused;
    for (const Comparison::Refusal &refusal : comparison.refused) {
        refused.append(QJsonObject{{QStringLiteral("placement"), refusal.placement.id},
                                   {QStringLiteral("reason"), refusal.reason}});
    }
    QJsonArray runs;
    for (const RunRecord &run : comparison.runs) {
        runs.append(toJson(run));
    }
    return {{QStringLiteral("schema"), QStringLiteral("thaw.compare/1")},
            {QStringLiteral("job"), comparison.job},
            {QStringLiteral("parameters"), comparison.parameters},
            {QStringLiteral("repeats"), comparison.repeats},
            {QStringLiteral("priority"), jobPriorityWord(comparison.priority)},
            {QStringLiteral("outcome"), outcomeOf(comparison)},
            {QStringLiteral("sentence"), sentence},
            {QStringLiteral("notes"), QJsonArray::fromStringList(notes)},
            {QStringLiteral("summary"), summary},
            {QStringLiteral("refused"), refused},
            {QStringLiteral("runs"), runs},
            {QStringLiteral("host"), toJson(comparison.host)}};
}

} // namespace thaw
