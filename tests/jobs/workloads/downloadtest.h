// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostileserver.h"
#include "jobs/jobharness.h"
#include "jobs/workloads/download.h"
#include "jobs/workloads/tempfolder.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QObject>

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

    static QByteArray sha256(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    }
    JobHarness &download(const QStringList &paths)
    {
        QByteArrayList addresses;
        for (const QString &path : paths) {
            addresses.append(m_server->address(path));
        }
        return m_job->set("urls", addresses.join(' '));
    }
    [[nodiscard]] QJsonObject file(int index) const
    {
        return m_job->fact("files").toArray().at(index).toObject();
    }

protected Q_SLOTS:
    void initTestCase()
    {
        for (const char *name :
             {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE"}) {
            qunsetenv(name);
            qunsetenv(QByteArray(name).toUpper().constData());
        }
    }
    void init()
    {
        m_server = std::make_unique<HostileServer>();
        m_folder = std::make_unique<TempFolder>();
        m_job = std::make_unique<JobHarness>(downloadJob());
        m_job->set("folder", m_folder->path());
    }
    void cleanup()
    {
        m_job.reset();
        m_folder.reset();
        m_server.reset();
    }
};

} // namespace thaw
