// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/pingledger.h"
#include "probe/simulatedloop.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

/// A minute of a simulated loop, and how it was pinged: by the probe's own bookkeeping, at other
/// intervals during runs than at rest. Times are milliseconds after the minute began.
class PingedMinute
{
public:
    static constexpr double length = 60'000;
    static constexpr double rest = 50;
    static constexpr double run = 5;

    explicit PingedMinute(std::uint64_t seed)
        : m_random(seed)
    {}

    SimulatedLoop loop;
    std::vector<thaw::DelaySample> pings;

    [[nodiscard]] static std::chrono::steady_clock::time_point at(double time)
    {
        return std::chrono::steady_clock::time_point{
                std::chrono::hours{1} + std::chrono::nanoseconds{std::llround(time * 1e6)}};
    }
    [[nodiscard]] double between(double least, double most)
    {
        return std::uniform_real_distribution(least, most)(m_random);
    }

    /// Up to `to` it is busy for `least` to `most` at a time, with so much rest between on average.
    void work(double to, double rests, double least, double most)
    {
        double time = std::max(loop.busyUntil(), before);
        while (true) {
            const double from =
                    time + (rests > 0 ? std::exponential_distribution(1 / rests)(m_random) : 0);
            time = from + between(least, most);
            if (from > to) {
                return;
            }
            loop.addTurn(from, time);
        }
    }
    /// From `time` on it is pinged at this interval: as Probe does when a recording begins, for
    /// which the interval gets shorter, or ends.
    void ping(double time, double interval) { m_intervals.push_back({time, interval}); }

    /// Sends the pings, once the rest is told.
    void play()
    {
        const double first = before + between(0, m_intervals.front().interval);
        double interval = m_intervals.front().interval;
        thaw::PingLedger ledger(at(first), span(interval), std::chrono::milliseconds{100});
        auto change = m_intervals.cbegin() + 1;
        double now = first;
        while (now < length) {
            const double due = timeOf(ledger.nextLook(at(now))) + between(0, 0.1);
            const bool isChange = change != m_intervals.cend() && change->time <= due;
            const bool isFence = isChange && change->interval > interval;
            now = isChange ? std::max(now, change->time) : due;
            if (isChange) {
                interval = change++->interval;
            }
            if (isChange && !isFence) {
                ledger.setInterval(at(now), span(interval));
            }
            ledger.pingPosted(at(now));
            now = loop.handled(now, m_random);
            const auto beginning = change;
            if (beginning != m_intervals.cend() && beginning->time < now
                && beginning->interval < interval) { // while the ping is under way
                interval = change++->interval;
                ledger.setInterval(at(beginning->time), span(interval));
            }
            pings.push_back(ledger.pingHandled(at(now))->sample);
            if (isFence) {
                ledger.setInterval(at(now), span(interval));
            }
        }
    }

    /// As many samples of the same weight would tell as much as these.
    [[nodiscard]] double sampleCount() const
    {
        double time = 0;
        double squares = 0;
        for (const thaw::DelaySample &ping : pings) {
            const double interval =
                    std::chrono::duration<double, std::milli>(ping.interval).count();
            const double stoodFor =
                    interval * (1.0 + static_cast<double>(ping.delay / ping.interval));
            time += stoodFor;
            squares += stoodFor * interval;
        }
        return time * time / squares;
    }

private:
    struct Interval
    {
        double time;
        double interval;
    };
    static constexpr double before = -2'000; // so that the minute begins at any moment

    static std::chrono::nanoseconds span(double time) { return at(time) - at(0); }
    static double timeOf(std::chrono::steady_clock::time_point time)
    {
        return std::chrono::duration<double, std::milli>(time - at(0)).count();
    }

    SimulatedLoop::Random m_random;
    std::vector<Interval> m_intervals;
};

/// Ten ways in which a minute may go.
struct PingMix
{
    const char *name;
    void (*tell)(PingedMinute &);
};

inline constexpr PingMix pingMixes[] = {
        {"at rest",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::rest);
             minute.work(60'000, 60, 0.5, 8);
         }},
        {"one long run",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::run);
             minute.work(60'000, 20, 1, 12);
         }},
        {"half at rest, half a livelier run",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::rest);
             minute.ping(30'000, PingedMinute::run);
             minute.work(30'000, 100, 0.5, 4);
             minute.work(60'000, 10, 2, 14);
         }},
        {"ten runs of a second",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::rest);
             for (int run = 0; run < 10; ++run) {
                 const double begin = 6'000 * run + minute.between(0, 4'000);
                 minute.ping(begin, PingedMinute::run);
                 minute.ping(begin + 1'000, PingedMinute::rest);
                 minute.work(begin, 60, 0.5, 6);
                 minute.work(begin + 1'000, 4, 3, 18);
             }
             minute.work(60'000, 60, 0.5, 6);
         }},
        {"a run that freezes 15 s of it",
         [](PingedMinute &minute) {
             const double begin = minute.between(10'000, 30'000);
             minute.ping(0, PingedMinute::rest);
             minute.ping(begin, PingedMinute::run);
             minute.ping(begin + 20'000, PingedMinute::rest);
             minute.work(begin + 2'000, 60, 0.5, 8);
             minute.work(begin + 2'000, 0, 15'000, 15'000);
             minute.work(60'000, 60, 0.5, 8);
         }},
        {"freezes at rest",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::rest);
             minute.work(60'000, 3'000, 100, 2'500);
         }},
        {"turns of 10 ms without rest, a run",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::run);
             minute.work(60'000, 0.1, 10, 10);
         }},
        {"turns of 1 to 10 ms without rest, a run",
         [](PingedMinute &minute) {
             minute.ping(0, PingedMinute::run);
             minute.work(60'000, 0, 1, 10);
         }},
        {"turns of 20 to 200 ms, at rest and in runs",
         [](PingedMinute &minute) {
             for (int part = 0; part < 12; ++part) {
                 minute.ping(5'000 * part, part % 2 == 0 ? PingedMinute::rest : PingedMinute::run);
             }
             minute.work(60'000, 100, 20, 200);
         }},
        {"intervals of 1, 7, 20 and 100 ms",
         [](PingedMinute &minute) {
             for (int part = 0; part < 20; ++part) {
                 const double intervals[] = {1, 7, 20, 100};
                 minute.ping(3'000 * part, intervals[part % 4]);
             }
             minute.work(60'000, 10, 1, 40);
         }},
};
