// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/history/runfigures.h"

#include "jobs/job/verdict.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>

namespace thaw {

namespace {

struct RunFigures
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RunFigures)
};

enum class Kind { Plain, Time };

QString numberText(double number)
{
    return number == std::floor(number) && std::abs(number) < 1e15
                   ? QLocale().toString(number, 'f', 0)
                   : QLocale().toString(number, 'g', 6);
}

QString valueText(const QJsonValue &value, Kind kind)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? RunFigures::tr("yes") : RunFigures::tr("no");
    case QJsonValue::Double:
        return kind == Kind::Time ? timeTextOfMs(value.toDouble()) : numberText(value.toDouble());
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array: {
        const auto size = value.toArray().size();
        return size == 1 ? RunFigures::tr("1 entry")
                         : RunFigures::tr("%1 entries").arg(QLocale().toString(size));
    }
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return {};
    }
}

QString differenceText(const QJsonValue &first, const QJsonValue &second, Kind kind)
{
    if (first == second || first.isNull() || second.isNull() || first.isUndefined()
        || second.isUndefined()) {
        return {};
    }
    if (!first.isDouble() || !second.isDouble()) {
        return RunFigures::tr("differs");
    }
    const double difference = second.toDouble() - first.toDouble();
    const QString sign = difference < 0 ? QStringLiteral("−") : QStringLiteral("+");
    const double size = std::abs(difference);
    const QString amount = sign + (kind == Kind::Time ? timeTextOfMs(size) : numberText(size));
    if (first.toDouble() <= 0) {
        return amount;
    }
    const double times = second.toDouble() / first.toDouble();
    return times >= 10
                   ? RunFigures::tr("%1 (%2 times)").arg(amount, numberText(std::round(times)))
                   : RunFigures::tr("%1 (%2%3 %)")
                             .arg(amount, sign, numberText(std::round(100 * std::abs(times - 1))));
}

class FigureList
{
public:
    explicit FigureList(const QList<StoredRun> &runs)
        : m_runs(runs)
    {}

    void heading(const QString &name) { m_figures.append(RunFigure{name, {}, {}}); }

    void add(const QString &name, const std::function<QJsonValue(const StoredRun &)> &valueOf,
             Kind kind = Kind::Plain, bool compares = true)
    {
        QList<QJsonValue> values;
        RunFigure figure{name, {}, {}};
        for (const StoredRun &run : m_runs) {
            values.append(valueOf(run));
            figure.values.append(valueText(values.last(), kind));
        }
        if (std::ranges::all_of(figure.values, &QString::isEmpty)) {
            return;
        }
        if (values.size() == 2 && compares) {
            figure.difference = differenceText(values[0], values[1], kind);
        }
        m_figures.append(figure);
    }

    // Each member of an object of the record that any of the runs has.
    void addMembers(const QString &heading, const QString &object)
    {
        QStringList names;
        for (const StoredRun &run : m_runs) {
            names += run.json[object].toObject().keys();
        }
        names.removeDuplicates();
        names.sort();
        if (names.isEmpty()) {
            return;
        }
        this->heading(heading);
        for (const QString &name : names) {
            add(name,
                [&](const StoredRun &run) { return run.json[object].toObject().value(name); });
        }
    }

    [[nodiscard]] const QList<RunFigure> &figures() const { return m_figures; }

private:
    const QList<StoredRun> &m_runs;
    QList<RunFigure> m_figures;
};

QJsonValue momentOf(const QDateTime &moment)
{
    return moment.isNull() ? QJsonValue()
                           : QJsonValue(moment.toLocalTime().toString(
                                   QStringLiteral("yyyy-MM-dd HH:mm:ss")));
}

// A time that all threads have together; null where none has it.
QJsonValue sumOf(const StoredRun &run, QStringView time)
{
    double sum = 0;
    bool isKnown = false;
    for (const QJsonValue thread : run.json[u"threads"].toArray()) {
        sum += thread[time].toDouble();
        isKnown = isKnown || thread[time].isDouble();
    }
    return isKnown ? QJsonValue(sum) : QJsonValue();
}

