// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace thaw {

/// Standard output, checked: a broken pipe or a full disk is told once on standard error, in one
/// line, and remembered; what is written after it is dropped.
class StandardOutput
{
public:
    void write(const QByteArray &bytes);
    /// The text in UTF-8, and a line end.
    void writeLine(const QString &text);
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    bool m_failed = false;
};

/// One line on standard error: "thaw: " and the message.
void printError(const QString &message);

} // namespace thaw
