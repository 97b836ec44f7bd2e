// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/savefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace thaw {

namespace {

// QSaveFile would put a file in the place of a pipe or a device.
bool isNoPlainFile(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() && !info.isFile() && !info.isDir();
}

} // namespace

std::optional<QString> saveFile(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    if (isNoPlainFile(path)) {
        QFile device(path);
        return device.open(QIODevice::WriteOnly) && write(device) && device.flush()
                       ? std::nullopt
                       : std::optional(device.errorString());
    }
    QSaveFile file(path);
    // commit() doesn't notice when what is still buffered can't be written.
    return file.open(QIODevice::WriteOnly) && write(file) && file.flush() && file.commit()
                   ? std::nullopt
                   : std::optional(file.errorString());
}

std::optional<QString> whyNotWritable(const QString &path)
{
    if (isNoPlainFile(path)) {
        return std::nullopt; // to open a pipe may wait for its reader
    }
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) ? std::nullopt : std::optional(file.errorString());
}

} // namespace thaw