void addRun(FigureList &list)
{
    list.heading(RunFigures::tr("Run"));
    list.add(
            RunFigures::tr("Started"),
            [](const StoredRun &run) { return momentOf(run.row.startedAt); }, Kind::Plain, false);
    list.add(RunFigures::tr("Job"), [](const StoredRun &run) { return run.json[u"job"]; });
    list.add(RunFigures::tr("Placement"),
             [](const StoredRun &run) { return run.json[u"placement"]; });
    list.add(RunFigures::tr("Outcome"), [](const StoredRun &run) { return run.json[u"outcome"]; });
    list.add(RunFigures::tr("Verdict"), [](const StoredRun &run) {
        const auto verdict = verdictOf(run.json[u"facts"].toObject());
        return verdict ? QJsonValue(verdictWords(*verdict)) : QJsonValue();
    });
    list.add(RunFigures::tr("Error"), [](const StoredRun &run) { return run.json[u"error"]; });
    list.add(
            RunFigures::tr("Elapsed"), [](const StoredRun &run) { return run.json[u"elapsed_ms"]; },
            Kind::Time);
    list.add(
            RunFigures::tr("CPU time"), [](const StoredRun &run) { return sumOf(run, u"cpu_ms"); },
            Kind::Time);
    list.add(
            RunFigures::tr("Time without a core"),
            [](const StoredRun &run) { return sumOf(run, u"without_core_ms"); }, Kind::Time);
    list.add(
            RunFigures::tr("Other programs, CPU time"),
            [](const StoredRun &run) { return run.json[u"others"][u"cpu_ms"]; }, Kind::Time);
    list.add(RunFigures::tr("Done"), [](const StoredRun &run) {
        const QJsonValue progress = run.json[u"progress"];
        return progress.isObject() ? QJsonValue(
                       amountText(progress[u"done"].toInteger(), progress[u"unit"].toString()))
                                   : QJsonValue();
    });
}

// The first versions weighed each ping alike, and their records keep the percentiles of then.
bool weighsByPings(const StoredRun &run)
{
    const QJsonValue delay = run.json[u"gui"][u"delay_ms"];
    return delay.isObject() && delay[u"weighted_by"].isUndefined();
}

void addWindow(FigureList &list, const QList<StoredRun> &runs)
{
    list.heading(RunFigures::tr("Window"));
    const auto byPings = std::ranges::count_if(runs, weighsByPings);
    const bool weighAlike = byPings == 0 || byPings == runs.size();
    const auto delay = [&](const QString &name, const QString &member) {
        list.add(
                name, [&](const StoredRun &run) { return run.json[u"gui"][u"delay_ms"][member]; },
                Kind::Time, weighAlike || member == QLatin1StringView("max"));
    };
    if (byPings > 0) {
        list.add(
                RunFigures::tr("Delays weighted by"),
                [](const StoredRun &run) {
                    return weighsByPings(run) ? RunFigures::tr("pings") : RunFigures::tr("time");
                },
                Kind::Plain, false);
    }
    delay(RunFigures::tr("Delay, median"), QStringLiteral("p50"));
    delay(RunFigures::tr("Delay, p95"), QStringLiteral("p95"));
    delay(RunFigures::tr("Delay, p99"), QStringLiteral("p99"));
    delay(RunFigures::tr("Worst delay"), QStringLiteral("max"));
    list.add(RunFigures::tr("Frames"),
             [](const StoredRun &run) { return run.json[u"gui"][u"frames"][u"expected"]; });
    list.add(RunFigures::tr("Frames missed"), [](const StoredRun &run) {
        return run.row.framesMissed ? QJsonValue(*run.row.framesMissed) : QJsonValue();
    });
    const auto count = [&](const QString &name, const QString &stalls) {
        list.add(name, [&](const StoredRun &run) {
            const QJsonValue array = run.json[u"gui"][stalls];
            return array.isArray() ? QJsonValue(array.toArray().size()) : QJsonValue();
        });
    };
    count(RunFigures::tr("Stalls"), QStringLiteral("stalls"));
    list.add(
            RunFigures::tr("Longest stall"),
            [](const StoredRun &run) { return run.json[u"gui"][u"longest_stall_ms"]; }, Kind::Time);
    count(RunFigures::tr("Stalls by columns"), QStringLiteral("columns_stalls"));
}

} // namespace

QList<RunFigure> runFigures(const QList<StoredRun> &runs)
{
    FigureList list(runs);
    addRun(list);
    if (std::ranges::any_of(runs,
                            [](const StoredRun &run) { return run.json[u"gui"].isObject(); })) {
        addWindow(list, runs);
    }
    list.addMembers(RunFigures::tr("Parameters"), QStringLiteral("parameters"));
    list.addMembers(RunFigures::tr("Facts"), QStringLiteral("facts"));
    list.heading(RunFigures::tr("Host"));
    list.add(RunFigures::tr("Cores"),
             [](const StoredRun &run) { return run.json[u"host"][u"cores"]; });
    list.add(RunFigures::tr("System"),
             [](const StoredRun &run) { return run.json[u"host"][u"os"]; });
    list.add(RunFigures::tr("Qt"), [](const StoredRun &run) { return run.json[u"host"][u"qt"]; });
    return list.figures();
}

QStringList transcriptOf(const StoredRun &run)
{
    QStringList lines;
    for (const QJsonValue line : run.json[u"transcript"].toArray()) {
        lines.append(line.toString());
    }
    return lines;
}

} // namespace thaw
