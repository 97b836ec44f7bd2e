// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFunctionPointer>
#include <QString>

namespace thaw {

/// What `name` is in a module of Thaw: a part of it that is loaded when it is first needed, so that
/// the libraries that only this part needs are no part of every start. It stays loaded.
///
/// It is looked for in `../<library folder>/thaw` beside the program's folder, then in `thaw` in
/// each of QCoreApplication::libraryPaths(). Null if there is none; `problem` then says why, and
/// what to do, as the end of a sentence.
///
/// Any thread, while a QCoreApplication lives.
[[nodiscard]] QFunctionPointer resolveInModule(const QString &module, const char *name,
                                               QString &problem);

} // namespace thaw
