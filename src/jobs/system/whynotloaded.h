// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace thaw {

/// Why a library that is loaded when it is first needed wasn't, and what to do: the end of a
/// sentence without a full stop. Where the system has too little memory or too few file descriptors
/// left for it, that is the reason, whatever the loader says; else it is `error`, the loader's, and
/// `remedy`, as in "install it". Any thread.
[[nodiscard]] QString whyNotLoaded(const QString &error, const QString &remedy);

} // namespace thaw
