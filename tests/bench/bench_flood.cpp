// SPDX-License-Identifier: GPL-3.0-or-later
// What the channels of the flood carry, and what that does to the event loop: samples a second at
// 1, 4, 64 and 1,000 producers that send as many as go through, with the delay, the paints (drains,
// as no window shows the cells) and the resident memory after the first second and at the end. Then
// 1,000 producers paced to 1,000,000 samples a second in all, against an idle loop, in turns. An
// argument is the seconds of each run (3).
#include "jobs/workloads/flood.h"
#include "jobs/workloads/wait.h"
#include "probe/probe.h"
#include "report/measuredrun.h"
#include "runners/placement/workerplacement.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return status.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

struct Measured
{
    RunRecord record;
    double residentAfterASecond = 0;
    double residentAtEnd = 0; // when the time is nearly over
};

class Bench
{
public:
    explicit Bench(double seconds)
        : m_seconds(seconds)
    {
        m_probe.start();
    }

    Measured flood(const QByteArray &channel, int producers, int rate)
    {
        return run(m_flood, {{"channel", channel},
                             {"producers", QByteArray::number(producers)},
                             {"rate", QByteArray::number(rate)}});
    }
    Measured idle() { return run(m_wait, {}); }

private:
    Measured run(const JobDescriptor &job, const std::map<std::string, QByteArray> &settings)
    {
        ParameterValues values = job.parameters.defaults();
        const auto set = [&](const std::string &name, const QByteArray &text) {
            if (const auto error = job.parameters.set(values, QString::fromStdString(name), text)) {
                std::fprintf(stderr, "%s\n", qUtf8Printable(*error));
                std::exit(2);
            }
        };
        for (const auto &[name, text] : settings) {
            set(name, text);
        }
        set("seconds", QByteArray::number(m_seconds));
        Measured measured;
        MeasuredRun run({&job, &m_worker, values, {}}, m_probe);
        QEventLoop loop;
        QObject::connect(&run, &MeasuredRun::measured, &loop, &QEventLoop::quit);
        QTimer::singleShot(1s, &loop, [&] { measured.residentAfterASecond = residentMegabytes(); });
        QTimer::singleShot(static_cast<int>(m_seconds * 1000) - 50, &loop,
                           [&] { measured.residentAtEnd = residentMegabytes(); });
        run.start();
        loop.exec();
        measured.record = *run.record();
        return measured;
    }

    const double m_seconds;
    const JobDescriptor m_flood = floodJob();
    const JobDescriptor m_wait = waitJob();
    const PlacementDescriptor m_worker = workerPlacement();
    Probe m_probe;
};

double figure(const Measured &measured, const char *name)
{
    return measured.record.facts.value(QLatin1StringView(name)).toDouble();
}

double p99(const Measured &measured)
{
    return milliseconds(measured.record.gui.delays.percentile(99));
}

void print(const char *channel, int producers, const Measured &measured)
{
    const bool isRight = measured.record.outcome.kind == OutcomeKind::Finished
                         && measured.record.facts[u"checksum_ok"].toBool()
                         && figure(measured, "lost") == 0;
    std::printf("%-8s %9d %14.0f %9.2f %9.2f %8.1f %10.0f  %6.1f -> %6.1f  %s\n", channel,
                producers, figure(measured, "samples_per_s"), p99(measured),
                milliseconds(measured.record.gui.delays.max()), figure(measured, "paints_per_s"),
                figure(measured, "backlog"), measured.residentAfterASecond, measured.residentAtEnd,
                isRight ? "yes" : "NO");
}

void measureChannels(Bench &bench)
{
    constexpr std::array producers{1, 4, 64, 1000};
    std::printf("%-8s %9s %14s %9s %9s %8s %10s  %16s  %s\n", "channel", "producers", "samples/s",
                "p99 ms", "worst ms", "paints/s", "backlog", "resident MB", "lossless");
    std::map<std::string, double> most;
    for (const char *channel : {"signals", "batches", "ring"}) {
        for (const int count : producers) {
            const Measured measured = bench.flood(channel, count, 0);
            print(channel, count, measured);
            if (count == producers.back()) {
                most[channel] = figure(measured, "samples_per_s");
            }
        }
    }
    std::printf("ring to signals at 1,000 producers: %.0f; batches to signals: %.0f\n\n",
                most["ring"] / most["signals"], most["batches"] / most["signals"]);
}

double middle(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void measurePaced(Bench &bench)
{
    std::vector<double> idle;
    std::vector<double> paced;
    for (int turn = 0; turn < 3; ++turn) {
        idle.push_back(p99(bench.idle()));
        const Measured flood = bench.flood("ring", 1000, 1000);
        paced.push_back(p99(flood));
        std::printf("paced: p99 %.3f ms, worst %.2f ms, %.0f samples/s, %.0f behind; idle: p99 "
                    "%.3f ms\n",
                    paced.back(), milliseconds(flood.record.gui.delays.max()),
                    figure(flood, "samples_per_s"), figure(flood, "behind"), idle.back());
    }
    std::printf("the middle ones: %.3f ms over idle's p99 (at most 1 is asked for)\n",
                middle(paced) - middle(idle));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    Bench bench(argc > 1 ? std::atof(argv[1]) : 3);
    measureChannels(bench);
    measurePaced(bench);
    return 0;
}
