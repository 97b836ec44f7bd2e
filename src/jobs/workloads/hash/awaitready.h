// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thaw {

class JobContext;

/// Waits until `fd` can be read or written (`events`: POLLIN or POLLOUT), or will say why it can't,
/// or is at its end; for as long as it takes. False, within some 20 ms, when the job must stop.
[[nodiscard]] bool awaitReady(JobContext &context, int fd, short events);

} // namespace thaw
