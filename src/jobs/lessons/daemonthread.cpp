// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/remote/inchild.h"
#include "jobs/traced/process.h"

#include <QJsonObject>
#include <QThread>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using traced::Process;

constexpr char mainEnds[] = "Main part: ends";
constexpr char backgroundEnds[] = "Background: done";

//! [lesson]
// All that a process does in which a thread works in the background. To see its end, the lesson
// starts it as a process of its own: once with a daemon, once without.
void mainPart(bool isDaemon, milliseconds second, int seconds, int linesLeft)
{
    QThread *background = QThread::create([=] {
        for (int line = 1; !QThread::currentThread()->isInterruptionRequested(); ++line) {
            sayInChild("Background: line " + QByteArray::number(line));
            sleepInChild(second);
        }
        for (int left = linesLeft; left > 0; --left) {
            sayInChild("Background: tidying up, to do: " + QByteArray::number(left));
            sleepInChild(second);
        }
        sayInChild(backgroundEnds);
    });
    background->start();
    sleepInChild(seconds * second);
    sayInChild(mainEnds);

    // Nobody waits for a daemon: the end of the process cuts it off, wherever it is. Any other
    // thread is asked to come to its end, and waited for.
    if (!isDaemon) {
        background->requestInterruption();
        background->wait();
    }
}
//! [lesson]

} // namespace

// DAEMON (0 or 1), SECOND (in ms), SECONDS of the main part, LINES_LEFT: the above.
int daemonThreadTask(const std::vector<QByteArray> &arguments)
{
    if (arguments.size() != 4) {
        return 2;
    }
    mainPart(arguments[0] == "1", milliseconds(arguments[1].toInt()), arguments[2].toInt(),
             arguments[3].toInt());
    return 0;
}

namespace {

class DaemonThread : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::DaemonThread)
public:
    explicit DaemonThread(const ParameterValues &values)
        : Lesson(values)
        , m_mainSeconds(values[QStringLiteral("main_s")].toInt())
        , m_linesLeft(values[QStringLiteral("lines_left")].toInt())
    {}

private:
    // What one of the processes did.
    struct Story
    {
        QStringList lines;
        std::chrono::nanoseconds mainEndedAt{};
        std::chrono::nanoseconds exitedAt{};

        [[nodiscard]] bool has(const char *line) const
        {
            return lines.contains(QLatin1String(line));
        }
        [[nodiscard]] qsizetype linesSaid() const
        {
            return lines.filter(QStringLiteral("Background: line ")).size();
        }
        // The lines behind the one with which the main part ended.
        [[nodiscard]] QStringList afterMain() const
        {
            return lines.mid(lines.indexOf(QLatin1String(mainEnds)) + 1);
        }
        [[nodiscard]] qint64 exitAfterMainMs() const
        {
            return std::chrono::round<milliseconds>(exitedAt - mainEndedAt).count();
        }
    };

    //! [lesson]
    // Starts such a process, tells what it says, and waits for its end.
    Story watch(bool isDaemon)
    {
        Story story;
        Process process(context(), isDaemon ? tr("with a daemon") : tr("without a daemon"));
        process.start(program(), arguments(isDaemon));
        say(isDaemon ? tr("A process with a daemon has started")
                     : tr("A process that waits for its thread has started"));
        while (const std::optional<QByteArray> line = process.readLine()) {
            note(story, QString::fromUtf8(*line));
            say(story.lines.back());
        }
        process.wait();
        story.exitedAt = context().activeTime();
        say(tr("The process has ended"));
        process.requireSuccess();
        return story;
    }
    //! [lesson]

    void teach() override
    {
        context().setProgress(0, 2);
        const Story daemon = watch(true);
        context().addProgress(1);
        const Story waited = watch(false);
        context().addProgress(1);
        concludeFrom(daemon, waited);
    }

    [[nodiscard]] QStringList arguments(bool isDaemon) const
    {
        const auto second = std::chrono::round<milliseconds>(paced(1s));
        return {QStringLiteral("child"),           QStringLiteral("daemon-thread"),
                QString::number(isDaemon ? 1 : 0), QString::number(second.count()),
                QString::number(m_mainSeconds),    QString::number(m_linesLeft)};
    }

    void note(Story &story, const QString &line) const
    {
        story.lines.append(line);
        if (line == QLatin1String(mainEnds)) {
            story.mainEndedAt = context().activeTime();
        }
    }

    void concludeFrom(const Story &daemon, const Story &waited)
    {
        setFact("lines", daemon.linesSaid());
        setFact("lines_waited", waited.linesSaid());
        setFact("exit_after_main_ms",
                QJsonObject{{QStringLiteral("daemon"), daemon.exitAfterMainMs()},
                            {QStringLiteral("waited"), waited.exitAfterMainMs()}});
        setFact("daemon_done", daemon.has(backgroundEnds));
        setFact("waited_done", waited.has(backgroundEnds));
        const bool cutOff = daemon.has(mainEnds) && !daemon.has(backgroundEnds);
        const bool waitedFor =
                waited.has(mainEnds)
                && waited.afterMain().filter(QStringLiteral("tidying up")).size() == m_linesLeft
                && waited.afterMain().endsWith(QLatin1String(backgroundEnds));
        conclude({.isRight = cutOff && waitedFor,
                  .isShown =
                          m_linesLeft == 0
                          || isClearlyShorter(daemon.exitAfterMainMs(), waited.exitAfterMainMs())},
                 tr("With a daemon, the process ended %1 ms after its main part, after %2 lines of "
                    "the daemon; without, it waited %3 ms for its thread.")
                         .arg(daemon.exitAfterMainMs())
                         .arg(daemon.linesSaid())
                         .arg(waited.exitAfterMainMs()));
    }

    const int m_mainSeconds;
    const int m_linesLeft;
};

