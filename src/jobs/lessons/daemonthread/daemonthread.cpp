// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/daemonthread/daemonthread.h"

#include "jobs/remote/inchild.h"

#include <QThread>

#include <optional>

namespace thaw {

//! [lesson]
// All that a process does in which a thread works in the background. To see its end, the lesson
// starts it as a process of its own: once with a daemon, once without.
void DaemonThread::mainPart(bool isDaemon, milliseconds second, int seconds, int linesLeft)
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

// Starts such a process, tells what it says, and waits for its end.
DaemonThread::Story DaemonThread::watch(bool isDaemon)
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

} // namespace thaw
