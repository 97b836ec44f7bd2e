// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/savefile.h"

#include "report/stream.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>
#include <chrono>
#include <utility>

namespace thaw {

namespace {

// Takes nothing more once it is to stop, also in the middle of what it is given.
class StoppableFile : public QSaveFile
{
    Q_DECLARE_TR_FUNCTIONS(thaw::StoppableFile)
public:
    StoppableFile(const QString &path, std::stop_token stop)
        : QSaveFile(path)
        , m_stop(std::move(stop))
    {}

    [[nodiscard]] bool refusesToGoOn()
    {
        if (m_stop.stop_requested()) {
            setErrorString(tr("it was canceled before the end"));
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
            if (refusesToGoOn() || QSaveFile::writeData(data + written, next) != next) {
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
    if (Stream::isStream(path)) { // QSaveFile would put a file in its place
        Stream stream(path, [&stop](std::chrono::milliseconds) { return !stop.stop_requested(); });
        return stream.open(QIODevice::WriteOnly) && write(stream)
                       ? std::nullopt
                       : std::optional(stream.errorString());
    }
    StoppableFile file(path, stop);
    // commit() doesn't notice when what is still buffered can't be written.
    return file.open(QIODevice::WriteOnly) && write(file) && file.flush() && !file.refusesToGoOn()
                           && file.commit()
                   ? std::nullopt
                   : std::optional(file.errorString());
}

std::optional<QString> whyNotWritable(const QString &path)
{
    if (Stream::isStream(path)) {
        return Stream::whyNotWritable(path);
    }
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) ? std::nullopt : std::optional(file.errorString());
}

} // namespace thaw
