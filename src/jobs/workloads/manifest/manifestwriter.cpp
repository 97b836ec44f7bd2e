// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestwriter.h"

#include "jobs/workloads/hash/hashtext.h"
#include "jobs/workloads/manifest/manifestfile.h"
#include "jobs/workloads/manifest/manifeststream.h"

#include <utility>

namespace thaw {

ManifestWriter::ManifestWriter(QByteArray path)
    : m_path(std::move(path))
{}

ManifestWriter::Opened ManifestWriter::open(const QByteArray &path, JobContext &context)
{
    return ManifestStream::isFor(path) ? ManifestStream::create(path, context)
                                       : ManifestFile::create(path);
}

ManifestWriter::Refused ManifestWriter::refused(const QByteArray &path, const QString &reason)
{
    return {HashText::tr("The manifest %1 can't be written: %2.")
                    .arg(HashText::shownName(path), reason)};
}

bool ManifestWriter::fail(const QString &reason)
{
    m_error = refused(m_path, reason).reason;
    return false;
}

} // namespace thaw
