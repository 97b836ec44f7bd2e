// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadtest.h"

#include "jobs/workloads/download.h"

#include <QByteArrayList>
#include <QCryptographicHash>
#include <QJsonArray>

namespace thaw {

QByteArray DownloadTest::sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

JobHarness &DownloadTest::download(const QStringList &paths)
{
    QByteArrayList addresses;
    for (const QString &path : paths) {
        addresses.append(m_server->address(path));
    }
    return m_job->set("urls", addresses.join(' '));
}

QJsonObject DownloadTest::file(int index) const
{
    return m_job->fact("files").toArray().at(index).toObject();
}

void DownloadTest::initTestCase()
{
    for (const char *name :
         {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE"}) {
        qunsetenv(name);
        qunsetenv(QByteArray(name).toUpper().constData());
    }
}

void DownloadTest::init()
{
    m_server = std::make_unique<HostileServer>();
    m_folder = std::make_unique<TempFolder>();
    m_job = std::make_unique<JobHarness>(downloadJob());
    m_job->set("folder", m_folder->path());
}

void DownloadTest::cleanup()
{
    m_job.reset();
    m_folder.reset();
    m_server.reset();
}

} // namespace thaw
