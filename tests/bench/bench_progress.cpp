// SPDX-License-Identifier: GPL-3.0-or-later
// What reporting progress costs a job on a worker thread: the same computing, about five seconds of
// it, with 5,000,000 reports and with 50. Prints both times, their ratio, the updates that reached
// the GUI thread, and the memory before and after.
#include "runners/placement/workerplacement.h"
#include "runners/run.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

namespace {

constexpr std::int64_t units = 5'000'000;

// About a microsecond of computing that no compiler can leave out.
std::uint64_t compute(std::uint64_t state, int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    return state;
}

class ReportingJob : public thaw::Job
{
public:
    ReportingJob(std::int64_t reports, int rounds)
        : m_every(units / reports)
        , m_rounds(rounds)
    {}

    thaw::Outcome run(thaw::JobContext &context) override
    {
        std::uint64_t state = 88172645463325252;
        for (std::int64_t unit = 1; unit <= units; ++unit) {
            state = compute(state, m_rounds);
            if (unit % m_every == 0) {
                context.setProgress(unit, units);
            }
        }
        return state == 0 ? thaw::Outcome::canceled() : thaw::Outcome::finished();
    }

private:
    const std::int64_t m_every;
    const int m_rounds;
};

int roundsPerMicrosecond()
{
    constexpr int rounds = 200'000'000;
    QElapsedTimer timer;
    timer.start();
    volatile std::uint64_t result = compute(1, rounds);
    static_cast<void>(result);
    return std::max(1, static_cast<int>(rounds / (timer.nsecsElapsed() / 1000)));
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return status.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

struct Measured
{
    double seconds = 0;
    double cpuSeconds = 0;
    int updates = 0;
    double residentBefore = 0;
    double residentAfter = 0; // before the run is destroyed
};

Measured measure(std::int64_t reports, int rounds)
{
    const thaw::JobDescriptor job{.id = QStringLiteral("reports"),
                                  .title = {},
                                  .summary = {},
                                  .icon = {},
                                  .unit = QStringLiteral("units"),
                                  .parameters = {},
                                  .make = [=](const thaw::ParameterValues &) {
                                      return std::make_unique<ReportingJob>(reports, rounds);
                                  }};
    const thaw::PlacementDescriptor placement = thaw::workerPlacement();
    Measured measured{.residentBefore = residentMegabytes()};
    thaw::Run run({&job, &placement, {}});
    QEventLoop loop;
    QObject::connect(&run, &thaw::Run::progressed, &loop, [&] { ++measured.updates; });
    QObject::connect(&run, &thaw::Run::ended, &loop, &QEventLoop::quit);
    run.start();
    loop.exec();
    measured.seconds = std::chrono::duration<double>(run.elapsed()).count();
    for (const thaw::ThreadCost &cost : run.threads()) {
        measured.cpuSeconds += std::chrono::duration<double>(cost.cpu).count();
    }
    measured.residentAfter = residentMegabytes();
    return measured;
}

void print(std::int64_t reports, const Measured &measured)
{
    std::printf("%10lld %10.3f %10.3f %10d %7.1f -> %.1f\n", static_cast<long long>(reports),
                measured.seconds, measured.cpuSeconds, measured.updates, measured.residentBefore,
                measured.residentAfter);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int rounds = roundsPerMicrosecond();
    constexpr int repeats = 3;
    std::vector<double> ratios;
    std::vector<double> cpuRatios;
    std::printf("%10s %10s %10s %10s %16s\n", "reports", "seconds", "CPU s", "updates",
                "resident MB");
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const Measured few = measure(50, rounds);
        print(50, few);
        const Measured many = measure(units, rounds);
        print(units, many);
        ratios.push_back(many.seconds / few.seconds);
        cpuRatios.push_back(many.cpuSeconds / few.cpuSeconds);
    }
    std::ranges::sort(ratios);
    std::ranges::sort(cpuRatios);
    std::printf("5,000,000 reports to 50: time %.3f, CPU time %.3f (at most 1.10 is asked for)\n",
                ratios[repeats / 2], cpuRatios[repeats / 2]);
    return 0;
}
