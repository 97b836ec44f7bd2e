// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"
#include "jobs/lessons/computing.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/startline.h"
#include "jobs/remote/inchild.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/process.h"
#include "jobs/traced/thread.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <cmath>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <thread>

#include <sys/resource.h>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using traced::Mutex;
using traced::Process;
using traced::Thread;

/// Counts how many are inside of something at the same moment, and how many were at most.
class Inside
{
public:
    void enter()
    {
        const int now = ++m_now;
        int most = m_most;
        while (most < now && !m_most.compare_exchange_weak(most, now)) {}
    }
    void leave() { --m_now; }
    void reset() { m_now = m_most = 0; } // while nobody uses it
    [[nodiscard]] int most() const { return m_most; }

private:
    std::atomic<int> m_now = 0;
    std::atomic<int> m_most = 0;
};

//! [lesson]
/// An imitation of the lock that some interpreters have, CPython's for one: only the thread that
/// holds it may compute. With `imitated` off there is no lock, and all may.
class Interpreter
{
public:
    Interpreter(JobContext &context, bool imitated)
        : m_imitated(imitated)
        , m_context(context)
        , m_lock(context, QStringLiteral("the interpreter's lock"))
    {}

    void enter()
    {
        if (m_imitated) {
            ++m_wanting;
            m_lock.lock();
            --m_wanting;
            m_enteredAt = m_context.activeTime();
            ++m_entries;
        }
        m_computing.enter();
    }

    void leave()
    {
        m_computing.leave();
        if (m_imitated) {
            m_lock.unlock();
        }
    }

    // Whoever computes calls it often. After 5 ms, if others want it, the lock is handed over.
    void giveWay()
    {
        m_context.point();
        if (!m_imitated || m_wanting == 0 || m_context.activeTime() - m_enteredAt < 5ms) {
            return;
        }
        const int entries = m_entries;
        leave();
        while (m_entries == entries && m_wanting > 0) { // until another has taken it
            m_context.point();
            std::this_thread::sleep_for(50us);
        }
        enter();
    }

    [[nodiscard]] int mostAtOnce() const { return m_computing.most(); }

private:
    const bool m_imitated;
    JobContext &m_context;
    Mutex m_lock;
    std::atomic<int> m_wanting = 0;
    std::atomic<int> m_entries = 0;
    nanoseconds m_enteredAt{}; // the holder's
    Inside m_computing;
};
//! [lesson]

enum class Kind { Waiting, Computing, Processes };
constexpr std::array kinds{Kind::Waiting, Kind::Computing, Kind::Processes};

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

struct Row
{
    Kind kind = Kind::Waiting;
    int threads = 0;
    nanoseconds wall{};
    nanoseconds cpu{};
    int atOnce = 0; // of processes it isn't known
    qint64 steps = 0;
    double speedUp = 1; // against one thread
};

class CpuOrIo : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CpuOrIo)
public:
    explicit CpuOrIo(const ParameterValues &values)
        : Lesson(values)
        , m_steps(values[QStringLiteral("amount")].toLongLong() * 1'000'000)
        , m_globalLock(values[QStringLiteral("global_lock")].toBool())
    {}

    static QString kindName(Kind kind)
    {
        return kind == Kind::Waiting     ? tr("waiting")
               : kind == Kind::Computing ? tr("computing")
                                         : tr("computing in processes");
    }

