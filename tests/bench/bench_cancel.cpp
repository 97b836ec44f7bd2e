// SPDX-License-Identifier: GPL-3.0-or-later
// bench_cancel [COUNT] [SEED]: starts COUNT runs (1,000) of every built-in job, in turns on every
// placement, and stops each at a random moment: by its requestStop(), by its control from another
// thread, or by destroying it. Each run that isn't destroyed must end, once. Best built with
// AddressSanitizer.
#include "jobs/catalog/builtinjobs.h"
#include "probe/probe.h"
#include "report/measuredrun.h"
#include "runners/placement/builtinplacements.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Tally
{
    int ended = 0;
    int destroyed = 0;
    int wrong = 0; // ended not at all, or more than once
    std::map<QString, int> outcomes;
    std::chrono::nanoseconds slowestStop{};
};

// Values with which a job takes at least a second, so that a stop finds it at work.
thaw::ParameterValues longValues(const thaw::JobDescriptor &job)
{
    thaw::ParameterValues values = job.parameters.defaults();
    if (values.contains(QStringLiteral("path"))) {
        values[QStringLiteral("path")] = QByteArray("/usr");
    }
    return values;
}

class Stress
{
public:
    explicit Stress(unsigned seed)
        : m_random(seed)
    {}

    void once(const thaw::RunRequest &request);
    [[nodiscard]] const Tally &tally() const { return m_tally; }

private:
    // Mostly while it begins; at times well in the middle, where a child process is at work, too.
    std::chrono::microseconds moment()
    {
        const unsigned within = m_random() % 4 == 0 ? 400'000 : 20'000;
        return std::chrono::microseconds(m_random() % within);
    }
    void stopByThread(const thaw::RunRequest &request);
    void awaitEnd(thaw::MeasuredRun &measured);
    void stopByCall(const thaw::RunRequest &request);
    void destroy(const thaw::RunRequest &request);
    void count(const thaw::MeasuredRun &measured, int ended, int measurings);

    std::mt19937 m_random;
    thaw::Probe m_probe;
    Tally m_tally;
};

void Stress::once(const thaw::RunRequest &request)
{
    const auto way = m_random() % 3;
    // On the GUI thread start() returns when all is over: only another thread can stop it.
    if (request.placement->freezesWindow || way == 0) {
        stopByThread(request);
    } else if (way == 1) {
        stopByCall(request);
    } else {
        destroy(request);
    }
}

void Stress::stopByThread(const thaw::RunRequest &request)
{
    thaw::MeasuredRun measured(request, m_probe);
    std::jthread stopper([control = measured.run().control(), after = moment()] {
        std::this_thread::sleep_for(after);
        control->requestStop(thaw::StopReason::User);
    });
    QTimer::singleShot(0, &measured, [&] { measured.start(); });
    awaitEnd(measured);
}

void Stress::stopByCall(const thaw::RunRequest &request)
{
    thaw::MeasuredRun measured(request, m_probe);
    QTimer::singleShot(0, &measured, [&] {
        measured.start();
        QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(moment()),
                           Qt::PreciseTimer, &measured, [&] { measured.run().requestStop(); });
    });
    awaitEnd(measured);
}

// Counts how often the run ended and was measured.
void Stress::awaitEnd(thaw::MeasuredRun &measured)
{
    int ended = 0;
    int measurings = 0;
    QEventLoop loop;
    QObject::connect(&measured.run(), &thaw::Run::ended, &loop, [&] { ++ended; });
    QObject::connect(&measured, &thaw::MeasuredRun::measured, &loop, [&] {
        ++measurings;
        loop.quit();
    });
    loop.exec();
    QCoreApplication::processEvents(); // an end too many would come now
    count(measured, ended, measurings);
}

void Stress::destroy(const thaw::RunRequest &request)
{
    {
        thaw::MeasuredRun measured(request, m_probe);
        measured.start();
        QEventLoop loop;
        QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(moment()),
                           Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    }
    QCoreApplication::processEvents();
    ++m_tally.destroyed;
}

void Stress::count(const thaw::MeasuredRun &measured, int ended, int measurings)
{
    ++m_tally.ended;
    if (ended != 1 || measurings != 1 || !measured.record()) {
        ++m_tally.wrong;
        return;
    }
    ++m_tally.outcomes[thaw::outcomeWord(measured.record()->outcome.kind)];
    m_tally.slowestStop = std::max(m_tally.slowestStop, measured.record()->stopTook.value_or(0ns));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    const QString program = QStringLiteral(THAW_PROGRAM);
    const thaw::JobCatalog jobs = thaw::builtInJobs(program);
    const thaw::PlacementCatalog placements = thaw::builtInPlacements(program);
    Stress stress(seed);
    std::vector<thaw::RunRequest> requests; // of each job, wherever it may run
    for (const thaw::JobDescriptor &job : jobs.all()) {
        for (const thaw::PlacementDescriptor &placement : placements.all()) {
            requests.push_back({&job, &placement, longValues(job)});
            if (requests.back().problem()) {
                requests.pop_back();
            }
        }
    }
    for (std::size_t run = 0; run < static_cast<std::size_t>(count); ++run) {
        stress.once(requests[run % requests.size()]);
    }
    const Tally &tally = stress.tally();
    std::printf("%d runs: %d destroyed at work, %d ended by themselves, of these wrongly: %d\n",
                count, tally.destroyed, tally.ended, tally.wrong);
    for (const auto &[outcome, times] : tally.outcomes) {
        std::printf("  %s: %d\n", qUtf8Printable(outcome), times);
    }
    std::printf("slowest stop: %.1f ms\n",
                std::chrono::duration<double, std::milli>(tally.slowestStop).count());
    return tally.wrong == 0 && tally.ended + tally.destroyed == count ? 0 : 1;
}
