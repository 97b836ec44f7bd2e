// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace thaw {

/// Code to be shown: rows of text, each with the line of its file that it is.
struct CodeText
{
    QString text;           ///< the rows, with a newline between them
    std::vector<int> lines; ///< of each row, from 1; 0 for a row that stands for lines left out

    /// The row that shows this line of the file, from 0; -1 if none does.
    [[nodiscard]] int rowOf(int line) const;
};

/// What a lesson shows of its source: the lines between the lines `//! [lesson]`, without the
/// indentation that they have in common. If there are several such parts, a row with an ellipsis
/// stands between them.
[[nodiscard]] CodeText markedPart(const QString &source);

/// All of a source but the SPDX line at its head, numbered from 1 again.
[[nodiscard]] CodeText withoutLicence(const QString &source);

/// What the Lesson tab shows of a lesson's idea.
struct LessonCode
{
    CodeText qt; ///< cut from the source that was compiled
    CodeText python;
    CodeText standard; ///< in the C++ standard library
};

/// Reads it from the resources; empty texts for a job that has none.
[[nodiscard]] LessonCode lessonCode(const QString &id);

} // namespace thaw
