// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace thaw {

/// A process, told apart from every other, also of another machine or of an earlier start of this
/// one: what a run that is going on is marked with.
struct ProcessMark
{
    QString machine;
    QString boot;  ///< the kernel's id of this start of the machine
    QString space; ///< the namespace that the number counts in: a container has its own
    qint64 number = 0;
    qint64 began = 0; ///< in the kernel's ticks: numbers are used again

    [[nodiscard]] static ProcessMark own();

    /// In one word, to be kept.
    [[nodiscard]] QString toText() const;
    [[nodiscard]] static ProcessMark fromText(const QString &text);

    /// Whether it has certainly ended. Of another machine's or container's nobody here knows.
    [[nodiscard]] bool hasEnded() const;
};

} // namespace thaw
