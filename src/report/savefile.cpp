// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/savefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

// QSaveFile would put a file in the place of a pipe or a device.
bool isNoPlainFile(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() && !info.isFile() && !info.isDir();
}

// A QFile or QSaveFile that takes nothing more once it is to stop, also in the middle of what it is
// given.
template <typename File>
class StoppableFile : public File
{
public:
    StoppableFile(const QString &path, std::stop_token stop)
        : File(path)
        , m_stop(std::move(stop))
    {}

    [[nodiscard]] bool refusesToGoOn()
    {
        if (m_stop.stop_requested()) {
            this->setErrorString(QCoreApplication::translate("thaw::SaveFile",
                                                             "it was canceled before the end"));
        }
        return m_stop.stop_requested();
    }

protected:
    qint64 writeData(const char *data, qint64 size) override
    {
        constexpr qint64 piece = 1 << 20;
        qint64 written = 0;
        while (written < size) {
            const qint64 next = std::min(piece, size - written);
            if (refusesToGoOn() || File::writeData(data + written, next) != next) {
                return -1;
            }
            written += next;
        }
        return written;
    }

private:
    const std::stop_token m_stop;
};

} // namespace

std::optional<QString> saveFile(const QString &path, const std::function<bool(QIODevice &)> &write,
                                const std::stop_token &stop)
{
    if (isNoPlainFile(path)) {
        StoppableFile<QFile> device(path, stop);
        return device.open(QIODevice::WriteOnly) && write(device) && device.flush()
                       ? std::nullopt
                       : std::optional(device.errorString());
    }
    StoppableFile<QSaveFile> file(path, stop);
    // commit() doesn't notice when what is still buffered can't be written.
    return file.open(QIODevice::WriteOnly) && write(file) && file.flush() && !file.refusesToGoOn()
                           && file.commit()
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
