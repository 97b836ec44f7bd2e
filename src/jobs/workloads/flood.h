// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

namespace thaw {

/// Many producers, each of them sending numbered samples to the window: how many a second does it
/// take, and does it still answer? Its FloodFeed has the window's side.
///
/// The producers are logical ones, on no more threads than there are cores. For as long as
/// `seconds` says (pauses don't count) each produces `rate` samples a second, or as many as go
/// through; then the job waits until the window has handled all of them.
///
/// Facts: `threads`; `produced`; `delivered`, handled when the time was over; `backlog`, not yet
/// handled then; `behind`, due by `rate` but never produced since a thread had to wait; `lost`,
/// produced and never handled; `checksum_ok`, whether both sides reckon the same of each producer's
/// samples, their values and their order; `samples_per_s`, delivered a second; `paints_per_s`, of
/// the cells (a drain counts as one while no window shows them; in a pause nothing counts);
/// `worst_delay_ms`, the latest that the event loop came to a frame.
[[nodiscard]] JobDescriptor floodJob();

} // namespace thaw
