// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"

#include <QJsonArray>
#include <QScopeGuard>

#include <cmath>
#include <utility>

namespace thaw {

namespace {

CoreTimes timesOfThisThread()
{
    return {currentThreadCpu(), currentThreadWithoutCore().value_or(std::chrono::nanoseconds())};
}

QString timeText(std::chrono::nanoseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    return seconds < 0.95 ? Lesson::tr("%1 ms").arg(qRound(seconds * 1000))
                          : Lesson::tr("%1 s").arg(seconds, 0, 'f', 1);
}

// Of the time for which they wanted a core.
QString takenText(const CoreFigures &cores)
{
    return Lesson::tr("of the %1 for which the lesson's threads wanted a core, %2 had it for %3")
            .arg(timeText(cores.cpu + cores.taken()), cores.takers(), timeText(cores.taken()));
}

// The sentence; before it, why it isn't to be told, if it isn't; and how busy the machine was.
QString told(Verdict verdict, const CoreFigures &cores, const std::optional<CoreFigures> &spoiled,
             const QString &sentence)
{
    if (verdict != Verdict::NotToBeTold) {
        return cores.isBusy()
                       ? Lesson::tr("%1 The machine was busy: %2.").arg(sentence, takenText(cores))
                       : sentence;
    }
    return (cores.isBusy() ? Lesson::tr("the machine was busy (%1).").arg(takenText(cores))
            : spoiled      ? Lesson::tr("the machine was busy during one of the measurements (%1).")
                                .arg(takenText(*spoiled))
                      : Lesson::tr("the lesson was paused, and in steps no time counts."))
           + QLatin1Char(' ') + sentence;
}

} // namespace

void LessonValues::declareShared(ParameterFields &fields)
{
    fields.add("pace", pace,
               {.label = Lesson::tr("Pace"),
                .help = Lesson::tr("Every wait of the lesson is multiplied by it"),
                .least = Pace::least,
                .most = Pace::most});
    fields.add("recording", recording,
               {.label = Lesson::tr("Record the timeline"),
                .help = Lesson::tr("Off, to measure how fast the lesson is without it")});
}

Lesson::Lesson(const LessonValues &values)
    : m_shared(values)
{}

void Lesson::refuseContext()
{
    qFatal("A lesson has no context before it is run: make what is traced in teach() or below it, "
           "not as a member of the lesson.");
}

Outcome Lesson::run(JobContext &context)
{
    m_context = &context;
    RunAccess(context).setInitialPace(m_shared.pace);
    RunAccess(context).channel().setTracing(m_shared.recording);
    m_began = now();
    m_warnings.emplace(context);
    const auto end = qScopeGuard([this] {
        tellQtWarnings();
        m_warnings.reset();
    });
    teach();
    return Outcome::finished();
}

// However the run ends.
void Lesson::tellQtWarnings() const
{
    if (const QStringList all = m_warnings->all(); !all.isEmpty()) {
        setFact("qt_warnings", QJsonArray::fromStringList(all));
    }
    if (const QStringList unexpected = m_warnings->unexpected(); !unexpected.isEmpty()) {
        setFact("unexpected_qt_warnings", QJsonArray::fromStringList(unexpected));
    }
}

void Lesson::say(const QString &text, SourceLine where)
{
    context().point(where);
    {
        // Both under one lock, so that both are in one order.
        const std::lock_guard lock(m_mutex);
        context().say(text);
        m_said.push_back({currentThreadName(), text});
    }
    if (m_countsLines) {
        context().addProgress(1);
    }
}

std::chrono::nanoseconds Lesson::sleep(std::chrono::nanoseconds time, SourceLine where)
{
    const std::chrono::nanoseconds took = context().sleep(time, where);
    const std::lock_guard lock(m_mutex);
    m_slept += took;
    return took;
}

void Lesson::countLines(int total)
{
    context().setProgress(0, total);
    m_countsLines = true;
}

std::vector<Lesson::SaidLine> Lesson::said() const
{
    const std::lock_guard lock(m_mutex);
    return m_said;
}

QStringList Lesson::saidBy(const QString &thread) const
{
    QStringList lines;
    for (const SaidLine &line : said()) {
        if (line.thread == thread) {
            lines.append(line.text);
        }
    }
    return lines;
}

std::chrono::nanoseconds Lesson::slept() const
{
    const std::lock_guard lock(m_mutex);
    return m_slept;
}

std::chrono::nanoseconds Lesson::paced(std::chrono::nanoseconds time) const
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time * context().pace());
}

