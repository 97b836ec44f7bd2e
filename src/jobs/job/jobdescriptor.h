// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/job.h"
#include "jobs/job/parameter.h"
#include "jobs/job/resulttable.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace thaw {

/// The chapter of all workloads; lessons have some of their own.
[[nodiscard]] QString workloadsChapter();

/// What a lesson says of itself, before it runs.
struct LessonTexts
{
    QString goal; ///< what it shows, in one or two sentences
    /// The result to expect with these values, in one or two sentences; a broken twin's is the
    /// wrong one.
    std::function<QString(const ParameterValues &)> expected;
    /// How its fact `table` is shown, if it has one.
    std::optional<ResultTable> results = {};
};

/// All that is known of a job before it runs. Each job's file makes its own.
struct JobDescriptor
{
    QString id;      ///< as on the command line: "hash"
    QString title;   ///< "Hash a folder"
    QString summary; ///< one sentence, with its full stop
    QString icon;    ///< name of an icon of resources/icons
    /// The group that it stands in where jobs are picked: "Locks". Jobs of a chapter stand
    /// together.
    QString chapter = {};
    /// What progress counts: "bytes", "numbers", "steps". In JSON, and the window's rate is per
    /// this.
    QString unit;
    ParameterSet parameters;
    /// Placements that the job can't run in, by id, each with the reason as one sentence.
    QMap<QString, QString> refusedPlacements = {};
    /// How long a run with these values takes, where that is known beforehand. May be empty.
    std::function<std::optional<std::chrono::milliseconds>(const ParameterValues &)> duration = {};
    /// Makes a job for one run. `values` have been checked.
    std::function<std::unique_ptr<Job>(const ParameterValues &values)> make;
    /// Of a lesson; empty for a workload.
    std::optional<LessonTexts> lesson = {};
    [[nodiscard]] bool isLesson() const { return lesson.has_value(); }
};

/// "lesson" or "workload", as in JSON and on the command line.
[[nodiscard]] QString jobKindWord(const JobDescriptor &job);

} // namespace thaw
