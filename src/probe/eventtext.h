// SPDX-License-Identifier: MIT
#pragma once

#include <QEvent>
#include <QString>

#include <string_view>

namespace thaw {

/// An event in plain words, with its receiver: "Mouse button press (QPushButton cancel)",
/// "Timer (QTimer)", "Queued call (Loader)". The class loses its namespaces.
[[nodiscard]] QString eventText(QEvent::Type type, std::string_view className,
                                const QString &objectName);

/// A stall in which a thread handled no event: its loop stood still all the same.
[[nodiscard]] QString noEventText();

} // namespace thaw
