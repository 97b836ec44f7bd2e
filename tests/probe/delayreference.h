// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/responsivenesssnapshot.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <vector>

/// What DelayEstimate should make of pings, done the long way: piece by piece along the time,
/// without buckets, in nanoseconds. Pings follow one another as a probe's do, without a suspension.
class DelayReference
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    DelayReference(const std::vector<thaw::DelaySample> &pings, TimePoint start, TimePoint end)
        : m_start(nanoseconds(start))
        , m_end(nanoseconds(end))
    {
        for (const thaw::DelaySample &ping : pings) {
            if (ping.handled() >= start && ping.posted < end) {
                addSamples(ping);
            }
        }
        if (m_samples.empty()) {
            return;
        }
        const Sample &first = m_samples.front();
        addPiece(first.at - first.interval / 2, first.at, first.delay(), first.delay());
        for (std::size_t i = 1; i < m_samples.size(); ++i) {
            addBetween(m_samples[i - 1], m_samples[i]);
        }
        addRest(m_samples.back());
    }

    /// In nanoseconds, exact.
    [[nodiscard]] double percentile(double percent) const
    {
        double low = 0;
        double high = 0;
        double whole = 0;
        for (const Piece &piece : m_pieces) {
            high = std::max(high, piece.longest);
            whole += piece.time;
        }
        while (high - low > 0.5) {
            const double middle = (low + high) / 2;
            (timeUpTo(middle) < percent / 100 * whole ? low : high) = middle;
        }
        return high;
    }

private:
    struct Sample
    {
        double at;
        double handled;
        double interval;
        bool isSawtooth; ///< from here to the next sample of the same ping
        [[nodiscard]] double delay() const { return handled - at; }
    };
    /// A stretch of time in which the delay fell evenly.
    struct Piece
    {
        double time;
        double longest;
        double shortest;
    };

    static double nanoseconds(TimePoint time)
    {
        return static_cast<double>((time - TimePoint{std::chrono::hours{1}}).count());
    }

    void addSamples(const thaw::DelaySample &ping)
    {
        const double posted = std::max(nanoseconds(ping.posted), m_start);
        const double handled = nanoseconds(ping.handled());
        const auto interval = static_cast<double>(ping.interval.count());
        const double count = std::floor((handled - posted) / interval);
        const bool isBeginningKnown =
                posted == m_start || (!m_samples.empty() && m_samples.back().handled == posted);
        for (double i = 0; i <= count; ++i) {
            m_samples.push_back(
                    {posted + i * interval, handled, interval, isBeginningKnown || count >= 16});
        }
    }

    void addBetween(const Sample &one, const Sample &next)
    {
        const bool isSamePing = one.handled == next.handled;
        if ((isSamePing && one.isSawtooth) || one.handled == next.at) {
            addPiece(one.at, next.at, one.delay(), one.handled - next.at);
            return;
        }
        const double share = one.interval / (one.interval + next.interval);
        const double middle = one.at + (next.at - one.at) * share;
        addPiece(one.at, middle, one.delay(), one.delay());
        addPiece(middle, next.at, next.delay(), next.delay());
    }

    void addRest(const Sample &last)
    {
        if (m_end <= last.handled) {
            addPiece(last.at, m_end, last.delay(), last.handled - m_end);
        } else {
            addPiece(last.at, last.at + last.interval / 2, last.delay(), last.delay());
        }
    }

    void addPiece(double from, double to, double longest, double shortest)
    {
        const double begin = std::max(from, m_start);
        const double end = std::min(to, m_end);
        if (end > begin) {
            m_pieces.push_back({end - begin, longest, shortest});
        }
    }

    [[nodiscard]] double timeUpTo(double delay) const
    {
        double time = 0;
        for (const Piece &piece : m_pieces) {
            if (piece.longest <= delay) {
                time += piece.time;
            } else if (piece.shortest < delay) {
                time += piece.time * (delay - piece.shortest) / (piece.longest - piece.shortest);
            }
        }
        return time;
    }

    double m_start;
    double m_end;
    std::vector<Sample> m_samples;
    std::vector<Piece> m_pieces;
};
