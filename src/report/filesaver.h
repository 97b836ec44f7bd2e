// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace thaw {

/// Writes files on threads of its own, so that neither a long file nor a slow disk stalls the
/// window. It lives on the GUI thread, and so do its signals, which come after save() has returned
/// but for `started` and a refusal.
class FileSaver : public QObject
{
    Q_OBJECT
public:
    /// Writes the file, whole or not at all, and returns what went wrong, as one sentence; see
    /// saveFile(). Called on a thread of the saver's: it owns or shares what it writes, which
    /// doesn't change meanwhile.
    using Write =
            std::function<std::optional<QString>(const QString &path, const std::stop_token &stop)>;

    explicit FileSaver(QObject *parent = nullptr);
    /// Cancels what is being written, and waits for it.
    ~FileSaver() override;

    /// Returns at once; `saved` or `failed` follows. Refused, by `failed`, while the same file is
    /// being written.
    void save(const QString &path, Write write);
    [[nodiscard]] bool isSaving() const { return !m_paths.isEmpty(); }
    /// Gives up what is being written: nothing is left of it, and nothing is told but `idle`.
    void cancel();
    /// Waits, blocking, until nothing is being written; false if it took longer. What came of it
    /// is told later.
    bool wait(std::chrono::milliseconds limit);

Q_SIGNALS:
    void started(const QString &path);
    /// All of it is in the file.
    void saved(const QString &path);
    /// As one sentence. What was in the file before is still there.
    void failed(const QString &problem);
    /// Nothing is being written any more.
    void idle();

private:
    void finish(const QString &key, const std::optional<QString> &problem, bool isCanceled);

    QMap<QString, QString> m_paths; // that are being written, as given, by what they lead to
    std::stop_source m_stop;        // of those
    QThreadPool m_pool;
};

} // namespace thaw
