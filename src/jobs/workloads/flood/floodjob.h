// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/job.h"
#include "jobs/workloads/flood/floodchannel.h"
#include "jobs/workloads/flood/floodplan.h"

#include <memory>

namespace thaw {

/// The job of one flood. Its feed is a FloodFeed, without which it fails.
[[nodiscard]] std::unique_ptr<Job> makeFloodJob(const FloodPlan &plan, FloodChannelKind kind);

} // namespace thaw
