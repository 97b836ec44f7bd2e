// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

namespace thaw {

/// libprimesieve, loaded when it is first needed and not with the program: it looks over the whole
/// machine (its cores and caches) as soon as it is loaded, which would make every start of Thaw
/// wait, also one that sieves nothing.
///
/// Threads: any; a sieve may be used by several at once.
class Sieve
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Sieve)
public:
    /// Nothing if it can't be loaded; `problem` then says why and what to do, as the end of a
    /// sentence without a full stop.
    [[nodiscard]] static std::optional<Sieve> load(QString &problem);

    /// The primes from `from` to `to`, both included, counted on the calling thread.
    [[nodiscard]] std::uint64_t countPrimes(std::uint64_t from, std::uint64_t to) const
    {
        return m_count(from, to);
    }

private:
    using Count = std::uint64_t (*)(std::uint64_t, std::uint64_t);
    explicit Sieve(Count count)
        : m_count(count)
    {}

    Count m_count;
};

} // namespace thaw
