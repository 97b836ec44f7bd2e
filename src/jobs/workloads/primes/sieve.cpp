// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/primes/sieve.h"

#include "jobs/system/whynotloaded.h"

#include <QCoreApplication>
#include <QLibrary>

#include <primesieve.h>

#include <type_traits>

namespace thaw {

std::optional<Sieve> Sieve::load(QString &problem)
{
    static_assert(std::is_same_v<Count, decltype(&primesieve_count_primes)>);
    using SetThreads = decltype(&primesieve_set_num_threads);

    QLibrary library(QStringLiteral(THAW_PRIMESIEVE)); // stays loaded when this goes
    const auto count = reinterpret_cast<Count>(library.resolve("primesieve_count_primes"));
    const auto setThreads =
            reinterpret_cast<SetThreads>(library.resolve("primesieve_set_num_threads"));
    if (!count || !setThreads) {
        problem = whyNotLoaded(library.errorString(), tr("install it"));
        return std::nullopt;
    }
    // Else each count would start as many threads as there are cores behind our back. It is a
    // setting of the whole process, and nothing else in it sieves.
    setThreads(1);
    return Sieve(count);
}

} // namespace thaw
