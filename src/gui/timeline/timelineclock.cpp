// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelineclock.h"

#include <algorithm>
#include <cmath>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

// A step lets all threads go on, but not all of them at once.
constexpr nanoseconds oneStep = 20ms;

bool moves(LaneState state)
{
    return state == LaneState::Running || state == LaneState::Sleeping;
}

} // namespace

std::vector<Moments> movingIn(const Pause &pause, std::span<const Span> ended,
                              const std::map<LaneId, Span> &open, Span::Clock::time_point now)
{
    const auto end = pause.end.value_or(std::max(now, pause.begin));
    std::vector<Moments> stretches;
    const auto add = [&](const Span &span, Span::Clock::time_point spanEnd) {
        const Moments stretch(std::max(span.start, pause.begin), std::min(spanEnd, end));
        if (moves(span.state) && stretch.first < stretch.second) {
            stretches.push_back(stretch);
        }
    };
    for (const Span &span : ended) {
        add(span, span.end);
    }
    for (const auto &[lane, span] : open) {
        add(span, end);
    }
    std::ranges::sort(stretches);
    std::vector<Moments> moving;
    for (const Moments &stretch : stretches) {
        if (!moving.empty() && stretch.first - moving.back().second < oneStep) {
            moving.back().second = std::max(moving.back().second, stretch.second);
        } else {
            moving.push_back(stretch);
        }
    }
    return moving;
}

TimelineClock::TimelineClock(Moment start)
    : m_pieces{{.begin = start}}
{}

// The pieces of a pause; `room` is what this one takes on the timeline.
void TimelineClock::append(Moment begin, Moment end, nanoseconds room)
{
    m_pieces.push_back({.begin = begin,
                        .place = placeOf(begin),
                        .time = timeOf(begin),
                        .length = end - begin,
                        .room = room,
                        .counts = false});
}

void TimelineClock::add(const Pause &pause, const std::vector<Moments> &moving, Moment now)
{
    m_piecesBefore.push_back(m_pieces.size());
    // A run may be paused before its clock begins to count.
    const Moment begin = std::max(pause.begin, m_pieces.back().begin);
    const Moment end = std::max(pause.end.value_or(now), begin);
    const nanoseconds left = placeOf(begin);
    Moment stands = begin;
    for (const auto &[from, to] : moving) {
        const nanoseconds length = to - from;
        const bool isStep = from - begin >= oneStep;
        if (from > stands) {
            append(stands, from, 0ns);
        }
        append(from, to, isStep ? std::max(length, leastStep) : length);
        stands = to;
    }
    if (stands < end || moving.empty()) {
        append(stands, end, 0ns);
    }
    const nanoseconds right = placeOf(end);
    m_breaks.push_back({left, right, end - begin, !pause.end});
    if (pause.end) {
        m_pieces.push_back({.begin = end, .place = right, .time = timeOf(end)});
    }
}

void TimelineClock::keep(std::size_t pauses)
{
    if (pauses < m_breaks.size()) {
        m_pieces.resize(m_piecesBefore[pauses]);
        m_piecesBefore.resize(pauses);
        m_breaks.resize(pauses);
    }
}

const TimelineClock::Piece &TimelineClock::pieceOf(Moment moment) const
{
    const auto next = std::ranges::upper_bound(m_pieces, moment, {}, &Piece::begin);
    return next == m_pieces.begin() ? m_pieces.front() : *(next - 1);
}

nanoseconds TimelineClock::placeOf(Moment moment) const
{
    const Piece &piece = pieceOf(moment);
    const nanoseconds since = std::max<nanoseconds>(moment - piece.begin, 0ns);
    if (piece.counts) {
        return piece.place + since;
    }
    if (piece.room == 0ns) {
        return piece.place;
    }
    if (since >= piece.length) { // the last, which goes on
        return piece.place + piece.room + (since - piece.length);
    }
    const double share =
            static_cast<double>(since.count()) / static_cast<double>(piece.length.count());
    return piece.place + nanoseconds(std::llround(share * static_cast<double>(piece.room.count())));
}

nanoseconds TimelineClock::timeOf(Moment moment) const
{
    const Piece &piece = pieceOf(moment);
    return piece.counts ? piece.time + std::max<nanoseconds>(moment - piece.begin, 0ns)
                        : piece.time;
}

nanoseconds TimelineClock::timeAt(nanoseconds place) const
{
    const auto next = std::ranges::upper_bound(m_pieces, place, {}, &Piece::place);
    const Piece &piece = next == m_pieces.begin() ? m_pieces.front() : *(next - 1);
    return piece.counts ? piece.time + std::max<nanoseconds>(place - piece.place, 0ns) : piece.time;
}

nanoseconds TimelineClock::placeOfTime(nanoseconds time) const
{
    const auto next = std::ranges::upper_bound(m_pieces, time, {}, &Piece::time);
    const Piece &piece = next == m_pieces.begin() ? m_pieces.front() : *(next - 1);
    return piece.counts ? piece.place + (time - piece.time) : piece.place;
}

} // namespace thaw
