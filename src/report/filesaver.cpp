// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/filesaver.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace thaw {

namespace {

// One that waits, for a pipe's reader or a disk, must not keep the others from being written.
constexpr int atOnce = 4;

// The same for all ways to write the path of a file, which need not be there.
QString keyOf(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists()) {
        return info.canonicalFilePath();
    }
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return QDir(folder).filePath(info.fileName());
}

} // namespace

FileSaver::FileSaver(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(atOnce);
}

FileSaver::~FileSaver()
{
    cancel();
    m_pool.waitForDone();
}

void FileSaver::save(const QString &path, Write write)
{
    const QString key = keyOf(path);
    if (m_paths.contains(key)) {
        Q_EMIT failed(tr("%1 is being saved already; wait until it is there, or choose another "
                         "name.")
                              .arg(path));
        return;
    }
    m_paths.insert(key, path);
    m_pool.start([this, key, path, write = std::move(write), stop = m_stop.get_token()] {
        const std::optional<QString> problem = write(path, stop);
        const bool isCanceled = problem && stop.stop_requested();
        // Queued: from the writing thread to this object's.
        QMetaObject::invokeMethod(
                this, [=, this] { finish(key, problem, isCanceled); }, Qt::QueuedConnection);
    });
    Q_EMIT started(path);
}

void FileSaver::cancel()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
}

bool FileSaver::wait(std::chrono::milliseconds limit)
{
    return m_pool.waitForDone(static_cast<int>(limit.count()));
}

void FileSaver::finish(const QString &key, const std::optional<QString> &problem, bool isCanceled)
{
    const QString path = m_paths.take(key);
    if (!problem) {
        Q_EMIT saved(path);
    } else if (!isCanceled) {
        Q_EMIT failed(*problem);
    }
    if (!isSaving()) {
        Q_EMIT idle();
    }
}

} // namespace thaw

#include "moc_filesaver.cpp"
