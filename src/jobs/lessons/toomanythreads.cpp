// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobthread.h"
#include "jobs/lessons/computing.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/startline.h"
#include "jobs/recorded/thread.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace thaw {

namespace {

using recorded::Thread;
using std::chrono::nanoseconds;

/// What the threads of one measurement, or of several added up, cost.
struct Cost
{
    nanoseconds wall{};       // from the first thread's start to the last one's end
    nanoseconds cpu{};        // of all threads
    qint64 voluntary = 0;     // context switches after the start line: the thread had to wait,
    qint64 involuntary = 0;   // or it had used up its share of the core
    qint64 residentBytes = 0; // memory that was added when all threads were there
    qint64 stackBytes = 0;    // address space that their stacks have reserved
    int startedThreads = 0;   // those that came to the start line
    qint64 steps = 0;
};

/// The resident memory of this process.
qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArrayList pages = file.readAll().split(' ');
    return pages.size() > 1 ? pages[1].toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

/// The address space that is reserved for the calling thread's stack.
qint64 stackBytes()
{
    pthread_attr_t attributes;
    std::size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstacksize(&attributes, &size);
        pthread_attr_destroy(&attributes);
    }
    return static_cast<qint64>(size);
}

rusage threadUsage()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return usage;
}

/// Adds up what threads cost, each for as long as a Part lives on it.
class CostSum
{
public:
    class Part
    {
    public:
        explicit Part(CostSum &sum)
            : m_sum(sum)
            , m_before(threadUsage())
        {}
        ~Part()
        {
            const rusage after = threadUsage();
            m_sum.m_voluntary += after.ru_nvcsw - m_before.ru_nvcsw;
            m_sum.m_involuntary += after.ru_nivcsw - m_before.ru_nivcsw;
            m_sum.m_cpu += currentThreadCpu().count();
        }
        Part(const Part &) = delete;
        Part &operator=(const Part &) = delete;

    private:
        CostSum &m_sum;
        const rusage m_before;
    };

    void addThread()
    {
        ++m_threads;
        m_stackBytes += thaw::stackBytes();
    }
    [[nodiscard]] Cost cost() const
    {
        return {.cpu = nanoseconds(m_cpu),
                .voluntary = m_voluntary,
                .involuntary = m_involuntary,
                .stackBytes = m_stackBytes,
                .startedThreads = m_threads};
    }

private:
    std::atomic<qint64> m_cpu = 0; // nanoseconds
    std::atomic<qint64> m_voluntary = 0;
    std::atomic<qint64> m_involuntary = 0;
    std::atomic<qint64> m_stackBytes = 0;
    std::atomic<int> m_threads = 0;
};

/// One line of the table: what so many threads cost, each time that it was measured.
struct Row
{
    int threads = 0;
    bool isPool = false;
    std::vector<Cost> costs = {};
};

class TooManyThreads : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::TooManyThreads)
public:
    explicit TooManyThreads(const ParameterValues &values)
        : Lesson(values)
        , m_most(values[QStringLiteral("most")].toInt())
        , m_steps(values[QStringLiteral("amount")].toLongLong() * 1'000'000)
    {}

