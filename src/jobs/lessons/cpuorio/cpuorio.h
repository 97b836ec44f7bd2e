// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/computing.h"
#include "jobs/lessons/cpuorio/cpuorioresults.h"
#include "jobs/lessons/cpuorio/interpreter.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/startline.h"
#include "jobs/traced/process.h"
#include "jobs/traced/thread.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>

namespace thaw {

/// What a person may set of it.
struct CpuOrIoValues : LessonValues
{
    bool globalLock = false;
    int amount = 600;

    void declare(ParameterFields &fields);
};

class CpuOrIo : public LessonWith<CpuOrIoValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CpuOrIo)
public:
    using LessonWith::LessonWith;

private:
    using Kind = CpuOrIoRow::Kind;
    using Row = CpuOrIoRow;
    using Process = traced::Process;
    using Thread = traced::Thread;
    using nanoseconds = std::chrono::nanoseconds;

    // The idea:
    void compute(Interpreter &interpreter, qint64 steps);
    void waitForAnswer(Interpreter &interpreter, StartLine &start, nanoseconds time);
    void shareAmongThreads(Kind kind, int count);
    void shareAmongProcesses(int count);

    // Around it:
    void teach() override;
    void measure(Kind kind, int count);
    void onThreads(int count, const std::function<void(StartLine &start)> &work,
                   SourceLine where = SourceLine::current());
    // Sleeps from when all have come, and counts meanwhile as one that waits.
    void sleepFrom(StartLine &start, nanoseconds time, SourceLine where = SourceLine::current());
    // The arguments of a child that computes.
    [[nodiscard]] QStringList computing(qint64 steps, int processes) const;
    void beginTogether(std::deque<Process> &children, SourceLine where = SourceLine::current());
    void noteCpu(nanoseconds cpu) { m_cpu += cpu.count(); }
    void noteResult(const Process &child, const std::optional<QByteArray> &result);

    static constexpr nanoseconds m_wait = std::chrono::seconds(2);
    const qint64 m_steps = qint64{values().amount} * 1'000'000;
    CpuOrIoRows m_rows; // the job's own thread's

    // Of the measurement that is under way:
    Inside m_waiting;
    Inside m_computers;
    Computing m_work;
    nanoseconds m_began{};
    std::atomic<qint64> m_cpu = 0; // nanoseconds
};

} // namespace thaw
