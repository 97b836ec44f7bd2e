// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

namespace thaw {

/// What a producer sends: 8 bytes, of which a ring holds millions.
struct Sample
{
    std::uint32_t number = 0;   ///< of its producer's samples, from 0 on, modulo 2^32
    std::uint16_t producer = 0; ///< from 0 on, of the whole flood
    std::uint16_t value = 0;    ///< 0 to mostValue

    static constexpr std::uint16_t mostValue = 999;
    static constexpr int mostProducers = 10'000;
};
static_assert(sizeof(Sample) == 8 && std::is_trivially_copyable_v<Sample>);
static_assert(Sample::mostProducers <= UINT16_MAX);

/// The samples of one producer, as one side of a channel has counted them. Both sides reckon it on
/// their own: it is the same only if each sample has come, once, in its order, as it was sent.
struct SampleTally
{
    std::uint64_t count = 0;
    std::uint64_t sum = 0;   ///< of the values
    std::uint64_t order = 0; ///< of the sums so far, which depends on the order (as Fletcher's)

    void add(std::uint16_t value) noexcept
    {
        ++count;
        sum += value;
        order += sum;
    }
    friend bool operator==(const SampleTally &, const SampleTally &) = default;
};

} // namespace thaw
