// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostileserver.h"
#include "jobs/jobharness.h"
#include "tempfolder.h"

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <memory>

namespace thaw {

/// What the tests of the job `download` have in common: a server that does as it is told, a folder,
/// and a job that saves to it, made afresh for every test function.
class DownloadTest : public QObject
{
    Q_OBJECT
protected:
    std::unique_ptr<HostileServer> m_server;
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<JobHarness> m_job;

    static QByteArray sha256(const QByteArray &bytes);
    JobHarness &download(const QStringList &paths);
    [[nodiscard]] QJsonObject file(int index) const;

protected Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
};

} // namespace thaw
