// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/historytable.h"

#include "jobs/job/verdict.h"
#include "report/csv.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QStringList>

#include <array>

namespace thaw {

namespace {

struct HistoryTable
{
    Q_DECLARE_TR_FUNCTIONS(thaw::HistoryTable)
};

// Of the columns but the last; a negative one stands right.
constexpr std::array widths{-6, 19, 21, 9, 11, -10, -11};

QString lineOf(const QStringList &cells)
{
    QString line;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const QString &cell = cells[static_cast<qsizetype>(column)];
        const int width = widths[column];
        line += width < 0 ? cell.rightJustified(-width) : cell.leftJustified(width);
        line += QStringLiteral("  ");
    }
    return line + cells.last();
}

QString msText(const std::optional<double> &milliseconds)
{
    return milliseconds ? timeTextOfMs(*milliseconds) : QStringLiteral("-");
}

// Numbers as JSON writes them; nothing for null.
QByteArray plain(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Double:
        return csvNumber(value.toDouble());
    case QJsonValue::String:
        return value.toString().toUtf8();
    case QJsonValue::Object:
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    default:
        return {};
    }
}

QJsonValue framesMissed(const QJsonValue &gui)
{
    const QJsonValue frames = gui[u"frames"];
    return frames.isObject()
                   ? QJsonValue(frames[u"expected"].toDouble() - frames[u"delivered"].toDouble())
                   : QJsonValue();
}

QJsonValue cpuOf(const QJsonValue &threads)
{
    if (threads.toArray().isEmpty()) {
        return {};
    }
    double sum = 0;
    for (const QJsonValue thread : threads.toArray()) {
        sum += thread[u"cpu_ms"].toDouble();
    }
    return sum;
}

// Records of the first versions don't say it: there each ping weighed alike.
QJsonValue weightOf(const QJsonValue &delay)
{
    return delay.isObject() ? QJsonValue(delay[u"weighted_by"].toString(QStringLiteral("pings")))
                            : QJsonValue();
}

} // namespace

QString historyTitles()
{
    return lineOf({HistoryTable::tr("ID"), HistoryTable::tr("STARTED"), HistoryTable::tr("JOB"),
                   HistoryTable::tr("PLACEMENT"), HistoryTable::tr("OUTCOME"),
                   HistoryTable::tr("ELAPSED"), HistoryTable::tr("WORST DELAY"),
                   HistoryTable::tr("FRAMES MISSED")});
}

QString historyLine(const HistoryRow &row)
{
    return lineOf({QString::number(row.id),
                   row.startedAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                   row.job, row.placement, row.outcome, msText(row.elapsedMs),
                   msText(row.worstDelayMs),
                   row.framesMissed ? QLocale().toString(qlonglong{*row.framesMissed})
                                    : QStringLiteral("-")});
}

QByteArray historyCsvTitles()
{
    return "id,started_at,ended_at,job,placement,outcome,elapsed_ms,cpu_ms,delay_p50_ms,"
           "delay_p95_ms,delay_p99_ms,delay_max_ms,frames_expected,frames_missed,stalls,"
           "longest_stall_ms,cores,os,qt,parameters,error,delay_weighted_by,verdict\r\n";
}

QByteArray historyCsvLine(const StoredRun &run)
{
    const QJsonObject &json = run.json;
    const QJsonValue gui = json[u"gui"];
    const QJsonValue delay = gui[u"delay_ms"];
    const QJsonValue host = json[u"host"];
    const auto verdict = verdictOf(json[u"facts"].toObject());
    const std::array<QJsonValue, 23> cells{
            json[u"id"],
            json[u"started_at"],
            json[u"ended_at"],
            json[u"job"],
            json[u"placement"],
            json[u"outcome"],
            json[u"elapsed_ms"],
            cpuOf(json[u"threads"]),
            delay[u"p50"],
            delay[u"p95"],
            delay[u"p99"],
            delay[u"max"],
            gui[u"frames"][u"expected"],
            framesMissed(gui),
            gui.isObject() ? QJsonValue(gui[u"stalls"].toArray().size()) : QJsonValue(),
            gui[u"longest_stall_ms"],
            host[u"cores"],
            host[u"os"],
            host[u"qt"],
            json[u"parameters"],
            json[u"error"],
            weightOf(delay),
            verdict ? QJsonValue(verdictWords(*verdict)) : QJsonValue()};
    QByteArrayList line;
    for (const QJsonValue &cell : cells) {
        line.append(plain(cell));
    }
    return csvLine(line);
}

} // namespace thaw
