// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace thaw {

/// What `hash` says to a person. Thread-safe.
class HashText
{
    Q_DECLARE_TR_FUNCTIONS(thaw::HashText)
public:
    HashText() = delete;

    /// A name as it is shown: displayPath, with the middle left out of one as long as a page.
    [[nodiscard]] static QString shownName(const QByteArray &name);

    /// Why a file could not be opened or read, from what errno says; without a full stop.
    [[nodiscard]] static QString reason(int error);
};

} // namespace thaw
