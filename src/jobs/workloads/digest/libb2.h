// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include <blake2.h>

namespace thaw {

/// What the digests need of libb2, which makes BLAKE2b of every size (OpenSSL before 3.2 makes one
/// of 512 bits alone); loaded when it is first needed, as libcrypto is. Each member is the function
/// that its type names.
///
/// A value; it stays valid, since the library stays loaded. Threads: any.
struct LibB2
{
    decltype(&blake2b_init) init;
    decltype(&blake2b_update) update;
    decltype(&blake2b_final) final;

    /// Nothing if it can't be loaded; `problem` then says why and what to do, as the end of a
    /// sentence without a full stop.
    [[nodiscard]] static std::optional<LibB2> load(QString &problem);
};

} // namespace thaw