private:
    //! [lesson]
    // Computing needs a core, from the first step to the last.
    void compute(Interpreter &interpreter, qint64 steps)
    {
        interpreter.enter();
        for (qint64 left = steps; left > 0; left -= stepsAtOnce) {
            m_computing.addSteps(std::min(left, stepsAtOnce));
            interpreter.giveWay();
        }
        interpreter.leave();
    }

    // Waiting needs none. An interpreter lets go of its lock before, and takes it again after.
    void waitForAnswer(Interpreter &interpreter, StartLine &start, nanoseconds time)
    {
        interpreter.enter();
        interpreter.leave();
        sleepBeside(start, time);
        interpreter.enter();
        interpreter.leave();
    }

    // The same amount each time, in as many shares as there are threads.
    Row onThreads(Kind kind, int count)
    {
        Interpreter interpreter(context(), m_globalLock);
        StartLine start(context(), count);
        const auto work = [&] {
            if (kind == Kind::Waiting) {
                waitForAnswer(interpreter, start, m_wait / count);
            } else {
                start.arrive();
                compute(interpreter, m_steps / count);
            }
            noteCpu(currentThreadCpu());
        };
        std::vector<std::unique_ptr<Thread>> threads;
        for (int number = 1; number <= count; ++number) {
            const QString name = QStringLiteral("Worker-%1").arg(number);
            threads.push_back(std::make_unique<Thread>(context(), name, work));
            threads.back()->start();
        }
        start.awaitAll();
        noteBegin();
        start.open();
        for (const auto &thread : threads) {
            thread->wait();
        }
        return {.atOnce = kind == Kind::Waiting ? m_waiting.most() : interpreter.mostAtOnce()};
    }

    // Processes share no lock: each has an interpreter of its own. They, too, begin together when
    // all of them are there.
    Row inProcesses(int count)
    {
        std::vector<std::unique_ptr<Process>> children;
        for (int number = 1; number <= count; ++number) {
            const QString name = QStringLiteral("child %1").arg(number);
            children.push_back(std::make_unique<Process>(context(), name));
            children.back()->start(program(), {QStringLiteral("child"), QStringLiteral("compute"),
                                               QString::number(m_steps / count), niceOf(count)});
        }
        for (const auto &child : children) {
            awaitLine(*child); // it is there
        }
        noteBegin();
        for (const auto &child : children) {
            child->writeLine("begin");
        }
        for (const auto &child : children) {
            const std::optional<QByteArray> result = child->readLine();
            child->wait();
            child->requireSuccess();
            noteResult(result.value_or(QByteArray()));
        }
        return {};
    }
    //! [lesson]

    void teach() override
    {
        constexpr std::array counts{1, 2, 4};
        context().setProgress(0, counts.size() * kinds.size());
        if (m_globalLock) {
            say(tr("The global lock is an imitation: it is held to compute, handed over every "
                   "5 ms, and let go to wait. Processes don't share it."));
        }
        say(heading());
        for (const Kind kind : kinds) {
            for (const int count : counts) {
                measure(kind, count);
            }
        }
        concludeFrom();
    }
    void measure(Kind kind, int count);
    void concludeFrom();
    [[nodiscard]] bool isRight() const;
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] double speedUp(Kind kind, int threads) const
    {
        return row(kind, threads).speedUp;
    }
    [[nodiscard]] const Row &row(Kind kind, int threads) const;
    [[nodiscard]] QString verdict() const;

    // The time that this thread sleeps begins, for the count, where all of them have come.
    void sleepBeside(StartLine &start, nanoseconds time)
    {
        m_waiting.enter();
        start.arrive();
        sleep(time);
        m_waiting.leave();
    }
    // As the threads of a measurement have it.
    [[nodiscard]] QString niceOf(int processes) const
    {
        return QString::number(RunAccess(context()).priorities().niceOfChild(processes));
    }
    static void awaitLine(Process &child, SourceLine where = SourceLine::current())
    {
        static_cast<void>(child.readLine(where));
    }
    void noteBegin() { m_began = context().activeTime(); }
    void noteCpu(nanoseconds cpu) { m_cpu += cpu.count(); }
    // A child says how many steps it has computed, and the nanoseconds that the cores spent on it.
    void noteResult(const QByteArray &output)
    {
        const QByteArrayList words = output.simplified().split(' ');
        if (words.size() != 2) {
            throw std::runtime_error(tr("A child process ended without saying what it has "
                                        "computed; run the lesson again.")
                                             .toStdString());
        }
        m_computing.noteSteps(words[0].toLongLong());
        noteCpu(nanoseconds(words[1].toLongLong()));
    }

    static QString line(const QString &kind, const QStringList &cells)
    {
        QString line = kind.leftJustified(22);
        for (const QString &cell : cells) {
            line += cell.rightJustified(10);
        }
        return line;
    }
    static QString heading()
    {
        return line(tr("what"),
                    {tr("threads"), tr("wall s"), tr("CPU s"), tr("speed-up"), tr("at once")});
    }
    static QString text(const Row &row);

    static constexpr nanoseconds m_wait = 2s;
    const qint64 m_steps;
    const bool m_globalLock;
    std::vector<Row> m_rows; // the job's own thread's

    // Of the measurement that is under way:
    Inside m_waiting;
    Computing m_computing;
    nanoseconds m_began{};
    std::atomic<qint64> m_cpu = 0; // nanoseconds
};

