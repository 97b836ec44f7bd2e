// SPDX-License-Identifier: MIT
#include "probe/responsivenesssnapshot.h"

#include "probe/delayestimate.h"

#include <algorithm>

namespace thaw {

namespace {

using std::chrono::nanoseconds;

/// Raises every bucket that `sample` reaches into to what an event at the bucket's left edge (or at
/// the ping, if that is later) has waited.
void raiseBuckets(ResponsivenessSnapshot &snapshot, const DelaySample &sample)
{
    const auto count = static_cast<std::int64_t>(snapshot.worstDelays.size());
    const auto end = sample.handled();
    auto bucket =
            std::max<std::int64_t>((sample.posted - snapshot.start) / snapshot.bucketWidth, 0);
    for (; bucket < count; ++bucket) {
        const auto edge = snapshot.start + bucket * snapshot.bucketWidth;
        const auto from = std::max(edge, sample.posted);
        if (edge > sample.posted && edge >= end) {
            break;
        }
        nanoseconds &worst = snapshot.worstDelays[static_cast<std::size_t>(bucket)];
        worst = std::max(worst, nanoseconds{end - from});
    }
}

} // namespace

void fillSnapshot(ResponsivenessSnapshot &snapshot, const std::vector<DelaySample> &delays)
{
    DelayEstimate estimate(snapshot.start, snapshot.now);
    for (const DelaySample &sample : delays) {
        if (sample.handled() < snapshot.start || sample.posted > snapshot.now) {
            continue;
        }
        raiseBuckets(snapshot, sample);
        estimate.addPing(sample);
        snapshot.current = sample.delay;
    }
    const DelayHistogram figures = estimate.delaysUntil(snapshot.now);
    snapshot.delayCount = figures.count();
    snapshot.p50 = figures.percentile(50);
    snapshot.p95 = figures.percentile(95);
    snapshot.p99 = figures.percentile(99);
    snapshot.worst = figures.max();
}

} // namespace thaw
