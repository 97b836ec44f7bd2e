// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/runrecord.h"
#include "runners/run.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace thaw {

/// A run that begins: all that is known of it then. Its outcome is "running".
struct StartedRun
{
    QString job;       ///< id
    QString placement; ///< id
    QJsonObject parameters;
    QDateTime at; ///< UTC

    [[nodiscard]] static StartedRun now(const RunRequest &request);
};

/// A run of the history as a list shows it.
struct HistoryRow
{
    qint64 id = 0;
    QString job;
    QString placement;
    QString outcome; ///< finished, canceled, failed; "running", or "interrupted" if Thaw died in it
    QDateTime startedAt;             ///< UTC
    QDateTime endedAt;               ///< UTC; null when it is running, and when nobody knows
    std::optional<double> elapsedMs; ///< these three: once it has ended
    std::optional<double> worstDelayMs;
    std::optional<qint64> framesMissed;
};

/// All that is kept of a run.
struct StoredRun
{
    HistoryRow row;
    QJsonObject json; ///< as `thaw run --json`, with id, started_at and ended_at
};

enum class HistoryOrder { Started, Job, Placement, Outcome, Elapsed, WorstDelay, FramesMissed };

/// Which runs, and in which order. An empty text, job, placement or outcome leaves none out.
struct HistoryQuery
{
    QString text = {}; ///< each of its words is in the job, placement, outcome, parameters or error
    QString job = {};
    QString placement = {};
    QString outcome = {};
    HistoryOrder order = HistoryOrder::Started;
    bool descending = true;
    qint64 limit = 0; ///< at most so many; 0: all
};

/// The answer to a query: the runs in order, by their ids, so that 100,000 of them are one
/// megabyte.
struct HistoryList
{
    QList<qint64> ids = {};
    qint64 total = 0;      ///< runs in the whole history
    QStringList jobs = {}; ///< those that the history knows
    QStringList placements = {};
    QString problem = {}; ///< one sentence; not empty if the history could not be read
};

/// The words for outcomes, in the order in which a choice offers them.
[[nodiscard]] QStringList historyOutcomes();

/// The JSON of a run that is kept: that of `thaw run --json`, but of a long transcript the first
/// and the last lines, with a line between them that says how many were left out.
[[nodiscard]] QJsonObject storedJson(const RunRecord &record);
/// The same of a run that has only begun: what isn't known is null or empty.
[[nodiscard]] QJsonObject storedJson(const StartedRun &run);

/// UTC, ISO 8601 with milliseconds: "2026-11-24T20:30:00.125Z". In order as texts, too.
[[nodiscard]] QString momentText(const QDateTime &moment);

} // namespace thaw