QString CpuOrIo::text(const Row &row)
{
    return line(kindName(row.kind),
                {QString::number(row.threads), QString::number(factSeconds(row.wall), 'f', 3),
                 QString::number(factSeconds(row.cpu), 'f', 3),
                 QString::number(row.speedUp, 'f', 2),
                 row.atOnce > 0 ? QString::number(row.atOnce) : QStringLiteral("-")});
}

void CpuOrIo::measure(Kind kind, int count)
{
    context().setStatus(tr("%1, %2 at a time").arg(kindName(kind)).arg(count));
    m_waiting.reset();
    m_computing.reset();
    m_cpu = 0;
    Row row = kind == Kind::Processes ? inProcesses(count) : onThreads(kind, count);
    row.wall = context().activeTime() - m_began;
    row.kind = kind;
    row.threads = count;
    row.cpu = nanoseconds(m_cpu);
    row.steps = m_computing.steps();
    m_rows.push_back(row);
    if (row.wall.count() > 0) { // stepped all the way, no time counts
        m_rows.back().speedUp = std::chrono::duration<double>(this->row(kind, 1).wall) / row.wall;
    }
    say(text(m_rows.back()));
    context().addProgress(1);
}

const Row &CpuOrIo::row(Kind kind, int threads) const
{
    return *std::ranges::find_if(
            m_rows, [&](const Row &row) { return row.kind == kind && row.threads == threads; });
}

// Not by the speed-up: cores may be few, and busy with something else.
bool CpuOrIo::isRight() const
{
    return std::ranges::all_of(m_rows, [&](const Row &row) {
        const Row &waiting = this->row(Kind::Waiting, row.threads);
        switch (row.kind) {
        case Kind::Waiting:
            return row.atOnce == row.threads;
        case Kind::Computing:
            return row.steps == m_steps && row.cpu > waiting.cpu
                   && (m_globalLock ? row.atOnce == 1 : row.atOnce <= row.threads);
        case Kind::Processes:
            return row.steps == m_steps && row.cpu > waiting.cpu;
        }
        Q_UNREACHABLE();
    });
}

// And by the speed-up, as far as it could be had.
bool CpuOrIo::isShown() const
{
    const double computing = speedUp(Kind::Computing, 4);
    const double processes = speedUp(Kind::Processes, 4);
    return speedUp(Kind::Waiting, 4) > 2.5
           && (m_globalLock ? computing < 1.25 : growsWithCores(computing, coreCount()))
           && growsWithCores(processes, coreCount());
}

QString CpuOrIo::verdict() const
{
    const auto speedUp = [this](Kind kind) {
        return QString::number(this->speedUp(kind, 4), 'f', 1);
    };
    const QString first =
            m_globalLock
                    ? tr("With 4 threads, of which the imitated lock let %1 compute at a time, "
                         "waiting was %2 times as fast as with one, and computing %3 times")
                              .arg(row(Kind::Computing, 4).atOnce)
                    : tr("With 4 threads waiting was %1 times as fast as with one, and computing "
                         "%2 times");
    return first.arg(speedUp(Kind::Waiting), speedUp(Kind::Computing))
           + tr("; 4 processes computed %1 times as fast as one, and %2 cores were there to use.")
                     .arg(speedUp(Kind::Processes))
                     .arg(coreCount());
}

