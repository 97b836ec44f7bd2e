// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/processes/processes.h"

#include <unistd.h>

namespace thaw {

using namespace std::chrono_literals;

// Zeros if the child ended without one.
Processes::Answer Processes::answerOf(const std::optional<QByteArray> &line)
{
    const QByteArrayList words = line.value_or(QByteArray()).split(' ');
    return words.size() == 3 ? Answer{words[0].toInt(), words[1].toInt(), words[2].toLongLong()}
                             : Answer();
}

QString Processes::inMilliseconds(std::chrono::nanoseconds time)
{
    return QString::number(std::chrono::ceil<std::chrono::milliseconds>(time).count());
}

std::size_t Processes::indexOf(int number)
{
    return static_cast<std::size_t>(number - 1);
}

void Processes::note(const Process &child, const Answer &answer)
{
    m_squares.append(answer.square);
    m_variables.append(answer.variable);
    m_pids.append(child.id());
    if (answer.pid == child.id()) {
        m_distinctPids.insert(answer.pid);
    }
}

void Processes::teach()
{
    countLines(values().children + 1);
    const int before = variable;
    runAll();
    concludeFrom(context().activeTime() - m_toldAt, before);
}

void Processes::concludeFrom(std::chrono::nanoseconds took, int before)
{
    QJsonArray squares;
    QJsonArray changed;
    for (int number = 1; number <= values().children; ++number) {
        squares.append(number * number);
        changed.append(before + number * number);
    }
    const bool right = m_squares == squares && m_variables == changed;
    const bool distinct = std::ssize(m_distinctPids) == values().children // as they say themselves
                          && !m_distinctPids.contains(getpid());
    const double seconds = factSeconds(took);
    const double sequential = factSeconds(paced(1s) * values().children);
    setFact("squares", m_squares);
    setFact("pids", m_pids);
    setFact("at_once", static_cast<qint64>(m_atOnce));
    setFact("variable_in_children", m_variables);
    setFact("variable_in_parent", variable);
    setFact("took_s", seconds);
    setFact("sequential_s", sequential);
    conclude({.isRight = right && distinct && m_atOnce == values().children && variable == before,
              .isShown = values().children <= 2 ? values().children == 1 || seconds < sequential
                                                : isClearlyShorter(seconds, sequential)},
             tr("%1 processes, %2 of them at once, took %3 s, where their waits add up to %4 s; "
                "each changed its own variable, and the parent's is %5 as before.")
                     .arg(m_distinctPids.size())
                     .arg(m_atOnce)
                     .arg(seconds)
                     .arg(sequential)
                     .arg(variable));
}

void ProcessesValues::declare(ParameterFields &fields)
{
    fields.add("children", children,
               {.label = Processes::tr("Children"),
                .help = Processes::tr("How many processes are started, a number for "
                                      "each"),
                .least = 1,
                .most = 16});
}

namespace {

QString expectedOf(const ProcessesValues &values)
{
    return Processes::tr(
                   "All %1 squares arrive after about one wait, not %1. Each child changes its "
                   "variable, and the parent's stays at %2.")
            .arg(values.children)
            .arg(Processes::variable);
}

} // namespace

int squareInChild(const std::vector<QByteArray> &arguments)
{
    return Processes::square(arguments);
}

JobDescriptor processesLesson()
{
    return describeLesson<Processes>({
            .id = QStringLiteral("processes"),
            .title = Processes::tr("Processes"),
            .summary = Processes::tr("Processes have cores and memory of their own."),
            .chapter = Chapter::PoolsAndProcesses,
            .unit = QStringLiteral("lines"),
            .goal = Processes::tr("Processes run at once, as threads do, but share no "
                                  "memory: what one changes, the others don't see, and "
                                  "what they are to know must be sent."),
            .expected = expectedOf,
            .seconds = [](const ProcessesValues & /*values*/) { return 1.0; },
    });
}

} // namespace thaw
