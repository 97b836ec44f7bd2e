// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QString>

#include <optional>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace thaw {

/// What is wrong with arguments that `application` could not read, in one line that also says what
/// is allowed and, where it is near enough, what was meant.
[[nodiscard]] QString usageErrorOf(const CLI::App &application, const CLI::ParseError &error,
                                   const JobCatalog &jobs);

/// The same if something stands where a command is expected: "thaw hash" meant "thaw run hash".
/// Empty if nothing does. Known once the arguments have been read, however that ended.
[[nodiscard]] std::optional<QString> whyNoCommand(const CLI::App &application,
                                                  const JobCatalog &jobs);

} // namespace thaw
