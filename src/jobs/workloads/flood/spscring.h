// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

namespace thaw {

/// A ring between one thread that writes and one that reads, in bulk and without a lock: neither
/// ever waits for the other. Its capacity is a power of two, so that a place is found by a mask.
/// Each side keeps what it last saw of the other's index, and reads that anew only when it would
/// run short; the two sides' indices are on cache lines of their own.
///
/// The indices count on for ever; their difference is what is in the ring, also when they wrap.
template <typename T>
class SpscRing
{
    static_assert(std::is_trivially_copyable_v<T>);

public:
    /// The memory is touched at once, so that it doesn't grow while the ring is used.
    explicit SpscRing(std::size_t leastCapacity)
        : m_slots(std::bit_ceil(std::max<std::size_t>(leastCapacity, 1)))
    {}
    SpscRing(const SpscRing &) = delete;
    SpscRing &operator=(const SpscRing &) = delete;

    [[nodiscard]] std::size_t capacity() const noexcept { return m_slots.size(); }

    /// Free places in a row, `most` at most; empty if the ring is full. It may be fewer than are
    /// free, where the memory ends: call it again. The writing thread.
    [[nodiscard]] std::span<T> writable(std::size_t most) noexcept
    {
        const std::size_t tail = m_writer.tail.load(std::memory_order_relaxed);
        if (capacity() - (tail - m_writer.headSeen) < most) {
            m_writer.headSeen = m_reader.head.load(std::memory_order_acquire);
        }
        return row(tail, std::min(most, capacity() - (tail - m_writer.headSeen)));
    }
    /// The first `count` of what writable() gave have been written. The writing thread.
    void publish(std::size_t count) noexcept
    {
        m_writer.tail.store(m_writer.tail.load(std::memory_order_relaxed) + count,
                            std::memory_order_release);
    }

    /// What has been written, in a row, `most` at most; empty if there is nothing. The reading
    /// thread.
    [[nodiscard]] std::span<const T> readable(std::size_t most) noexcept
    {
        const std::size_t head = m_reader.head.load(std::memory_order_relaxed);
        if (m_reader.tailSeen - head < most) {
            m_reader.tailSeen = m_writer.tail.load(std::memory_order_acquire);
        }
        return row(head, std::min(most, m_reader.tailSeen - head));
    }
    /// The first `count` of what readable() gave have been read: their places are free. The reading
    /// thread.
    void release(std::size_t count) noexcept
    {
        m_reader.head.store(m_reader.head.load(std::memory_order_relaxed) + count,
                            std::memory_order_release);
    }

private:
    [[nodiscard]] std::span<T> row(std::size_t from, std::size_t count) noexcept
    {
        const std::size_t place = from & (capacity() - 1);
        return std::span(m_slots).subspan(place, std::min(count, capacity() - place));
    }

    static constexpr std::size_t cacheLine = 64;

    std::vector<T> m_slots;
    struct alignas(cacheLine)
    {
        std::atomic<std::size_t> tail = 0; // written
        std::size_t headSeen = 0;
    } m_writer;
    struct alignas(cacheLine)
    {
        std::atomic<std::size_t> head = 0; // read
        std::size_t tailSeen = 0;
    } m_reader;
};

} // namespace thaw