QString expectedOf(const ParameterValues &values)
{
    return DaemonThread::tr("The daemon says about %1 lines, and its process ends at once when the "
                            "main part ends. The other process goes on until its thread is done: "
                            "about %2 s more.")
            .arg(values[QStringLiteral("main_s")].toInt())
            .arg(values[QStringLiteral("lines_left")].toInt()
                 * values[QStringLiteral("pace")].toDouble());
}

} // namespace

JobDescriptor daemonThreadLesson()
{
    return {
            .id = QStringLiteral("daemon-thread"),
            .title = DaemonThread::tr("Daemon thread"),
            .summary = DaemonThread::tr("A daemon does not keep the program alive."),
            .icon = QStringLiteral("job-daemon-thread"),
            .chapter = chapterName(Chapter::Threads),
            .unit = QStringLiteral("processes"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("main_s"),
                     .type = ParameterType::Integer,
                     .label = DaemonThread::tr("Main part"),
                     .help = DaemonThread::tr("How long the main part of each process takes"),
                     .initial = qlonglong{3},
                     .least = 1,
                     .most = 10,
                     .unit = QStringLiteral("s")},
                    {.name = QStringLiteral("lines_left"),
                     .type = ParameterType::Integer,
                     .label = DaemonThread::tr("Lines left"),
                     .help = DaemonThread::tr("How many lines the thread that is waited for has to "
                                              "say still when the main part ends"),
                     .initial = qlonglong{2},
                     .least = 1,
                     .most = 5},
            }),
            .duration =
                    [](const ParameterValues &values) {
                        return pacedDuration(
                                values, 2 * values[QStringLiteral("main_s")].toInt()
                                                + values[QStringLiteral("lines_left")].toInt());
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<DaemonThread>(values);
                    },
            .lesson =
                    LessonTexts{.goal = DaemonThread::tr(
                                        "A program ends without waiting for its daemons: they are "
                                        "cut off in the middle of their work. For any other "
                                        "thread it waits. So what must come to its end, such as "
                                        "saving a file, is no work for a daemon."),
                                .expected = expectedOf},
    };
}

} // namespace thaw
