// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/catalog/childtasks.h"

#include "jobs/catalog/builtinjobs.h"
#include "jobs/remote/inchild.h"
#include "jobs/remote/remotechild.h"

#include <QFile>

#include <chrono>
#include <map>

namespace thaw {

int daemonThreadTask(const std::vector<QByteArray> &arguments);
int computeInChild(const std::vector<QByteArray> &arguments); // lessons/cpuorio/computeinchild.cpp
int squareInChild(const std::vector<QByteArray> &arguments);  // lessons/processes

namespace {

using Task = int (*)(const std::vector<QByteArray> &arguments);

// WAIT_MS TEXT: waits, then says the text.
int echo(const std::vector<QByteArray> &arguments)
{
    if (arguments.size() != 2) {
        return 2;
    }
    sleepInChild(std::chrono::milliseconds(arguments[0].toInt()));
    sayInChild(arguments[1]);
    return 0;
}

// By name; a lesson's task is written beside the lesson.
const std::map<QByteArray, Task> tasks{
        {"compute", computeInChild},
        {"echo", echo},
        {"daemon-thread", daemonThreadTask},
        {"square", squareInChild},
};

JobCatalog jobsOfChild()
{
    return builtInJobs(QFile::symLinkTarget(QStringLiteral("/proc/self/exe")));
}

} // namespace

int runChildTask(const std::vector<QByteArray> &arguments)
{
    if (!arguments.empty() && arguments.front() == "run") {
        runRemoteChild(jobsOfChild);
    }
    const auto task = arguments.empty() ? tasks.end() : tasks.find(arguments.front());
    if (task == tasks.end()) {
        return 2;
    }
    endWithStandardInput();
    endChild(task->second({arguments.begin() + 1, arguments.end()}));
}

} // namespace thaw
