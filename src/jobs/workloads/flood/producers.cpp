// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/producers.h"

namespace thaw {

namespace {

// The multiplier and increment of Numerical Recipes' "quick and dirty" generator; its upper bits
// are good enough for values that are only looked at and summed up.
std::uint32_t next(std::uint32_t state) noexcept
{
    return state * 1'664'525U + 1'013'904'223U;
}

// Seeds that are next to each other would make values that are. Murmur's last step.
std::uint32_t mixed(std::uint32_t seed) noexcept
{
    seed ^= seed >> 16U;
    seed *= 0x85ebca6bU;
    seed ^= seed >> 13U;
    seed *= 0xc2b2ae35U;
    return seed ^ (seed >> 16U);
}

// From the upper 16 bits, without a division.
std::uint16_t valueOf(std::uint32_t state) noexcept
{
    return static_cast<std::uint16_t>(((state >> 16U) * (Sample::mostValue + 1U)) >> 16U);
}

} // namespace

Producers::Producers(int first, int last)
    : m_first(first)
    , m_producers(static_cast<std::size_t>(last - first))
{
    auto number = static_cast<std::uint32_t>(first);
    for (Producer &producer : m_producers) {
        producer.state = mixed(number++);
    }
}

void Producers::produce(std::span<Sample> room) noexcept
{
    std::size_t turn = m_next; // in registers: what is written could be any of these for all that
    const std::size_t producers = m_producers.size(); // the compiler knows
    Producer *const all = m_producers.data();
    for (Sample &sample : room) {
        Producer &producer = all[turn];
        producer.state = next(producer.state);
        const std::uint16_t value = valueOf(producer.state);
        sample = {static_cast<std::uint32_t>(producer.tally.count),
                  static_cast<std::uint16_t>(static_cast<std::size_t>(m_first) + turn), value};
        producer.tally.add(value);
        if (++turn == producers) {
            turn = 0;
        }
    }
    m_next = turn;
    m_produced += static_cast<std::int64_t>(room.size());
}

} // namespace thaw
