// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadfolder.h"

#include "jobs/job/parameter.h"
#include "jobs/workloads/download/downloadtext.h"

#include <QDir>
#include <QFile>

#include <cerrno>

#include <fcntl.h>

namespace thaw {

std::variant<DownloadFolder, DownloadFolder::Refused> DownloadFolder::open(const QByteArray &path)
{
    DownloadFolder folder;
    QByteArray place = path;
    if (path.isEmpty()) {
        folder.m_temporary = std::make_unique<QTemporaryDir>(
                QDir::temp().filePath(QStringLiteral("thaw-download-XXXXXX")));
        if (!folder.m_temporary->isValid()) {
            return Refused{DownloadText::tr("No temporary folder can be made in %1: %2; choose a "
                                            "folder.")
                                   .arg(QDir::tempPath(), folder.m_temporary->errorString())};
        }
        place = QFile::encodeName(folder.m_temporary->path());
    }
    folder.m_folder = std::make_unique<FileDescriptor>(
            ::open(place.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.m_folder->isOpen()) {
        const int error = errno;
        return Refused{DownloadText::tr("Nothing can be saved to %1: %2; choose another folder.")
                               .arg(displayPath(place), qt_error_string(error))};
    }
    return folder;
}

} // namespace thaw
