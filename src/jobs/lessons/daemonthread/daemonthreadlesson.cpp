// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/daemonthread/daemonthread.h"

#include <QJsonObject>

#include <vector>

namespace thaw {

using namespace std::chrono_literals;

void DaemonThread::teach()
{
    context().setProgress(0, 2);
    const Story daemon = watch(true);
    context().addProgress(1);
    const Story waited = watch(false);
    context().addProgress(1);
    concludeFrom(daemon, waited);
}

QStringList DaemonThread::arguments(bool isDaemon) const
{
    const auto second = std::chrono::round<milliseconds>(paced(1s));
    return {QStringLiteral("child"),           QStringLiteral("daemon-thread"),
            QString::number(isDaemon ? 1 : 0), QString::number(second.count()),
            QString::number(values().mainS),   QString::number(values().linesLeft)};
}

void DaemonThread::note(Story &story, const QString &line) const
{
    story.lines.append(line);
    if (line == QLatin1String(mainEnds)) {
        story.mainEndedAt = context().activeTime();
    }
}

void DaemonThread::concludeFrom(const Story &daemon, const Story &waited)
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
            && waited.afterMain().filter(QStringLiteral("tidying up")).size() == values().linesLeft
            && waited.afterMain().endsWith(QLatin1String(backgroundEnds));
    conclude({.isRight = cutOff && waitedFor,
              .isShown = values().linesLeft == 0
                         || isClearlyShorter(daemon.exitAfterMainMs(), waited.exitAfterMainMs())},
             tr("With a daemon, the process ended %1 ms after its main part, after %2 lines of "
                "the daemon; without, it waited %3 ms for its thread.")
                     .arg(daemon.exitAfterMainMs())
                     .arg(daemon.linesSaid())
                     .arg(waited.exitAfterMainMs()));
}

void DaemonThreadValues::declare(ParameterFields &fields)
{
    fields.add("main_s", mainS,
               {.label = DaemonThread::tr("Main part"),
                .help = DaemonThread::tr("How long the main part of each process takes"),
                .least = 1,
                .most = 10,
                .unit = QStringLiteral("s")});
    fields.add("lines_left", linesLeft,
               {.label = DaemonThread::tr("Lines left"),
                .help = DaemonThread::tr("How many lines the thread that is waited for has to "
                                         "say still when the main part ends"),
                .least = 1,
                .most = 5});
}

namespace {

QString expectedOf(const DaemonThreadValues &values)
{
    return DaemonThread::tr("The daemon says about %1 lines, and its process ends at once when the "
                            "main part ends. The other process goes on until its thread is done: "
                            "about %2 s more.")
            .arg(values.mainS)
            .arg(values.linesLeft * values.pace);
}

} // namespace

// DAEMON (0 or 1), SECOND (in ms), SECONDS of the main part, LINES_LEFT.
int daemonThreadTask(const std::vector<QByteArray> &arguments)
{
    if (arguments.size() != 4) {
        return 2;
    }
    DaemonThread::mainPart(arguments[0] == "1", std::chrono::milliseconds(arguments[1].toInt()),
                           arguments[2].toInt(), arguments[3].toInt());
    return 0;
}

JobDescriptor daemonThreadLesson()
{
    return describeLesson<DaemonThread>({
            .id = QStringLiteral("daemon-thread"),
            .title = DaemonThread::tr("Daemon thread"),
            .summary = DaemonThread::tr("A daemon does not keep the program alive."),
            .chapter = Chapter::Threads,
            .unit = QStringLiteral("processes"),
            .goal = DaemonThread::tr("A program ends without waiting for its daemons: they are "
                                     "cut off in the middle of their work. For any other "
                                     "thread it waits. So what must come to its end, such as "
                                     "saving a file, is no work for a daemon."),
            .expected = expectedOf,
            .seconds = [](const DaemonThreadValues &values) -> double {
                return 2 * values.mainS + values.linesLeft;
            },
    });
}

} // namespace thaw
