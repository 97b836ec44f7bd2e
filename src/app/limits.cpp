// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/limits.h"

#include "jobs/system/systemlimits.h"

#include <QCoreApplication>

#include <cstddef>
#include <cstdlib>
#include <exception>
#include <latch>
#include <mutex>
#include <new>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

namespace thaw {

namespace {

// Of a run with the history and the probe: 9 to 30 have been counted, and some more are for what
// a job asks for.
constexpr int descriptorsWanted = 48;
// Beside the main thread and that of the signals: the history's, the probe's and the job's.
constexpr std::ptrdiff_t threadsNeeded = 3;
// Of address space: stacks and heaps of a few threads, and a plugin or two.
constexpr std::size_t addressSpaceNeeded = std::size_t{192} << 20;
// As many as the system commonly allows: with fewer, a job's threads may want more.
constexpr rlim_t plentyOfDescriptors = 1024;

struct Limits
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Limits)
};

// Whichever thread comes first.
[[noreturn]] void endWith(std::string_view line)
{
    static std::mutex ending;
    ending.lock(); // for good
    // Nothing that may ask for memory.
    static_cast<void>(!write(STDERR_FILENO, line.data(), line.size()));
    _exit(1);
}

// Those that are started together, and end.
bool hasThreads()
{
    std::latch all(threadsNeeded + 1);
    std::vector<std::jthread> threads;
    bool areThere = true;
    try {
        threads.reserve(threadsNeeded);
        while (std::ssize(threads) < threadsNeeded) {
            threads.emplace_back([&all] { all.arrive_and_wait(); });
        }
    } catch (...) { // whatever it is: those that are there wait, and would be joined for ever
        areThere = false;
    }
    all.count_down(threadsNeeded + 1 - std::ssize(threads)); // nobody waits for the missing ones
    return areThere;
}

void endAfterException()
{
    try {
        if (const std::exception_ptr current = std::current_exception()) {
            std::rethrow_exception(current);
        }
    } catch (const std::bad_alloc &) {
        endWith("thaw: There is too little memory; close other programs, or raise the limit "
                "(ulimit -v).\n");
    } catch (...) { // the faults that this isn't about
    }
    std::abort();
}

QtMessageHandler messagesGoTo = nullptr; // set once, before any thread is started

void takeMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtFatalMsg && text.contains(QLatin1StringView("QEventDispatcherUNIXPrivate"))) {
        endWith("thaw: Thaw may open no file more, and another thread needs one; raise the limit "
                "(ulimit -n), or ask for fewer threads.\n");
    }
    // Whoever wanted that thread says so, in a sentence, and so does the line above.
    if (!text.startsWith(QLatin1StringView("QThread::start: Thread creation error"))
        && !text.startsWith(QLatin1StringView("QThreadPipe: Unable to create pipe"))) {
        messagesGoTo(type, context, text);
    }
}

} // namespace

std::optional<QString> whatIsLacking(Need need)
{
    if (const int count = freeDescriptors(descriptorsWanted); count < descriptorsWanted) {
        return Limits::
                tr("Thaw wants room for %1 open files, so that no run is short of them, and has it "
                   "for %2; raise the limit (ulimit -n).")
                        .arg(descriptorsWanted)
                        .arg(count);
    }
    if (!hasAddressSpace(addressSpaceNeeded)) {
        return Limits::tr(
                       "Thaw needs %1 MB of memory more than the system leaves it; raise the limit "
                       "(ulimit -v), or close other programs.")
                .arg(addressSpaceNeeded >> 20);
    }
    if (need == Need::ToRun && !hasThreads()) {
        return Limits::tr("Thaw needs %1 threads more than the system gives it; raise the limit of "
                          "processes (ulimit -u), or close other programs.")
                .arg(threadsNeeded);
    }
    return std::nullopt;
}

void endInOneLine()
{
    std::set_terminate(endAfterException);
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < plentyOfDescriptors) {
        // GLib's event loop, which each thread of Qt's has, would abort without one; Qt's own says
        // so first. Child processes have it from here.
        qputenv("QT_NO_GLIB", "1");
    }
    messagesGoTo = qInstallMessageHandler(takeMessage);
}

} // namespace thaw
