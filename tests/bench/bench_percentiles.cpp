// SPDX-License-Identifier: GPL-3.0-or-later
// How true the percentiles are: minutes of simulated loops, whose turns are known, pinged in ten
// mixes of intervals.
#include "probe/delayestimate.h"
#include "probe/delayreference.h"
#include "probe/pingmixes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr std::array percents{50.0, 95.0, 99.0};

/// Of one percentile in one mix, over all minutes. Delays in ms, shares of the time in points.
struct Tally
{
    double truth = 0;
    double value = 0;
    double worstToExact = 0; ///< in percent, of the value computed exactly from the same pings
    double bias = 0;
    double squares = 0;
    double stated = 0; ///< the error of sampling, squared
};

thaw::DelayHistogram estimated(const PingedMinute &minute)
{
    const auto end = PingedMinute::at(PingedMinute::length);
    thaw::DelayEstimate estimate(PingedMinute::at(0), end);
    for (const thaw::DelaySample &ping : minute.pings) {
        if (ping.posted < end) {
            estimate.addPing(ping);
        }
    }
    return estimate.delaysUntil(end);
}

void add(Tally &tally, double percent, const PingedMinute &minute,
         const thaw::DelayHistogram &delays, const DelayReference &exact)
{
    const double value = static_cast<double>(delays.percentile(percent).count()) / 1e6;
    const double toExact = 100 * std::abs(value / (exact.percentile(percent) / 1e6) - 1);
    const double error = 100 * minute.loop.shareUpTo(value, 0, PingedMinute::length) - percent;
    tally.truth += minute.loop.percentile(percent, 0, PingedMinute::length);
    tally.value += value;
    tally.worstToExact = std::max(tally.worstToExact, toExact);
    tally.bias += error;
    tally.squares += error * error;
    tally.stated += percent * (100 - percent) / minute.sampleCount();
}

void print(const Tally &tally, double percent, int minutes)
{
    std::printf("    p%-4g %12.3f %12.3f %11.2f %% %+11.3f %12.3f %12.3f %12.3f\n", percent,
                tally.truth / minutes, tally.value / minutes, tally.worstToExact,
                tally.bias / minutes, std::sqrt(tally.squares) / minutes,
                std::sqrt(tally.squares / minutes), std::sqrt(tally.stated / minutes));
}

} // namespace

int main(int argc, char *argv[])
{
    const int minutes = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 100;
    std::printf("%d minutes of each. The mean over them, in ms; how far a percentile is from the "
                "value computed\nexactly from the same pings, at most; and the share of the time "
                "that has no longer a delay, less the\npercentage, in points: its mean (bias), how "
                "certain that is, and the error in one minute.\n\n",
                minutes);
    std::printf("%10s %12s %12s %13s %11s %12s %12s %12s\n", "", "true", "measured", "to exact",
                "bias", "+-", "in a minute", "as stated");
    std::uint64_t seed = 0;
    for (const PingMix &mix : pingMixes) {
        std::printf("%s\n", mix.name);
        std::array<Tally, percents.size()> tallies;
        for (int i = 0; i < minutes; ++i) {
            PingedMinute minute(++seed);
            mix.tell(minute);
            minute.play();
            const auto delays = estimated(minute);
            const DelayReference exact(minute.pings, PingedMinute::at(0),
                                       PingedMinute::at(PingedMinute::length));
            for (std::size_t p = 0; p < percents.size(); ++p) {
                add(tallies[p], percents[p], minute, delays, exact);
            }
        }
        for (std::size_t p = 0; p < percents.size(); ++p) {
            print(tallies[p], percents[p], minutes);
        }
    }
    return 0;
}
