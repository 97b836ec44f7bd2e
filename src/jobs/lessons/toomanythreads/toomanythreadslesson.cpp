// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/toomanythreads/toomanythreads.h"

#include "jobs/engine/jobthread.h"
#include "jobs/lessons/startline.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <deque>
#include <span>

namespace thaw {

void TooManyThreadsValues::declare(ParameterFields &fields)
{
    fields.add("most", most,
               {.label = TooManyThreads::tr("Most threads"),
                .help = TooManyThreads::tr("1, 2, 4 and so on threads are tried, up to so many"),
                .least = 2,
                .most = 1024});
    fields.add("amount", amount,
               {.label = TooManyThreads::tr("Computing"),
                .help = TooManyThreads::tr("How much is computed in each measurement, in millions "
                                           "of steps; a million takes about a millisecond"),
                .least = 10,
                .most = 2000,
                .unit = TooManyThreads::tr("million steps")});
}

namespace {

using std::chrono::nanoseconds;
using Row = TooManyThreads::Row;

// With the number that says how many, for a sentence.
QString threadsText(int threads)
{
    return threads == 1 ? TooManyThreads::tr("1 thread")
                        : TooManyThreads::tr("%1 threads").arg(threads);
}

// The middle of what was measured, each figure for itself.
template <typename Figure>
Figure middle(const Row &row, Figure ThreadCosts::*figure)
{
    std::vector<Figure> figures;
    for (const ThreadCosts &cost : row.costs) {
        figures.push_back(cost.*figure);
    }
    const auto place = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
    std::ranges::nth_element(figures, place);
    return *place;
}

nanoseconds wallOf(const Row &row)
{
    return middle(row, &ThreadCosts::wall);
}

qint64 kilobytes(qint64 bytes)
{
    return std::max<qint64>(bytes / 1000, 0);
}

QString expectedOf(const TooManyThreadsValues &values)
{
    return TooManyThreads::tr("The time falls up to as many threads as there are cores, and no "
                              "further. Towards %1 threads the CPU time and the memory rise: each "
                              "thread has to be made, and has a stack of its own. The pool is "
                              "never slower than the worst.")
            .arg(values.most);
}

QString shortText(const QJsonObject &row)
{
    const int threads = row[QLatin1StringView("threads")].toInt();
    return row[QLatin1StringView("pool")].toBool() ? TooManyThreads::tr("pool of %1").arg(threads)
                                                   : QString::number(threads);
}

ResultTable shownResults()
{
    const QString kilobyte = TooManyThreads::tr("kB");
    const QString second = TooManyThreads::tr("s");
    const QString wall = TooManyThreads::tr("Wall time");
    const QString cpu = TooManyThreads::tr("CPU time");
    return {.columns = {{.title = TooManyThreads::tr("Threads"),
                         .key = QStringLiteral("threads"),
                         .text = shortText},
                        {.title = wall,
                         .unit = second,
                         .key = QStringLiteral("wall_s"),
                         .decimals = 3,
                         .help = TooManyThreads::tr("By the clock, the middle of the rounds")},
                        {.title = cpu,
                         .unit = second,
                         .key = QStringLiteral("cpu_s"),
                         .decimals = 3,
                         .help = TooManyThreads::tr("That the cores spent on all threads")},
                        {.title = TooManyThreads::tr("Voluntary switches"),
                         .key = QStringLiteral("voluntary"),
                         .help = TooManyThreads::tr(
                                 "Context switches at which a thread had to wait")},
                        {.title = TooManyThreads::tr("Involuntary switches"),
                         .key = QStringLiteral("involuntary"),
                         .help = TooManyThreads::tr("Context switches at which a thread had used "
                                                    "up its turn")},
                        {.title = TooManyThreads::tr("Memory"),
                         .unit = kilobyte,
                         .key = QStringLiteral("resident_kb"),
                         .help = TooManyThreads::tr("That was added when all threads were there")},
                        {.title = TooManyThreads::tr("Stacks"),
                         .unit = kilobyte,
                         .key = QStringLiteral("stacks_kb"),
                         .help = TooManyThreads::tr("Address space that is reserved for them")}},
            .chart = {.title = TooManyThreads::tr("Seconds for the same work, by threads"),
                      .category = shortText,
                      .bars = {{QStringLiteral("wall_s"), wall}, {QStringLiteral("cpu_s"), cpu}}}};
}

} // namespace

void TooManyThreads::teach()
{
    constexpr int rounds = 3;
    for (int threads = 1; threads < values().most; threads *= 2) {
        m_rows.push_back({.threads = threads});
    }
    m_rows.push_back({.threads = values().most});
    m_rows.push_back({.threads = coreCount(), .isPool = true});
    context().setProgress(0, static_cast<qint64>(m_rows.size()) * rounds);
    // In rounds, so that what else the machine does strikes all rows alike.
    for (int round = 1; round <= rounds; ++round) {
        say(tr("Round %1 of %2").arg(round).arg(rounds));
        for (Row &row : m_rows) {
            measure(row);
        }
    }
    sayTable();
    concludeFrom();
}

// Starts that many threads; when all of them are there, they begin together.
void TooManyThreads::onThreads(int count, const std::function<void(int index)> &work,
                               SourceLine where)
{
    StartLine start(context(), count);
    std::deque<Thread> threads;
    for (int index = 0; index < count; ++index) {
        threads.emplace_back(context(), QStringLiteral("Worker-%1").arg(index + 1), [&, index] {
            start.arrive(where);
            const ThreadCostSum::Part part(*m_costs); // what it costs from here to its end
            work(index);
        });
        threads.back().start(where);
    }
    start.awaitAll(where);
    m_costs->noteMemory();
    start.open(where);
    for (Thread &thread : threads) {
        thread.wait(where);
    }
}

void TooManyThreads::measure(Row &row)
{
    context().setStatus(row.isPool ? tr("Computing on a pool of %1").arg(row.threads)
                                   : tr("Computing on %1").arg(threadsText(row.threads)));
    m_computing.reset();
    m_costs.emplace();
    const auto began = context().activeTime();
    if (row.isPool) {
        onPool(row.threads, values().most);
    } else {
        onThreadsOfTheirOwn(row.threads);
    }
    ThreadCosts costs = m_costs->costs();
    costs.wall = context().activeTime() - began;
    costs.steps = m_computing.steps();
    row.costs.push_back(costs);
    context().addProgress(1);
}

void TooManyThreads::sayTable()
{
    const auto line = [](const QStringList &cells) {
        QString text;
        for (const QString &cell : cells) {
            text += cell.rightJustified(13);
        }
        return text;
    };
    say(tr("The middle of the rounds, with context switches, voluntary and involuntary:"));
    say(line({tr("threads"), tr("wall s"), tr("CPU s"), tr("voluntary"), tr("involuntary"),
              tr("memory kB"), tr("stacks kB")}));
    for (const Row &row : m_rows) {
        say(line({row.isPool ? tr("pool of %1").arg(row.threads) : QString::number(row.threads),
                  QString::number(factSeconds(wallOf(row)), 'f', 3),
                  QString::number(factSeconds(middle(row, &ThreadCosts::cpu)), 'f', 3),
                  QString::number(middle(row, &ThreadCosts::voluntary)),
                  QString::number(middle(row, &ThreadCosts::involuntary)),
                  QString::number(kilobytes(middle(row, &ThreadCosts::residentBytes))),
                  QString::number(kilobytes(middle(row, &ThreadCosts::stackBytes)))}));
    }
}

// Every thread was there, and together they computed all.
bool TooManyThreads::isComplete(const Row &row) const
{
    return std::ranges::all_of(row.costs, [&](const ThreadCosts &cost) {
        return cost.startedThreads == row.threads && cost.steps == m_steps;
    });
}

// By the figures that the sentence tells: the pool is not slower than the worst, but for what
// chance makes of two that are alike, and on several cores it is faster than one thread.
bool TooManyThreads::isShownBy(const Row &pool, const Row &worst) const
{
    const nanoseconds alone = wallOf(m_rows.front());
    const bool isFaster = pool.threads == 1 || alone.count() == 0 || alone * 3 > wallOf(pool) * 4;
    return wallOf(pool) * 10 <= wallOf(worst) * 11 && isFaster;
}

void TooManyThreads::concludeFrom()
{
    QJsonArray table;
    for (const Row &row : m_rows) {
        table.append(QJsonObject{
                {QStringLiteral("threads"), row.threads},
                {QStringLiteral("pool"), row.isPool},
                {QStringLiteral("wall_s"), factSeconds(wallOf(row))},
                {QStringLiteral("cpu_s"), factSeconds(middle(row, &ThreadCosts::cpu))},
                {QStringLiteral("voluntary"), middle(row, &ThreadCosts::voluntary)},
                {QStringLiteral("involuntary"), middle(row, &ThreadCosts::involuntary)},
                {QStringLiteral("resident_kb"),
                 kilobytes(middle(row, &ThreadCosts::residentBytes))},
                {QStringLiteral("stacks_kb"), kilobytes(middle(row, &ThreadCosts::stackBytes))},
        });
    }
    const Row &pool = m_rows.back();
    const auto others = std::span(m_rows).first(m_rows.size() - 1);
    const Row &worst = *std::ranges::max_element(others, {}, wallOf);
    const Row &greatest = others.back();
    // Times that a busy machine scatters are compared with room: the pool's quickest turn, and the
    // slowest of all turns.
    const auto slowest = [](const Row &row) {
        return std::ranges::max_element(row.costs, {}, &ThreadCosts::wall)->wall;
    };
    const nanoseconds slowestOfAll = slowest(*std::ranges::max_element(others, {}, slowest));
    const nanoseconds quickest = std::ranges::min_element(pool.costs, {}, &ThreadCosts::wall)->wall;

    setFact("table", table);
    setFact("cores", coreCount());
    setFact("worst_threads", worst.threads);
    setFact("pool_not_slower", wallOf(pool) <= wallOf(worst));
    conclude({.isRight = std::ranges::all_of(m_rows,
                                             [this](const Row &row) { return isComplete(row); })
                         && (greatest.threads <= pool.threads
                             || middle(greatest, &ThreadCosts::stackBytes)
                                        > middle(pool, &ThreadCosts::stackBytes)),
              .isShown = quickest <= slowestOfAll && isShownBy(pool, worst),
              .isOfComputing = true},
             tr("The pool of %1 took %2 s; the slowest, %3, took %4 s. The %5 reserved %6 MB "
                "for stacks, the pool %7 MB.")
                     .arg(pool.threads)
                     .arg(factSeconds(wallOf(pool)))
                     .arg(threadsText(worst.threads))
                     .arg(factSeconds(wallOf(worst)))
                     .arg(threadsText(greatest.threads))
                     .arg(kilobytes(middle(greatest, &ThreadCosts::stackBytes)) / 1000)
                     .arg(kilobytes(middle(pool, &ThreadCosts::stackBytes)) / 1000));
}

JobDescriptor tooManyThreadsLesson()
{
    return describeLesson<TooManyThreads>({
            .id = QStringLiteral("too-many-threads"),
            .title = TooManyThreads::tr("Too many threads"),
            .summary = TooManyThreads::tr("Past the cores, more threads only cost."),
            .chapter = Chapter::Costs,
            .unit = QStringLiteral("measurements"),
            .goal = TooManyThreads::tr("A core computes for one thread at a time. More threads "
                                       "than cores take turns at them, and each has to be made and "
                                       "needs a stack. A pool of as many threads as there are "
                                       "cores does the same work without that."),
            .expected = expectedOf,
            .results = shownResults(),
    });
}

} // namespace thaw
