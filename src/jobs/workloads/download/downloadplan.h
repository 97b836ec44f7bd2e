// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/digest.h"
#include "jobs/workloads/download/downloadfolder.h"
#include "network/network.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <cstdint>

namespace thaw {

/// A file that is to be fetched, and what came of it.
struct DownloadedFile
{
    QUrl address;
    QString label;              ///< for a person: its name, or its address before it has one
    QByteArray name = {};       ///< in the folder; empty while it isn't there
    std::int64_t bytes = 0;     ///< so far
    std::int64_t expected = -1; ///< in bytes; -1 while it isn't known
    QByteArray sha256 = {};     ///< in hexadecimal, of a file that is there
    QString encoding = {};      ///< how the server sent it encoded, unasked; empty if it didn't
    std::chrono::nanoseconds took{}; ///< without pauses
    bool isUnderWay = false;
    bool isOver = false;
    QString problem = {}; ///< why it isn't there, as the end of a sentence; empty if it is
};

/// How the files of a run are fetched. What it refers to outlives it.
struct DownloadPlan
{
    const DigestAlgorithm &sha256;
    const DownloadFolder &folder;
    int atOnce = 1;
    const FileServer *server = nullptr; ///< the one inside the program; null for others
};

} // namespace thaw
