// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/cpuorio/cpuorioresults.h"

#include "jobs/engine/jobthread.h"
#include "jobs/job/resulttable.h"
#include "jobs/lessons/cpuorio/cpuorio.h"

#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

using Kind = CpuOrIoRow::Kind;

// Untranslated, for the fact.
QString kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Waiting:
        return QStringLiteral("waiting");
    case Kind::Computing:
        return QStringLiteral("computing");
    case Kind::Processes:
        return QStringLiteral("processes");
    }
    Q_UNREACHABLE();
}

// Whether four at once are as much faster than one as that many cores let them be. With more than
// one core, something is gained; cores that share their parts, as many do in pairs, give half of
// it. More than the cores is what a busy machine gives, where four get more of its time than one.
bool growsWithCores(double speedUp, int cores)
{
    const int most = std::min(cores, 4);
    const double least = most == 1 ? 0.75 : std::max(1.25, most / 2.0);
    return speedUp > least && speedUp < most * 1.2 + 0.05;
}

QString lineOf(const QString &kind, const QStringList &cells)
{
    QString line = kind.leftJustified(22);
    for (const QString &cell : cells) {
        line += cell.rightJustified(10);
    }
    return line;
}

QString kindNameOf(const QJsonObject &row)
{
    const QString word = row[QLatin1StringView("kind")].toString();
    return CpuOrIoRows::kindName(*std::ranges::find(CpuOrIoRow::kinds, word, kindWord));
}

} // namespace

const CpuOrIoRow &CpuOrIoRows::add(CpuOrIoRow row)
{
    m_rows.push_back(row);
    if (row.wall.count() > 0) { // stepped all the way, no time counts
        m_rows.back().speedUp =
                std::chrono::duration<double>(this->row(row.kind, 1).wall) / row.wall;
    }
    return m_rows.back();
}

const CpuOrIoRow &CpuOrIoRows::row(Kind kind, int threads) const
{
    return *std::ranges::find_if(m_rows, [&](const CpuOrIoRow &row) {
        return row.kind == kind && row.threads == threads;
    });
}

bool CpuOrIoRows::areRight(qint64 steps, bool globalLock) const
{
    return std::ranges::all_of(m_rows, [&](const CpuOrIoRow &row) {
        const CpuOrIoRow &waiting = this->row(Kind::Waiting, row.threads);
        switch (row.kind) {
        case Kind::Waiting:
            return row.atOnce == row.threads;
        case Kind::Computing:
            return row.steps == steps && row.cpu > waiting.cpu
                   && (globalLock ? row.atOnce == 1 : row.atOnce <= row.threads);
        case Kind::Processes:
            return row.steps == steps && row.cpu > waiting.cpu;
        }
        Q_UNREACHABLE();
    });
}

bool CpuOrIoRows::areShown(bool globalLock) const
{
    const double computing = speedUp(Kind::Computing, 4);
    const double processes = speedUp(Kind::Processes, 4);
    return speedUp(Kind::Waiting, 4) > 2.5
           && (globalLock ? computing < 1.25 : growsWithCores(computing, coreCount()))
           && growsWithCores(processes, coreCount());
}

QString CpuOrIoRows::inWords(bool globalLock) const
{
    const auto speedUp = [this](Kind kind) {
        return QString::number(this->speedUp(kind, 4), 'f', 1);
    };
    const QString first =
            globalLock ? CpuOrIo::tr(
                                 "With 4 threads, of which the imitated lock let %1 compute at a "
                                 "time, waiting was %2 times as fast as with one, and computing %3 "
                                 "times")
                                 .arg(row(Kind::Computing, 4).atOnce)
                       : CpuOrIo::tr("With 4 threads waiting was %1 times as fast as with one, and "
                                     "computing %2 times");
    return first.arg(speedUp(Kind::Waiting), speedUp(Kind::Computing))
           + CpuOrIo::tr("; 4 processes computed %1 times as fast as one, and %2 cores were there "
                         "to use.")
                     .arg(speedUp(Kind::Processes))
                     .arg(coreCount());
}

QJsonArray CpuOrIoRows::table() const
{
    QJsonArray table;
    for (const CpuOrIoRow &row : m_rows) {
        QJsonObject object{{QStringLiteral("kind"), kindWord(row.kind)},
                           {QStringLiteral("threads"), row.threads},
                           {QStringLiteral("wall_s"), factSeconds(row.wall)},
                           {QStringLiteral("cpu_s"), factSeconds(row.cpu)},
                           {QStringLiteral("speed_up"), std::round(row.speedUp * 100) / 100}};
        if (row.atOnce > 0) {
            object.insert(QStringLiteral("at_once"), row.atOnce);
        }
        table.append(object);
    }
    return table;
}

ResultTable CpuOrIoRows::shown()
{
    const QString second = CpuOrIo::tr("s");
    const auto threads = [](const QJsonObject &row) {
        const int count = row[QLatin1StringView("threads")].toInt();
        return count == 1 ? CpuOrIo::tr("1 at a time") : CpuOrIo::tr("%1 at a time").arg(count);
    };
    return {.columns = {{.title = CpuOrIo::tr("What"), .text = kindNameOf},
                        {.title = CpuOrIo::tr("Threads or processes"),
                         .key = QStringLiteral("threads")},
                        {.title = CpuOrIo::tr("Wall time"),
                         .unit = second,
                         .key = QStringLiteral("wall_s"),
                         .decimals = 3,
                         .help = CpuOrIo::tr("By the clock")},
                        {.title = CpuOrIo::tr("CPU time"),
                         .unit = second,
                         .key = QStringLiteral("cpu_s"),
                         .decimals = 3,
                         .help = CpuOrIo::tr("That the cores spent on all of them")},
                        {.title = CpuOrIo::tr("Speed-up"),
                         .key = QStringLiteral("speed_up"),
                         .decimals = 2,
                         .help = CpuOrIo::tr("How many times as fast as one alone")},
                        {.title = CpuOrIo::tr("Most at once"),
                         .key = QStringLiteral("at_once"),
                         .help = CpuOrIo::tr("How many waited or computed at the same moment; of "
                                             "processes it isn't known")}},
            .chart = {.title = CpuOrIo::tr("Speed-up: how many times as fast as one alone"),
                      .category = kindNameOf,
                      .bars = {{.key = QStringLiteral("speed_up")}},
                      .barOf = threads,
                      .levelFact = QStringLiteral("cores"),
                      .levelText = CpuOrIo::tr("%1 cores")}};
}

QString CpuOrIoRows::heading()
{
    return lineOf(CpuOrIo::tr("what"),
                  {CpuOrIo::tr("threads"), CpuOrIo::tr("wall s"), CpuOrIo::tr("CPU s"),
                   CpuOrIo::tr("speed-up"), CpuOrIo::tr("at once")});
}

QString CpuOrIoRows::line(const CpuOrIoRow &row)
{
    return lineOf(kindName(row.kind),
                  {QString::number(row.threads), QString::number(factSeconds(row.wall), 'f', 3),
                   QString::number(factSeconds(row.cpu), 'f', 3),
                   QString::number(row.speedUp, 'f', 2),
                   row.atOnce > 0 ? QString::number(row.atOnce) : QStringLiteral("-")});
}

QString CpuOrIoRows::kindName(Kind kind)
{
    return kind == Kind::Waiting     ? CpuOrIo::tr("waiting")
           : kind == Kind::Computing ? CpuOrIo::tr("computing")
                                     : CpuOrIo::tr("computing in processes");
}

} // namespace thaw
