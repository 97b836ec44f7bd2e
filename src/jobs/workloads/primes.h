// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

namespace thaw {

/// `primes`: counts the primes up to a limit with libprimesieve, on one thread or more.
/// Fact `count`: pi(limit); pi(10^6) = 78,498 and pi(2 x 10^10) = 882,206,716 (OEIS A006880, and
/// primesieve's own tables).
[[nodiscard]] JobDescriptor primesJob();

} // namespace thaw
