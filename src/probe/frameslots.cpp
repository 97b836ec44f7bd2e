// SPDX-License-Identifier: MIT
#include "probe/frameslots.h"

#include <algorithm>
#include <limits>

namespace thaw {

namespace {
constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t ringSize = 4096; // 68 seconds
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();

std::size_t place(std::int64_t slot)
{
    return static_cast<std::size_t>(slot % ringSize);
}
} // namespace

std::int64_t FrameGrid::slotAt(TimePoint time)
{
    // Seconds apart from the rest, since nanoseconds times 60 would overflow after five years.
    const std::int64_t ns = std::chrono::nanoseconds{time.time_since_epoch()}.count();
    return ns / nanosecondsPerSecond * perSecond
           + ns % nanosecondsPerSecond * perSecond / nanosecondsPerSecond;
}

std::int64_t FrameGrid::firstWholeSlot(TimePoint time)
{
    const std::int64_t slot = slotAt(time);
    return startOf(slot) < time ? slot + 1 : slot;
}

FrameGrid::TimePoint FrameGrid::startOf(std::int64_t slot)
{
    // Rounded up, so that slotAt(startOf(slot)) is the slot.
    const std::int64_t rest = (slot % perSecond * nanosecondsPerSecond + perSecond - 1) / perSecond;
    return TimePoint{std::chrono::seconds{slot / perSecond} + std::chrono::nanoseconds{rest}};
}

FrameGrid::TimePoint FrameGrid::nextMiddle(TimePoint time)
{
    const std::int64_t next = slotAt(time) + 1;
    return startOf(next) + (startOf(next + 1) - startOf(next)) / 2;
}

FrameSlots::FrameSlots()
    : m_ring(ringSize, never)
{}

void FrameSlots::begin(TimePoint now)
{
    const std::int64_t slot = FrameGrid::firstWholeSlot(now);
    if (m_end) {
        excuseSlots(*m_end, slot);
    }
    if (!m_first) {
        m_first = slot;
    }
    m_end.reset();
}

void FrameSlots::end(TimePoint now)
{
    m_end = FrameGrid::slotAt(now);
}

bool FrameSlots::mark(TimePoint turn)
{
    const std::int64_t slot = FrameGrid::slotAt(turn);
    if (stateOf(slot) == State::Met) {
        return false;
    }
    m_ring[place(slot)] = slot;
    return true;
}

void FrameSlots::markAll(TimePoint from, TimePoint to)
{
    const std::int64_t last = FrameGrid::slotAt(to);
    for (std::int64_t slot = std::max(FrameGrid::slotAt(from), last - ringSize + 1); slot <= last;
         ++slot) {
        m_ring[place(slot)] = slot;
    }
}

void FrameSlots::excuse(TimePoint from, TimePoint to)
{
    excuseSlots(FrameGrid::slotAt(from) + 1, FrameGrid::slotAt(to));
}

FrameCount FrameSlots::count(TimePoint from, TimePoint to) const
{
    if (!m_first) {
        return {};
    }
    const std::int64_t end = std::min(FrameGrid::slotAt(to), m_end.value_or(FrameGrid::slotAt(to)));
    const std::int64_t first =
            std::max({FrameGrid::firstWholeSlot(from), *m_first, end - ringSize});
    FrameCount count;
    for (std::int64_t slot = first; slot < end; ++slot) {
        const State state = stateOf(slot);
        count.expected += state == State::Excused ? 0 : 1;
        count.delivered += state == State::Met ? 1 : 0;
    }
    return count;
}

FrameSlots::State FrameSlots::stateOf(std::int64_t slot) const
{
    const std::int64_t entry = m_ring[place(slot)];
    if (entry == slot) {
        return State::Met;
    }
    return entry == ~slot ? State::Excused : State::Missed;
}

void FrameSlots::excuseSlots(std::int64_t first, std::int64_t end)
{
    for (std::int64_t slot = std::max(first, end - ringSize); slot < end; ++slot) {
        if (stateOf(slot) == State::Missed) {
            m_ring[place(slot)] = ~slot;
        }
    }
}

FrameTally::FrameTally(TimePoint start)
    : m_first(FrameGrid::firstWholeSlot(start))
    , m_lastMet(m_first - 1)
{}

void FrameTally::mark(TimePoint turn)
{
    const std::int64_t slot = FrameGrid::slotAt(turn);
    if (slot <= m_lastMet) {
        return;
    }
    m_lastMet = slot;
    ++m_met;
}

void FrameTally::excuse(TimePoint from, TimePoint to)
{
    const std::int64_t first = std::max(FrameGrid::slotAt(from), m_lastMet) + 1;
    m_excused += std::max<std::int64_t>(FrameGrid::slotAt(to) - first, 0);
}

FrameCount FrameTally::count(TimePoint end) const
{
    // The slot that `end` lies in isn't whole: it isn't expected, nor is a turn in it counted.
    const std::int64_t endSlot = FrameGrid::slotAt(end);
    FrameCount count;
    count.expected = std::max<std::int64_t>(endSlot - m_first - m_excused, 0);
    count.delivered = m_met - (m_met > 0 && m_lastMet >= endSlot ? 1 : 0);
    return count;
}

} // namespace thaw
