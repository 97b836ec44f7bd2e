// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace thaw {

// The rules of the source tree under `root`. Each function returns what breaks its rule, a line
// each: "src/jobs/job/job.cpp:3: ...", in the order of the files' names.

/// Each folder of src/ with a target of its own is a layer, and links, and includes, only those
/// below it: an include is rooted, names a file that is there, and one of a layer that the folder's
/// link line reaches.
[[nodiscard]] QStringList brokenLayers(const QString &root);

/// No module is included whole (<QtWidgets>), in src/ and tests/. Below src/gui, a Qt header is one
/// of the modules that its layer links, and no class of windows is named outside of comments and
/// text.
[[nodiscard]] QStringList brokenQtUse(const QString &root);

/// Every file says its licence in one of its first lines, where its format has comments.
[[nodiscard]] QStringList brokenLicences(const QString &root);

/// Every form in ui/ belongs to a class of src/gui, and is named as that class's files.
[[nodiscard]] QStringList brokenForms(const QString &root);

/// No folder of src/ has more than 15 sources of its own, but for the lessons.
[[nodiscard]] QStringList brokenFolders(const QString &root);

/// No two headers of src/ define types of one name: what the compiler makes of one in a template
/// then stands for the other, too, and writes where it must not. (All are in the namespace thaw; a
/// type within another is indented.)
[[nodiscard]] QStringList brokenNames(const QString &root);

/// C++ source with comments, includes and literals blanked out, line by line as it was.
[[nodiscard]] QString codeOnly(const QString &source);

} // namespace thaw
