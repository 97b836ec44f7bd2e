// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"
#include "runners/placement/placementcatalog.h"

#include <QString>
#include <QStringList>

namespace thaw {

/// What a parameter's value is, in one word, as in "thaw list --json": "folder", "integer".
[[nodiscard]] QString typeWord(ParameterType type);

/// How a parameter is given on the command line, with a word for its value: "--set path=FOLDER".
[[nodiscard]] QString settingFor(const Parameter &parameter);

/// A job for a person: a line that says what it does, and one for each parameter, with its default
/// and what is allowed, and one for each placement that it refuses.
[[nodiscard]] QStringList jobHelp(const JobDescriptor &job);

/// A line for each job, with what it does, below the name of its chapter.
[[nodiscard]] QStringList jobsByChapter(const JobCatalog &jobs);

/// A line for each placement, with what it is.
[[nodiscard]] QStringList placementHelp(const PlacementCatalog &placements);

} // namespace thaw
