// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <optional>
#include <stop_token>

class QIODevice;

namespace thaw {

/// Writes a file whole or not at all: what was there before stays until all is written. (A pipe, a
/// device or a descriptor, such as /dev/stdout, is written as it comes; see Stream.) `write`
/// returns false when the device refuses. Returns what went wrong, as the system puts it: "No space
/// left on device".
///
/// When `stop` is requested, on any thread, the device refuses, and nothing is saved; neither is a
/// pipe's reader waited for any longer.
[[nodiscard]] std::optional<QString> saveFile(const QString &path,
                                              const std::function<bool(QIODevice &)> &write,
                                              const std::stop_token &stop = {});

/// What saveFile() would stumble over at once, and nothing else: a folder that isn't there, or a
/// lack of rights. It leaves nothing behind.
[[nodiscard]] std::optional<QString> whyNotWritable(const QString &path);

} // namespace thaw
