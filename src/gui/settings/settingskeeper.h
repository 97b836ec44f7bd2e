// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/settings/settings.h"

#include <QObject>
#include <QThreadPool>

#include <chrono>
#include <mutex>
#include <optional>

namespace thaw {

/// Writes settings down on a thread of its own, so that a slow disk never stalls the window. It
/// lives on the GUI thread; destroying it waits for the last write.
class SettingsKeeper : public QObject
{
    Q_OBJECT
public:
    explicit SettingsKeeper(SettingsFile file);
    ~SettingsKeeper() override;

    /// Returns at once. Of several that wait for the disk, the newest is written.
    void keep(const Settings &settings);
    /// Waits, blocking, until all is written; false if it took longer.
    bool flush(std::chrono::milliseconds limit);

Q_SIGNALS:
    /// The first time that a write failed. Queued from the writing thread to the GUI thread.
    void failed(const QString &problem);

private:
    void write();

    const SettingsFile m_file;
    QThreadPool m_pool; // of one thread

    std::mutex m_mutex; // protects all below
    std::optional<Settings> m_waiting;
    bool m_writing = false;
    bool m_told = false;
};

} // namespace thaw
