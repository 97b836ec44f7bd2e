// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "jobs/job/job.h"
#include "jobs/job/jobdescriptor.h"
#include "jobs/job/parameter.h"
#include "jobs/job/verdict.h"

#include <QCoreApplication>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <vector>

namespace thaw {

/// A job that teaches one idea with threads of its own. A lesson is a class in one file that
/// overrides teach(), with the part that is shown to the reader between two lines `//! [lesson]`.
///
/// In teach(), and on every thread that it starts (as traced::Thread), each step is a call of
/// say(), sleep() or something of jobs/traced/: there the thread stops while the run is paused,
/// there it is left by the exception Canceled when the run must stop, and its line in the source is
/// what the window lights.
class Lesson : public Job
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Lesson)
public:
    /// Of the values, `pace` and `recording` are this class's; see lessonParameters().
    explicit Lesson(const ParameterValues &values);

    Outcome run(JobContext &context) final;

    /// The path of Thaw itself; see program().
    void setProgram(const QString &program) { m_program = program; }

protected:
    /// The lesson. It must set the facts that it promises, and conclude().
    virtual void teach() = 0;

    [[nodiscard]] JobContext &context() const { return *m_context; }
    /// Says a line of the transcript, and notes it in said(). Any thread of the lesson.
    void say(const QString &text, SourceLine where = SourceLine::current());
    /// Sleeps for `time` multiplied by the pace; returns how long that was, without pauses. Any
    /// thread of the lesson.
    std::chrono::nanoseconds sleep(std::chrono::nanoseconds time,
                                   SourceLine where = SourceLine::current());
    /// `time` multiplied by the pace as it is now, for time limits.
    [[nodiscard]] std::chrono::nanoseconds paced(std::chrono::nanoseconds time) const;
    /// Progress is the lines said, of so many.
    void countLines(int total);

    // What happened, to conclude from. Any thread.

    struct SaidLine
    {
        QString thread;
        QString text;
    };
    /// The lines so far, in the order in which they were said.
    [[nodiscard]] std::vector<SaidLine> said() const;
    [[nodiscard]] QStringList saidBy(const QString &thread) const;
    /// All the sleeps so far, of all threads, added up.
    [[nodiscard]] std::chrono::nanoseconds slept() const;

    void setFact(const char *name, const QJsonValue &value) const;
    /// Judges, and sets the facts `as_expected` and `verdict`: one sentence, with the measured
    /// figures, that says what came out, and beside it how busy the machine was, if it was; and
    /// what the lesson had of the cores. On the thread that teach() is called on, once.
    void conclude(const Findings &findings, const QString &sentence) const;
    /// The same of a lesson whose figures no busy machine spoils.
    void conclude(bool isRight, const QString &sentence) const
    {
        conclude(Findings{.isRight = isRight}, sentence);
    }
    /// Of two times in seconds or any other unit, whether the first is clearly shorter. True where
    /// the second is zero: stepped all the way, no time counts.
    template <typename Time>
    [[nodiscard]] static bool isClearlyShorter(Time time, Time than)
    {
        return than == Time{} || time * 4 < than * 3;
    }

    /// What lessons start as a child process: `program() child TASK ...`, see
    /// jobs/catalog/childtasks.h.
    [[nodiscard]] QString program() const { return m_program; }

private:
    [[nodiscard]] CoreFigures coreFigures() const;

    const double m_pace;
    const bool m_isTraced;
    QString m_program;
    JobContext *m_context = nullptr;
    std::atomic<bool> m_countsLines = false;
    std::optional<CoreWatch> m_watch; // from the start on
    CoreTimes m_before;               // the times of the thread that teach() is called on, then
    std::chrono::steady_clock::time_point m_began;

    mutable std::mutex m_mutex; // protects all below
    std::vector<SaidLine> m_said;
    std::chrono::nanoseconds m_slept{};
};

/// The parts of the course; the names of the chapters in which lessons are picked.
enum class Chapter { Threads, Locks, HandingOver, PoolsAndProcesses, Costs };
[[nodiscard]] QString chapterName(Chapter chapter);

/// A lesson's own parameters, and behind them those of all: `pace` (0.05 to 10, default 1)
/// multiplies every wait; `recording` off leaves the timeline empty, for measuring speed.
[[nodiscard]] std::vector<Parameter> lessonParameters(std::vector<Parameter> own);

/// One of a lesson's own, a whole number.
[[nodiscard]] Parameter countParameter(const char *name, const QString &label, const QString &help,
                                       int initial, int least, int most);

/// A time in seconds times the lesson's `pace`, for its descriptor's `duration`.
[[nodiscard]] std::chrono::milliseconds pacedDuration(const ParameterValues &values,
                                                      double seconds);
/// Seconds with milliseconds behind the point, for facts named `..._s`.
[[nodiscard]] double factSeconds(std::chrono::nanoseconds time);

/// Every lesson, in teaching order; see builtInJobs().
[[nodiscard]] std::vector<JobDescriptor> builtInLessons(const QString &program);

/// The functions that make their descriptors: written by CMake, see lessons.cmake.
[[nodiscard]] std::vector<JobDescriptor (*)()> lessonFunctions();

} // namespace thaw
