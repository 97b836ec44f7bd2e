// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/cpuorio/cpuorio.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"

#include <array>
#include <stdexcept>

namespace thaw {

void CpuOrIo::teach()
{
    constexpr std::array counts{1, 2, 4};
    context().setProgress(0, counts.size() * Row::kinds.size());
    if (values().globalLock) {
        say(tr("The global lock is an imitation: it is held to compute, handed over every "
               "5 ms, and let go to wait. Processes don't share it."));
    }
    say(CpuOrIoRows::heading());
    for (const Kind kind : Row::kinds) {
        for (const int count : counts) {
            measure(kind, count);
        }
    }
    setFact("table", m_rows.table());
    setFact("cores", coreCount());
    setFact("global_lock",
            values().globalLock ? QStringLiteral("imitated") : QStringLiteral("none"));
    conclude({.isRight = m_rows.areRight(m_steps, values().globalLock),
              .isShown = m_rows.areShown(values().globalLock),
              .isOfComputing = true},
             m_rows.inWords(values().globalLock));
}

void CpuOrIo::measure(Kind kind, int count)
{
    context().setStatus(tr("%1, %2 at a time").arg(CpuOrIoRows::kindName(kind)).arg(count));
    m_waiting.reset();
    m_computers.reset();
    m_work.reset();
    m_cpu = 0;
    beginMeasurement();
    kind == Kind::Processes ? shareAmongProcesses(count) : shareAmongThreads(kind, count);
    const nanoseconds wall = context().activeTime() - m_began;
    endMeasurement();
    const int atOnce = kind == Kind::Waiting     ? m_waiting.most()
                       : kind == Kind::Computing ? m_computers.most()
                                                 : 0; // of processes it isn't known
    say(CpuOrIoRows::line(m_rows.add({.kind = kind,
                                      .threads = count,
                                      .wall = wall,
                                      .cpu = nanoseconds(m_cpu),
                                      .atOnce = atOnce,
                                      .steps = m_work.steps()})));
    context().addProgress(1);
}

// Has `work` done on so many threads, each of which arrives at the start line: there the time
// begins.
void CpuOrIo::onThreads(int count, const std::function<void(StartLine &start)> &work,
                        SourceLine where)
{
    StartLine start(context(), count);
    std::deque<Thread> threads;
    for (int number = 1; number <= count; ++number) {
        threads.emplace_back(context(), QStringLiteral("Worker-%1").arg(number), [&] {
            work(start);
            noteCpu(currentThreadCpu());
        });
        threads.back().start(where);
    }
    start.awaitAll(where);
    m_began = context().activeTime();
    start.open(where);
    for (Thread &thread : threads) {
        thread.wait(where);
    }
}

void CpuOrIo::sleepFrom(StartLine &start, nanoseconds time, SourceLine where)
{
    m_waiting.enter();
    start.arrive(where);
    sleep(time, where);
    m_waiting.leave();
}

// With the priority that the threads of a measurement have.
QStringList CpuOrIo::computing(qint64 steps, int processes) const
{
    return {QStringLiteral("child"), QStringLiteral("compute"), QString::number(steps),
            QString::number(RunAccess(context()).priorities().niceOfChild(processes))};
}

// When all of them are there.
void CpuOrIo::beginTogether(std::deque<Process> &children, SourceLine where)
{
    for (Process &child : children) {
        static_cast<void>(child.readLine(where)); // it is there
    }
    m_began = context().activeTime();
    for (Process &child : children) {
        child.writeLine("begin", where);
    }
}

// A child says how many steps it has computed, and the nanoseconds that the cores spent on it.
void CpuOrIo::noteResult(const Process &child, const std::optional<QByteArray> &result)
{
    child.requireSuccess();
    const QByteArrayList words = result.value_or(QByteArray()).simplified().split(' ');
    if (words.size() != 2) {
        throw std::runtime_error(tr("A child process ended without saying what it has "
                                    "computed; run the lesson again.")
                                         .toStdString());
    }
    m_work.noteSteps(words[0].toLongLong());
    noteCpu(nanoseconds(words[1].toLongLong()));
}

void CpuOrIoValues::declare(ParameterFields &fields)
{
    fields.add("global_lock", globalLock,
               {.label = CpuOrIo::tr("Global lock"),
                .help = CpuOrIo::tr("Imitates an interpreter's lock: held to compute, handed "
                                    "over every 5 ms, let go to wait")});
    fields.add("amount", amount,
               {.label = CpuOrIo::tr("Computing"),
                .help = CpuOrIo::tr("How much is computed in each measurement, in millions of "
                                    "steps; a million takes about a millisecond"),
                .least = 20,
                .most = 5000,
                .unit = CpuOrIo::tr("million steps")});
}

namespace {

QString expectedOf(const CpuOrIoValues &values)
{
    return values.globalLock
                   ? CpuOrIo::tr("Four threads wait four times as fast as one. They compute no "
                                 "faster than one, however many cores there are, since only the "
                                 "one that holds the (imitated) lock may compute. Four processes "
                                 "do, as far as there are cores.")
                   : CpuOrIo::tr("Four threads wait four times as fast as one, on any machine. "
                                 "They compute faster only as far as there are cores, and the "
                                 "same CPU time is spent; so do four processes.");
}

} // namespace

JobDescriptor cpuOrIoLesson()
{
    return describeLesson<CpuOrIo>({
            .id = QStringLiteral("cpu-or-io"),
            .title = CpuOrIo::tr("CPU or I/O"),
            .summary = CpuOrIo::tr("Threads help waiting at once, and computing as far as there "
                                   "are cores."),
            .chapter = Chapter::Costs,
            .unit = QStringLiteral("measurements"),
            .goal = CpuOrIo::tr("The same amount of waiting and of computing is shared among 1, 2 "
                                "and 4 threads, and then among processes. What it costs shows "
                                "beside how long it takes: the time by the clock, and the time "
                                "that the cores spent on it."),
            .expected = expectedOf,
            .results = CpuOrIoRows::shown(),
    });
}

} // namespace thaw
