// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace thaw {

/// The addresses in a text, with spaces or line ends between them.
[[nodiscard]] std::vector<QUrl> addressesIn(const QString &text);

/// What is wrong with the first of them that can't be used, as the end of a sentence that quotes no
/// password; empty if all can.
[[nodiscard]] std::optional<QString> addressListProblem(const QString &text);

} // namespace thaw
