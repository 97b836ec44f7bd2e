// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

class QColor;
class QPalette;
class QString;

namespace thaw {

/// The icon `name`, in one colour: the palette's ButtonText in each of its groups. A desktop's icon
/// theme is asked first (for its one-coloured icons), then Thaw's own drawing is taken. Nothing is
/// looked up, read or rendered before it is painted first. An unknown name gives a null icon.
///
/// Names: run, pause, resume, step, cancel, threaded, blocking, export, history, search, settings,
/// close, info, warning, success, error, copy, save, more, and job-ID of each job. Take it anew at
/// a PaletteChange.
[[nodiscard]] QIcon icon(const QString &name, const QPalette &palette);
/// The same in a colour of one's own.
[[nodiscard]] QIcon icon(const QString &name, const QColor &color);
/// Thaw's own, in its own colours; installed as io.github.thaw.Thaw.svg. It is rendered at once,
/// which takes about a millisecond: a window that is in a hurry takes it after its first paint.
[[nodiscard]] QIcon applicationIcon();

} // namespace thaw
