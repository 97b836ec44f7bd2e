// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/inchild.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <cstdio>
#include <unistd.h>

namespace thaw {

namespace {

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

} // namespace

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

void endChild(int status)
{
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
