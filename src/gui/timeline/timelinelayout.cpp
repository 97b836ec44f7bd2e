// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinelayout.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

struct TickText
{
    Q_DECLARE_TR_FUNCTIONS(thaw::TickText)
};

constexpr std::size_t sumEvery = 8;

nanoseconds &timeOf(StateTimes &times, LaneState state)
{
    return times[static_cast<std::size_t>(state)];
}

} // namespace

void LaneStretches::append(const Stretch &stretch)
{
    if (m_stretches.size() % sumEvery == 0) {
        m_sums.push_back(m_stretches.empty() ? StateTimes{}
                                             : timesUntil(stretch.start, m_stretches.size()));
    }
    m_stretches.push_back(stretch);
}

void LaneStretches::cut(std::size_t count)
{
    if (count < m_stretches.size()) {
        m_stretches.resize(count);
        m_sums.resize((count + sumEvery - 1) / sumEvery);
    }
}

std::size_t LaneStretches::firstEndingAfter(nanoseconds moment, std::size_t from) const
{
    // In ever longer steps, since what is looked for is mostly near.
    std::size_t low = from;
    std::size_t step = 1;
    while (low + step < m_stretches.size() && m_stretches[low + step - 1].end <= moment) {
        low += step;
        step *= 2;
    }
    const auto begin = m_stretches.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(low + step, m_stretches.size()));
    const auto found = std::partition_point(
            begin + static_cast<std::ptrdiff_t>(std::min(low, m_stretches.size())), end,
            [&](const Stretch &stretch) { return stretch.end <= moment; });
    return static_cast<std::size_t>(found - begin);
}

const Stretch *LaneStretches::at(nanoseconds moment) const
{
    const std::size_t index = firstEndingAfter(moment);
    return index < m_stretches.size() && m_stretches[index].start <= moment ? &m_stretches[index]
                                                                            : nullptr;
}

StateTimes LaneStretches::times(nanoseconds from, nanoseconds to, std::size_t first) const
{
    first = firstEndingAfter(from, first);
    const StateTimes before = timesUntil(from, first);
    StateTimes result = timesUntil(to, firstEndingAfter(to, first));
    for (std::size_t state = 0; state < laneStateCount; ++state) {
        result[state] -= before[state];
    }
    return result;
}

// `index` is firstEndingAfter(moment).
StateTimes LaneStretches::timesUntil(nanoseconds moment, std::size_t index) const
{
    if (m_stretches.empty()) {
        return {};
    }
    const std::size_t block = std::min(index / sumEvery, m_sums.size() - 1);
    StateTimes times = m_sums[block];
    for (std::size_t i = block * sumEvery; i < index; ++i) {
        timeOf(times, m_stretches[i].state) += m_stretches[i].end - m_stretches[i].start;
    }
    if (index < m_stretches.size() && m_stretches[index].start < moment) {
        timeOf(times, m_stretches[index].state) += moment - m_stretches[index].start;
    }
    return times;
}

double TimeScale::xOf(nanoseconds time) const
{
    return static_cast<double>((time - left).count()) / perPixel;
}

nanoseconds TimeScale::timeAt(double x) const
{
    return left + nanoseconds(std::llround(x * perPixel));
}

std::vector<Block> blocksOf(const LaneStretches &lane, const TimeScale &scale, double width)
{
    const std::span<const Stretch> all = lane.all();
    const nanoseconds edge = scale.timeAt(width);
    std::vector<Block> blocks;
    double free = 0; // the first pixel that has no merged block yet
    for (std::size_t i = lane.firstEndingAfter(scale.left);
         i < all.size() && all[i].start < edge;) {
        const double left = scale.xOf(all[i].start);
        const double right = scale.xOf(all[i].end);
        if (left >= width || free >= width) {
            break; // the edge is a rounded time
        }
        if (right - left >= leastBlockWidth) {
            blocks.push_back({.left = std::max(left, 0.0),
                              .right = std::min(right, width),
                              .first = i,
                              .count = 1});
            ++i;
            continue;
        }
        const double pixel = std::max(free, std::floor(std::max(left, 0.0)));
        free = pixel + 1;
        const nanoseconds end = scale.timeAt(free);
        const std::size_t next = lane.firstEndingAfter(end, i);
        const bool crosses = next < all.size() && all[next].start < end;
        blocks.push_back({.left = pixel,
                          .right = std::min(free, width),
                          .first = i,
                          .count = next - i + (crosses ? 1 : 0),
                          .merged = true,
                          // A wide one, painted already, may end in this pixel.
                          .times = lane.times(scale.timeAt(pixel), end, i == 0 ? 0 : i - 1)});
        i = next;
    }
    return blocks;
}

nanoseconds tickStep(double perPixel, double leastSpacing)
{
    const double least = std::max(perPixel * leastSpacing, 1.0);
    const double decade = std::pow(10, std::floor(std::log10(least)));
    for (const int factor : {1, 2, 5}) {
        if (factor * decade >= least) {
            return nanoseconds(std::llround(factor * decade));
        }
    }
    return nanoseconds(std::llround(10 * decade));
}

std::vector<nanoseconds> ticks(nanoseconds from, nanoseconds to, nanoseconds step)
{
    std::vector<nanoseconds> result;
    for (nanoseconds tick = (from + step - 1ns) / step * step; tick <= to; tick += step) {
        result.push_back(tick);
    }
    return result;
}

QString tickText(nanoseconds time, nanoseconds step, nanoseconds resolution)
{
    const bool inSeconds = step >= 10ms;
    const double unit = inSeconds ? 1e9 : 1e6;
    const double digits =
            std::ceil(-std::log10(static_cast<double>(resolution.count()) / unit) - 1e-9);
    const QString number = QLocale().toString(static_cast<double>(time.count()) / unit, 'f',
                                              std::max(0, static_cast<int>(digits)));
    return inSeconds ? TickText::tr("%1 s").arg(number) : TickText::tr("%1 ms").arg(number);
}

nanoseconds growingLength(nanoseconds now)
{
    const double least = std::max(static_cast<double>(now.count()) * 1.02, 1e9);
    const double decade = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0}) {
        if (factor * decade >= least) {
            return nanoseconds(std::llround(factor * decade));
        }
    }
    return nanoseconds(std::llround(10 * decade));
}

double LaneRows::top(int lane) const
{
    return lane <= 0 ? 0 : firstHeight + (lane - 1) * height;
}

std::optional<int> LaneRows::laneAt(double y) const
{
    if (y < 0 || y >= total()) {
        return std::nullopt;
    }
    return y < firstHeight ? 0 : 1 + static_cast<int>((y - firstHeight) / height);
}

} // namespace thaw