void Lesson::setFact(const char *name, const QJsonValue &value) const
{
    context().setFact(QString::fromLatin1(name), value);
}

Lesson::CoreMoment Lesson::now() const
{
    const CoreTimes others = RunAccess(*m_context).coreTimes();
    const CoreTimes own = timesOfThisThread();
    return {.times = {others.cpu + own.cpu, others.withoutCore + own.withoutCore},
            .watch = {},
            .at = std::chrono::steady_clock::now()};
}

CoreFigures Lesson::coreFiguresSince(const CoreMoment &moment) const
{
    const CoreMoment until = now();
    return {.cpu = until.times.cpu - moment.times.cpu,
            .withoutCore = until.times.withoutCore - moment.times.withoutCore,
            .use = moment.watch.use(),
            .elapsed = until.at - moment.at};
}

void Lesson::beginMeasurement()
{
    m_measuringSince = now();
}

void Lesson::endMeasurement()
{
    const CoreFigures cores = coreFiguresSince(*m_measuringSince);
    if (cores.isBusy() && (!m_mostSpoiled || cores.takenShare() > m_mostSpoiled->takenShare())) {
        m_mostSpoiled = cores;
    }
}

void Lesson::conclude(const Findings &findings, const QString &sentence) const
{
    const CoreFigures cores = coreFiguresSince(*m_began);
    Findings all = findings;
    all.wasPaused = !RunAccess(*m_context).pauses().empty();
    all.isSpoiled = m_mostSpoiled.has_value();
    const Verdict verdict = judge(all, cores);
    setFact("core_wanted_s", factSeconds(cores.wanted()));
    setFact("without_core_s", factSeconds(cores.withoutCore));
    setFact("taken_by_others_s", factSeconds(cores.taken()));
    setFact("as_expected", asExpected(verdict));
    setFact("verdict", told(verdict, cores, m_mostSpoiled, sentence));
}

QString chapterName(Chapter chapter)
{
    switch (chapter) {
    case Chapter::Threads:
        return Lesson::tr("Threads");
    case Chapter::Locks:
        return Lesson::tr("Locks");
    case Chapter::HandingOver:
        return Lesson::tr("Handing over");
    case Chapter::PoolsAndProcesses:
        return Lesson::tr("Pools and processes");
    case Chapter::Costs:
        return Lesson::tr("Costs");
    }
    Q_UNREACHABLE();
}

std::chrono::milliseconds atPace(double seconds, double pace)
{
    return std::chrono::milliseconds(qRound64(seconds * pace * 1000));
}

double factSeconds(std::chrono::nanoseconds time)
{
    return std::round(std::chrono::duration<double, std::milli>(time).count()) / 1000;
}

std::vector<JobDescriptor> builtInLessons(const QString &program)
{
    std::vector<JobDescriptor> lessons;
    for (const auto &makeDescriptor : lessonFunctions()) {
        JobDescriptor descriptor = makeDescriptor();
        descriptor.make = [make = std::move(descriptor.make),
                           program](const ParameterValues &values) {
            std::unique_ptr<Job> job = make(values);
            static_cast<Lesson &>(*job).setProgram(
                    program.isEmpty() ? QCoreApplication::applicationFilePath() : program);
            return job;
        };
        lessons.push_back(std::move(descriptor));
    }
    return lessons;
}

} // namespace thaw
