// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/childtasks.h"

#include "jobs/remote/remotechild.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include <cstdio>
#include <unistd.h>

namespace thaw {

int daemonThreadTask(const std::vector<QByteArray> &arguments);
int computeInChild(const std::vector<QByteArray> &arguments); // lessons/cpuorio.cpp
int squareInChild(const std::vector<QByteArray> &arguments);  // lessons/processes.cpp

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

// What has come from standard input and wasn't read by the task yet.
struct Input
{
    std::mutex mutex; // protects bytes
    std::condition_variable came;
    QByteArray bytes;
};

Input &input()
{
    static Input input;
    return input;
}

void endWithStandardInput()
{
    std::thread([] {
        char byte = 0;
        while (read(STDIN_FILENO, &byte, 1) > 0) {
            const std::lock_guard lock(input().mutex);
            input().bytes.append(byte);
            input().came.notify_one();
        }
        _exit(1);
    }).detach();
}

} // namespace

int runChildTask(const std::vector<QByteArray> &arguments)
{
    if (!arguments.empty() && arguments.front() == "run") {
        runRemoteChild();
    }
    const auto task = arguments.empty() ? tasks.end() : tasks.find(arguments.front());
    if (task == tasks.end()) {
        return 2;
    }
    endWithStandardInput();
    const int status = task->second({arguments.begin() + 1, arguments.end()});
    // Not exit(): its destructors would run beside the thread that waits for standard input.
    std::fflush(nullptr);
    _exit(status);
}

void sleepInChild(std::chrono::milliseconds time)
{
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::nanoseconds portion = std::chrono::milliseconds(5);
    std::chrono::nanoseconds left = time;
    while (left.count() > 0) {
        const auto began = Clock::now();
        std::this_thread::sleep_for(std::min(left, portion));
        // More than a few portions: the process was stopped meanwhile, and that doesn't count.
        left -= std::min<std::chrono::nanoseconds>(Clock::now() - began, 4 * portion);
    }
}

QByteArray readLineInChild()
{
    Input &from = input();
    std::unique_lock lock(from.mutex);
    from.came.wait(lock, [&] { return from.bytes.contains('\n'); });
    const qsizetype end = from.bytes.indexOf('\n');
    QByteArray line = from.bytes.left(end);
    from.bytes.remove(0, end + 1);
    return line;
}

void sayInChild(const QByteArray &line)
{
    // In one piece, since other threads of the child may say lines, too.
    const QByteArray whole = QByteArray(line).append('\n');
    std::fwrite(whole.constData(), 1, static_cast<std::size_t>(whole.size()), stdout);
    std::fflush(stdout);
}

} // namespace thaw