private:
    //! [lesson]
    // A share of the computing: one of so many.
    void computeShare(int share, int shares)
    {
        qint64 left = m_steps * (share + 1) / shares - m_steps * share / shares;
        for (; left > 0; left -= stepsAtOnce) {
            m_computing.addSteps(std::min(left, stepsAtOnce));
            context().point();
        }
    }

    // A thread for each share, however many there are.
    Cost onThreadsOfTheirOwn(int shares)
    {
        return onThreads(shares, [&](int index) { computeShare(index, shares); });
    }

    // A pool: as many threads as there are cores. Each takes one share after the other, until none
    // is left.
    Cost onPool(int cores, int shares)
    {
        std::atomic<int> next = 0;
        return onThreads(cores, [&](int) {
            for (int share = next++; share < shares; share = next++) {
                computeShare(share, shares);
            }
        });
    }

    // Starts that many threads; when all of them are there, they begin together.
    Cost onThreads(int count, const std::function<void(int index)> &work)
    {
        CostSum sum;
        StartLine start(context(), count);
        std::vector<std::unique_ptr<Thread>> threads;
        const qint64 before = residentBytes();
        for (int index = 0; index < count; ++index) {
            const QString name = QStringLiteral("Worker-%1").arg(index + 1);
            threads.push_back(std::make_unique<Thread>(context(), name, [&, index] {
                sum.addThread();
                start.arrive();
                const CostSum::Part part(sum);
                work(index);
            }));
            threads.back()->start();
        }
        start.awaitAll();
        const qint64 added = residentBytes() - before;
        start.open();
        for (const auto &thread : threads) {
            thread->wait();
        }
        Cost cost = sum.cost();
        cost.residentBytes = added;
        return cost;
    }
    //! [lesson]

    void teach() override;
    void measure(Row &row);
    void sayTable();
    void concludeFrom();
    [[nodiscard]] bool isComplete(const Row &row) const;

    const int m_most;
    const qint64 m_steps;
    Computing m_computing;   // what the measurement that is under way computes
    std::vector<Row> m_rows; // the job's own thread's; the pool is the last
};

// With the number that says how many, for a sentence.
QString threadsText(int threads)
{
    return threads == 1 ? TooManyThreads::tr("1 thread")
                        : TooManyThreads::tr("%1 threads").arg(threads);
}

// The middle of what was measured, each figure for itself.
template <typename Figure>
Figure middle(const Row &row, Figure Cost::*figure)
{
    std::vector<Figure> figures;
    for (const Cost &cost : row.costs) {
        figures.push_back(cost.*figure);
    }
    const auto place = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
    std::ranges::nth_element(figures, place);
    return *place;
}

nanoseconds wallOf(const Row &row)
{
    return middle(row, &Cost::wall);
}

qint64 kilobytes(qint64 bytes)
{
    return std::max<qint64>(bytes / 1000, 0);
}

void TooManyThreads::teach()
{
    constexpr int rounds = 3;
    for (int threads = 1; threads < m_most; threads *= 2) {
        m_rows.push_back({.threads = threads});
    }
    m_rows.push_back({.threads = m_most});
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

void TooManyThreads::measure(Row &row)
{
    context().setStatus(row.isPool ? tr("Computing on a pool of %1").arg(row.threads)
                                   : tr("Computing on %1").arg(threadsText(row.threads)));
    m_computing.reset();
    const auto began = context().activeTime();
    Cost cost = row.isPool ? onPool(row.threads, m_most) : onThreadsOfTheirOwn(row.threads);
    cost.wall = context().activeTime() - began;
    cost.steps = m_computing.steps();
    row.costs.push_back(cost);
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
                  QString::number(factSeconds(middle(row, &Cost::cpu)), 'f', 3),
                  QString::number(middle(row, &Cost::voluntary)),
                  QString::number(middle(row, &Cost::involuntary)),
                  QString::number(kilobytes(middle(row, &Cost::residentBytes))),
                  QString::number(kilobytes(middle(row, &Cost::stackBytes)))}));
    }
}

// Every thread was there, and together they computed all.
bool TooManyThreads::isComplete(const Row &row) const
{
    return std::ranges::all_of(row.costs, [&](const Cost &cost) {
        return cost.startedThreads == row.threads && cost.steps == m_steps;
    });
}

