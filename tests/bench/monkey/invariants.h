// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

class QWidget;

namespace thaw {

// What must hold of a program with windows whenever nothing is under way in them. Each returns what
// doesn't, for a person to read. On the GUI thread.

/// Where a window is active the focus is in it.
[[nodiscard]] std::optional<QString> focusProblem();

/// Each visible control of the program's own windows is inside its window, but for what is scrolled
/// there.
[[nodiscard]] std::optional<QString> placeProblem();

/// "QToolButton 'Run'": as a log names a widget.
[[nodiscard]] QString nameOf(const QWidget *widget);

/// What this process holds, now.
struct Held
{
    QStringList files; ///< what each open descriptor is of
    qsizetype threads = 0;
    qsizetype children = 0;
    std::int64_t bytes = 0; ///< of the heap; what the sanitizer knows, where there is one
};
[[nodiscard]] Held heldNow();

} // namespace thaw
