// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/processes/processes.h"

#include "jobs/remote/inchild.h"

#include <algorithm>
#include <deque>

#include <unistd.h>

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// Each process that runs this program has a variable of its own.
int Processes::variable = 100;

// This runs in the child. What it is to know must be sent to it, and so must its answer.
int Processes::square(const std::vector<QByteArray> &arguments)
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

// And this in the parent: all children are there before the first is told its number, so that
// the time that their start takes doesn't count.
void Processes::runAll()
{
    const QStringList task{QStringLiteral("child"), QStringLiteral("square"),
                           inMilliseconds(paced(1s))};
    std::deque<Process> children;
    for (int number = 1; number <= values().children; ++number) {
        children.emplace_back(context(), tr("child %1").arg(number));
        children.back().start(program(), task);
    }
    for (Process &child : children) {
        static_cast<void>(child.readLine()); // it is there
    }
    m_atOnce = std::ranges::count_if(children, &Process::isRunning);
    m_toldAt = context().activeTime();
    for (int number = 1; number <= values().children; ++number) {
        children[indexOf(number)].writeLine(QByteArray::number(number));
    }
    for (int number = 1; number <= values().children; ++number) {
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

} // namespace thaw
