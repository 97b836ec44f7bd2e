// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"
#include "jobs/engine/qtwarnings.h"
#include "jobs/job/job.h"
#include "jobs/job/jobdescriptor.h"
#include "jobs/job/parameterfields.h"
#include "jobs/job/verdict.h"

#include <QCoreApplication>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace thaw {

/// What a person may set of every lesson. A lesson's own are in a struct that is derived from this,
/// with a `void declare(ParameterFields &fields)` that adds them.
struct LessonValues
{
    double pace = 1;       ///< every wait is multiplied by it: 0.05 to 10
    bool recording = true; ///< off, the timeline stays empty: for measuring speed

    void declareShared(ParameterFields &fields);
};

/// A job that teaches one idea with threads of its own, in a folder with its name: the class is in
/// `anexample.h`, the idea, in the order in which it is told, in `anexample.cpp`, and all that is
/// around it in `anexamplelesson.cpp`. The part that is shown to the reader is between two lines
/// `//! [lesson]` of `anexample.cpp`.
///
/// In teach(), and on every thread that it starts (as traced::Thread), each step is a call of
/// say(), sleep() or something of jobs/traced/: there the thread stops while the run is paused,
/// there it is left by the exception Canceled when the run must stop, and its line in the source is
/// what the window lights.
class Lesson : public Job
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Lesson)
public:
    explicit Lesson(const LessonValues &values);

    Outcome run(JobContext &context) final;

    /// The path of Thaw itself; see program().
    void setProgram(const QString &program) { m_program = program; }

protected:
    /// The lesson. It must set the facts that it promises, and conclude() when its threads have
    /// ended.
    virtual void teach() = 0;

    /// Of this run, so there is none before teach().
    [[nodiscard]] JobContext &context() const
    {
        if (!m_context) {
            refuseContext();
        }
        return *m_context;
    }
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

    /// What Qt has warned of so far on the lesson's threads, each with its thread's name before it.
    [[nodiscard]] QStringList qtWarnings() const { return warnings().all(); }
    /// A warning of Qt's that contains this text is what the lesson shows. Any other is a mistake
    /// of the lesson's: it is the fact `unexpected_qt_warnings`, which its test refuses.
    void expectQtWarning(const QString &part) { warnings().expect(part); }

    void setFact(const char *name, const QJsonValue &value) const;
    /// Judges, and sets the facts `as_expected` and `verdict`: one sentence, with the measured
    /// figures, that says what came out, and beside it how busy the machine was, if it was; and
    /// what the lesson had of the cores. On the thread that teach() is called on, once, and when
    /// all others of the lesson have ended: what a thread had of the cores is known only then.
    void conclude(const Findings &findings, const QString &sentence) const;
    /// The same of a lesson whose figures no busy machine spoils.
    void conclude(bool isRight, const QString &sentence) const
    {
        conclude(Findings{.isRight = isRight}, sentence);
    }
    /// Between these two one of several times is measured that are compared: if others took the
    /// cores meanwhile, it is spoiled, however quiet the machine was in all. On the thread that
    /// teach() is called on.
    void beginMeasurement();
    void endMeasurement();
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
    [[noreturn]] static void refuseContext();
    [[nodiscard]] QtWarnings &warnings() const
    {
        if (!m_warnings) {
            refuseContext();
        }
        return *m_warnings;
    }
    void tellQtWarnings() const;
    // What the cores have done until then.
    struct CoreMoment
    {
        CoreTimes times; // for the thread that teach() is called on, and for all that have ended
        CoreWatch watch;
        std::chrono::steady_clock::time_point at;
    };
    [[nodiscard]] CoreMoment now() const;
    [[nodiscard]] CoreFigures coreFiguresSince(const CoreMoment &moment) const;

    const LessonValues m_shared;
    QString m_program;
    JobContext *m_context = nullptr;
    std::atomic<bool> m_countsLines = false;
    mutable std::optional<QtWarnings> m_warnings; // while it runs
    std::optional<CoreMoment> m_began;
    std::optional<CoreMoment> m_measuringSince;
    std::optional<CoreFigures> m_mostSpoiled; // of the measurement of which others took most

    mutable std::mutex m_mutex; // protects all below
    std::vector<SaidLine> m_said;
    std::chrono::nanoseconds m_slept{};
};

/// A Lesson for which a person may set `Given`, a struct derived from LessonValues.
template <typename Given>
class LessonWith : public Lesson
{
public:
    using Values = Given;

    explicit LessonWith(const Values &values)
        : Lesson(values)
        , m_values(values)
    {}

protected:
    [[nodiscard]] const Values &values() const { return m_values; }

private:
    const Values m_values;
};

/// The parts of the course; the names of the chapters in which lessons are picked.
enum class Chapter { Threads, Locks, HandingOver, PoolsAndProcesses, Costs };
[[nodiscard]] QString chapterName(Chapter chapter);

/// What is said of a lesson before it runs; the same as in JobDescriptor and LessonTexts. All else
/// follows, see describeLesson().
template <typename Values>
struct LessonDescription
{
    QString id;
    QString title;
    QString summary;
    Chapter chapter = Chapter::Threads;
    QString unit = QStringLiteral("lines");
    QString goal;
    QString (*expected)(const Values &) = nullptr;
    /// How long a run takes at pace 1, in seconds. May be null.
    double (*seconds)(const Values &) = nullptr;
    std::optional<ResultTable> results = {};
};

/// That many seconds at that pace.
[[nodiscard]] std::chrono::milliseconds atPace(double seconds, double pace);

template <typename Values>
[[nodiscard]] Values lessonValuesOf(const ParameterValues &given)
{
    ParameterFields fields(given);
    Values values;
    values.declare(fields);
    values.declareShared(fields);
    return values;
}

/// The descriptor of the lesson `Taught`, a class derived from LessonWith.
template <typename Taught>
[[nodiscard]] JobDescriptor describeLesson(LessonDescription<typename Taught::Values> about)
{
    using Values = typename Taught::Values;
    ParameterFields fields;
    Values defaults;
    defaults.declare(fields);
    defaults.declareShared(fields);
    JobDescriptor descriptor{
            .id = about.id,
            .title = about.title,
            .summary = about.summary,
            .icon = QStringLiteral("job-") + about.id,
            .chapter = chapterName(about.chapter),
            .unit = about.unit,
            .parameters = std::move(fields).declared(),
            .make =
                    [](const ParameterValues &given) {
                        return std::make_unique<Taught>(lessonValuesOf<Values>(given));
                    },
            .lesson =
                    LessonTexts{.goal = about.goal,
                                .expected =
                                        [expected = about.expected](const ParameterValues &given) {
                                            return expected(lessonValuesOf<Values>(given));
                                        },
                                .results = std::move(about.results)},
    };
    if (about.seconds) {
        descriptor.duration = [seconds = about.seconds](const ParameterValues &given) {
            const auto values = lessonValuesOf<Values>(given);
            return atPace(seconds(values), values.pace);
        };
    }
    return descriptor;
}

/// Seconds with milliseconds behind the point, for facts named `..._s`.
[[nodiscard]] double factSeconds(std::chrono::nanoseconds time);

/// Every lesson, in teaching order; see builtInJobs().
[[nodiscard]] std::vector<JobDescriptor> builtInLessons(const QString &program);

/// The functions that make their descriptors: written by CMake, see lessons.cmake.
[[nodiscard]] std::vector<JobDescriptor (*)()> lessonFunctions();

} // namespace thaw