void TooManyThreads::concludeFrom()
{
    QJsonArray table;
    for (const Row &row : m_rows) {
        table.append(QJsonObject{
                {QStringLiteral("threads"), row.threads},
                {QStringLiteral("pool"), row.isPool},
                {QStringLiteral("wall_s"), factSeconds(wallOf(row))},
                {QStringLiteral("cpu_s"), factSeconds(middle(row, &Cost::cpu))},
                {QStringLiteral("voluntary"), middle(row, &Cost::voluntary)},
                {QStringLiteral("involuntary"), middle(row, &Cost::involuntary)},
                {QStringLiteral("resident_kb"), kilobytes(middle(row, &Cost::residentBytes))},
                {QStringLiteral("stacks_kb"), kilobytes(middle(row, &Cost::stackBytes))},
        });
    }
    const Row &pool = m_rows.back();
    const auto others = std::span(m_rows).first(m_rows.size() - 1);
    const Row &worst = *std::ranges::max_element(others, {}, wallOf);
    const Row &greatest = others.back();
    // Times that a busy machine scatters are compared with room: the pool's quickest turn, and the
    // slowest of all turns.
    const auto slowest = [](const Row &row) {
        return std::ranges::max_element(row.costs, {}, &Cost::wall)->wall;
    };
    const nanoseconds slowestOfAll = slowest(*std::ranges::max_element(others, {}, slowest));
    const nanoseconds quickest = std::ranges::min_element(pool.costs, {}, &Cost::wall)->wall;

    setFact("table", table);
    setFact("cores", coreCount());
    setFact("worst_threads", worst.threads);
    setFact("pool_not_slower", wallOf(pool) <= wallOf(worst));
    conclude(std::ranges::all_of(m_rows, [this](const Row &row) { return isComplete(row); })
                     && quickest <= slowestOfAll
                     && (greatest.threads <= pool.threads
                         || middle(greatest, &Cost::stackBytes) > middle(pool, &Cost::stackBytes)),
             tr("The pool of %1 took %2 s; the slowest, %3, took %4 s. The %5 reserved %6 MB "
                "for stacks, the pool %7 MB.")
                     .arg(pool.threads)
                     .arg(factSeconds(wallOf(pool)))
                     .arg(threadsText(worst.threads))
                     .arg(factSeconds(wallOf(worst)))
                     .arg(threadsText(greatest.threads))
                     .arg(kilobytes(middle(greatest, &Cost::stackBytes)) / 1000)
                     .arg(kilobytes(middle(pool, &Cost::stackBytes)) / 1000));
}

QString expectedOf(const ParameterValues &values)
{
    return TooManyThreads::tr("The time falls up to as many threads as there are cores, and no "
                              "further. Towards %1 threads the CPU time and the memory rise: each "
                              "thread has to be made, and has a stack of its own. The pool is "
                              "never slower than the worst.")
            .arg(values[QStringLiteral("most")].toInt());
}

} // namespace

JobDescriptor tooManyThreadsLesson()
{
    return {
            .id = QStringLiteral("too-many-threads"),
            .kind = JobKind::Lesson,
            .title = TooManyThreads::tr("Too many threads"),
            .summary = TooManyThreads::tr("Past the cores, more threads only cost."),
            .icon = QStringLiteral("job-too-many-threads"),
            .chapter = chapterName(Chapter::Costs),
            .unit = QStringLiteral("measurements"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("most"),
                     .type = ParameterType::Integer,
                     .label = TooManyThreads::tr("Most threads"),
                     .help = TooManyThreads::tr("1, 2, 4 and so on threads are tried, up to so "
                                                "many"),
                     .initial = qlonglong{256},
                     .least = 2,
                     .most = 1024},
                    {.name = QStringLiteral("amount"),
                     .type = ParameterType::Integer,
                     .label = TooManyThreads::tr("Computing"),
                     .help = TooManyThreads::tr("How much is computed in each measurement, in "
                                                "millions of steps; a million takes about a "
                                                "millisecond"),
                     .initial = qlonglong{150},
                     .least = 10,
                     .most = 2000,
                     .unit = TooManyThreads::tr("million steps")},
            }),
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<TooManyThreads>(values);
                    },
            .lesson = LessonTexts{.goal = TooManyThreads::tr("A core computes for one thread at a "
                                                             "time. More threads than cores "
                                                             "take turns at them, and each has to "
                                                             "be made and needs a stack. A "
                                                             "pool of as many threads as there are "
                                                             "cores does the same work without "
                                                             "that."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
