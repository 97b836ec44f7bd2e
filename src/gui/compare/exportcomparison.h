// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/comparison/comparison.h"
#include "report/measure.h"

#include <QString>

#include <functional>

class QWidget;

namespace thaw {

class FileSaver;

/// What a comparison is saved as, in the order in which the dialog offers it.
enum class ComparisonFile { Csv, Json, Png, Svg };

/// Has `saver` write the comparison, or the chart of this measure in the colours of `looks`. The
/// chart is painted before it returns; all else is done on the saver's threads.
void saveComparison(const Comparison &comparison, Measure measure, const QWidget &looks,
                    const QString &path, ComparisonFile type, FileSaver &saver);

/// Asks where to save it, and as what; nothing stops meanwhile. `save` isn't called when the person
/// thinks better of it, or when `parent` is gone.
void openComparisonDialog(const Comparison &comparison, QWidget *parent,
                          std::function<void(const QString &path, ComparisonFile type)> save);

} // namespace thaw
