// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace thaw {

/// What `download` says to a person. Thread-safe.
class DownloadText
{
    Q_DECLARE_TR_FUNCTIONS(thaw::DownloadText)
public:
    DownloadText() = delete;
};

} // namespace thaw
