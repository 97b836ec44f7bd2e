// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"

#include <QString>

namespace thaw {

class HistoryDatabase;

/// The `number`th of a row of runs, a minute after the one before.
StartedRun startedSample(int number = 0);

TranscriptLine lineSample(const QString &text);

/// How it ended.
RunRecord recordSample(int number = 0);

qint64 addSample(HistoryDatabase &database, int number = 0);

} // namespace thaw
