// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace thaw {

/// The file name in a header Content-Disposition (RFC 6266): of `filename*` if it is there and can
/// be read, else of `filename`, in any of the forms that servers send. Empty if there is none. It
/// is as the server has it: not safe.
[[nodiscard]] QString dispositionFileName(const QByteArray &header);

} // namespace thaw
