// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/remote/inchild.h"
#include "jobs/traced/process.h"

#include <QJsonArray>

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <vector>

#include <unistd.h>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Process;

//! [lesson]
// Each process that runs this program has a variable of its own.
int variable = 100;
//! [lesson]

} // namespace

//! [lesson]
// This runs in the child. What it is to know must be sent to it, and so must its answer.
int squareInChild(const std::vector<QByteArray> &arguments)
{
    sayInChild("here");
    const int number = readLineInChild().toInt();
    sleepInChild(std::chrono::milliseconds(arguments.empty() ? 0 : arguments[0].toInt()));
    const int square = number * number;
    variable += square;
    sayInChild(QByteArray::number(square) + ' ' + QByteArray::number(variable) + ' '
               + QByteArray::number(getpid()));
    return 0;
}
//! [lesson]

namespace {

class Processes : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Processes)
public:
    explicit Processes(const ParameterValues &values)
        : Lesson(values)
        , m_count(values[QStringLiteral("children")].toInt())
    {}

private:
    //! [lesson]
    // And this in the parent: all children are there before the first is told its number, so that
    // the time that their start takes doesn't count.
    void runAll()
    {
        const QStringList task{QStringLiteral("child"), QStringLiteral("square"),
                               inMilliseconds(paced(1s))};
        std::deque<Process> children;
        for (int number = 1; number <= m_count; ++number) {
            children.emplace_back(context(), tr("child %1").arg(number));
            children.back().start(program(), task);
        }
        for (Process &child : children) {
            static_cast<void>(child.readLine()); // it is there
        }
        m_atOnce = std::ranges::count_if(children, &Process::isRunning);
        m_toldAt = context().activeTime();
        for (int number = 1; number <= m_count; ++number) {
            children[indexOf(number)].writeLine(QByteArray::number(number));
        }
        for (int number = 1; number <= m_count; ++number) {
            Process &child = children[indexOf(number)];
            const Answer answer = answerOf(child.readLine());
            child.wait();
            say(tr("Process %1 says: the square of %2 is %3, and my variable is %4")
                        .arg(child.id())
                        .arg(number)
                        .arg(answer.square)
                        .arg(answer.variable));
            note(child, answer);
        }
        say(tr("My variable is %1").arg(variable));
    }
    //! [lesson]

    struct Answer
    {
        int square = 0;
        int variable = 0;
        qint64 pid = 0;
    };

    // Zeros if the child ended without one.
    static Answer answerOf(const std::optional<QByteArray> &line)
    {
        const QByteArrayList words = line.value_or(QByteArray()).split(' ');
        return words.size() == 3 ? Answer{words[0].toInt(), words[1].toInt(), words[2].toLongLong()}
                                 : Answer();
    }

    static QString inMilliseconds(std::chrono::nanoseconds time)
    {
        return QString::number(std::chrono::ceil<std::chrono::milliseconds>(time).count());
    }

    static std::size_t indexOf(int number) { return static_cast<std::size_t>(number - 1); }

    void note(const Process &child, const Answer &answer)
    {
        m_squares.append(answer.square);
        m_variables.append(answer.variable);
        m_pids.append(child.id());
        if (answer.pid == child.id()) {
            m_distinctPids.insert(answer.pid);
        }
    }

    void teach() override
    {
        countLines(m_count + 1);
        const int before = variable;
        runAll();
        concludeFrom(context().activeTime() - m_toldAt, before);
    }

    void concludeFrom(std::chrono::nanoseconds took, int before)
    {
        QJsonArray squares;
        QJsonArray changed;
        for (int number = 1; number <= m_count; ++number) {
            squares.append(number * number);
            changed.append(before + number * number);
        }
        const bool right = m_squares == squares && m_variables == changed;
        const bool distinct = std::ssize(m_distinctPids) == m_count // as they say themselves
                              && !m_distinctPids.contains(getpid());
        const double seconds = factSeconds(took);
        const double sequential = factSeconds(paced(1s) * m_count);
        setFact("squares", m_squares);
        setFact("pids", m_pids);
        setFact("at_once", static_cast<qint64>(m_atOnce));
        setFact("variable_in_children", m_variables);
        setFact("variable_in_parent", variable);
        setFact("took_s", seconds);
        setFact("sequential_s", sequential);
        conclude(
                {.isRight = right && distinct && m_atOnce == m_count && variable == before,
                 .isShown = m_count <= 2 ? m_count == 1 || seconds < sequential
                                         : isClearlyShorter(seconds, sequential)},
                tr("%1 processes, %2 of them at once, took %3 s, where their waits add up to %4 s; "
                   "each changed its own variable, and the parent's is %5 as before.")
                        .arg(m_distinctPids.size())
                        .arg(m_atOnce)
                        .arg(seconds)
                        .arg(sequential)
                        .arg(variable));
    }

    const int m_count;
    std::ptrdiff_t m_atOnce = 0;
    std::chrono::nanoseconds m_toldAt{}; // when all were there
    QJsonArray m_squares;
    QJsonArray m_variables;
    QJsonArray m_pids;
    std::set<qint64> m_distinctPids;
};

QString expectedOf(const ParameterValues &values)
{
    return Processes::tr(
                   "All %1 squares arrive after about one wait, not %1. Each child changes its "
                   "variable, and the parent's stays at %2.")
            .arg(values[QStringLiteral("children")].toInt())
            .arg(variable);
}

} // namespace

JobDescriptor processesLesson()
{
    return {
            .id = QStringLiteral("processes"),
            .title = Processes::tr("Processes"),
            .summary = Processes::tr("Processes have cores and memory of their own."),
            .icon = QStringLiteral("job-processes"),
            .chapter = chapterName(Chapter::PoolsAndProcesses),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    countParameter("children", Processes::tr("Children"),
                                   Processes::tr("How many processes are started, a number for "
                                                 "each"),
                                   4, 1, 16),
            }),
            .duration = [](const ParameterValues &values) { return pacedDuration(values, 1); },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<Processes>(values);
                    },
            .lesson = LessonTexts{.goal = Processes::tr(
                                          "Processes run at once, as threads do, but share no "
                                          "memory: what one changes, the others don't see, and "
                                          "what they are to know must be sent."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
