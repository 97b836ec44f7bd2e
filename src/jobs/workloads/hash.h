// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobdescriptor.h"

namespace thaw {

/// `hash`: the digest of every file under a folder, by OpenSSL's EVP, on several threads; writes
/// and verifies manifests as sha256sum does.
[[nodiscard]] JobDescriptor hashJob();

} // namespace thaw
