// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz/fuzzing.h"

#include <QString>

#include <algorithm>

namespace thaw {

/// A text that goes into a sentence for a person: on one line, with nothing in it that steers a
/// terminal or turns the text around, and of whole characters.
inline void requireReadable(const QString &text)
{
    require(!text.isEmpty(), "a message says something");
    require(QString::fromUtf8(text.toUtf8()) == text, "no half of a character is in a message");
    require(std::ranges::none_of(text,
                                 [](QChar c) {
                                     return c.category() == QChar::Other_Control
                                            || c.category() == QChar::Separator_Line
                                            || c.category() == QChar::Separator_Paragraph
                                            || (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
                                            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
                                 }),
            "a message is one line and steers nothing");
}

} // namespace thaw