void CpuOrIo::concludeFrom()
{
    QJsonArray table;
    for (const Row &row : m_rows) {
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
    setFact("table", table);
    setFact("cores", coreCount());
    setFact("global_lock", m_globalLock ? QStringLiteral("imitated") : QStringLiteral("none"));
    conclude({.isRight = isRight(), .isShown = isShown(), .isOfComputing = true}, verdict());
}

QString expectedOf(const ParameterValues &values)
{
    return values[QStringLiteral("global_lock")].toBool()
                   ? CpuOrIo::tr("Four threads wait four times as fast as one. They compute no "
                                 "faster than one, however many cores there are, since only the "
                                 "one that holds the (imitated) lock may compute. Four processes "
                                 "do, as far as there are cores.")
                   : CpuOrIo::tr("Four threads wait four times as fast as one, on any machine. "
                                 "They compute faster only as far as there are cores, and the "
                                 "same CPU time is spent; so do four processes.");
}

QString kindNameOf(const QJsonObject &row)
{
    const QString word = row[QLatin1StringView("kind")].toString();
    return CpuOrIo::kindName(*std::ranges::find(kinds, word, kindWord));
}

ResultTable shownResults()
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

} // namespace

// STEPS NICE: says that it is there, waits for a line, computes them, and says how many it did and
// how many nanoseconds of CPU time that took.
int computeInChild(const std::vector<QByteArray> &arguments)
{
    if (arguments.size() != 2) {
        return 2;
    }
    static_cast<void>(setpriority(PRIO_PROCESS, 0, arguments[1].toInt())); // as the threads have it
    const qint64 steps = arguments[0].toLongLong();
    sayInChild("here");
    static_cast<void>(readLineInChild());
    volatile std::uint64_t result = computeSteps(1, steps); // else it might be left out
    static_cast<void>(result);
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    sayInChild(QByteArray::number(steps) + ' '
               + QByteArray::number(nanoseconds(std::chrono::seconds(cpu.tv_sec)).count()
                                    + cpu.tv_nsec));
    return 0;
}

JobDescriptor cpuOrIoLesson()
{
    return {
            .id = QStringLiteral("cpu-or-io"),
            .title = CpuOrIo::tr("CPU or I/O"),
            .summary = CpuOrIo::tr("Threads help waiting at once, and computing as far as there "
                                   "are cores."),
            .icon = QStringLiteral("job-cpu-or-io"),
            .chapter = chapterName(Chapter::Costs),
            .unit = QStringLiteral("measurements"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("global_lock"),
                     .type = ParameterType::Switch,
                     .label = CpuOrIo::tr("Global lock"),
                     .help = CpuOrIo::tr("Imitates an interpreter's lock: held to compute, handed "
                                         "over every 5 ms, let go to wait"),
                     .initial = false},
                    {.name = QStringLiteral("amount"),
                     .type = ParameterType::Integer,
                     .label = CpuOrIo::tr("Computing"),
                     .help = CpuOrIo::tr("How much is computed in each measurement, in millions of "
                                         "steps; a million takes about a millisecond"),
                     .initial = qlonglong{600},
                     .least = 20,
                     .most = 5000,
                     .unit = CpuOrIo::tr("million steps")},
            }),
            .make = [](const ParameterValues &values) { return std::make_unique<CpuOrIo>(values); },
            .lesson = LessonTexts{.goal = CpuOrIo::tr("The same amount of waiting and of computing "
                                                      "is shared among 1, 2 and "
                                                      "4 threads, and then among processes. What "
                                                      "it costs shows beside how "
                                                      "long it takes: the time by the clock, and "
                                                      "the time that the cores "
                                                      "spent on it."),
                                  .expected = expectedOf,
                                  .results = shownResults()},
    };
}

} // namespace thaw
