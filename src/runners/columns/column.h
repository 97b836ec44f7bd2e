// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/columns/columnsettings.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace thaw {

class ColumnWorker;
class ColumnMailbox;

/// A live column: owns the worker that makes its numbers and the QThread that this worker lives on,
/// and can push it to the GUI thread and back while it runs. It lives on the GUI thread, as do its
/// signals; destroying it interrupts a refresh under way and joins the thread.
class Column : public QObject
{
    Q_OBJECT
public:
    /// `number` (1, 2, 3) names the thread: "column-1".
    Column(int number, const ColumnSettings &settings, QObject *parent = nullptr);
    ~Column() override;

    void start();

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] const ColumnSettings &settings() const { return m_settings; }
    /// Takes effect at the next refresh; a changed period begins a new schedule.
    void setSettings(const ColumnSettings &settings);

    /// Where the worker is to live. The push happens on the thread that it lives on: at once from
    /// the GUI thread, after the refresh under way from its own.
    void setOnGuiThread(bool onGuiThread);
    [[nodiscard]] bool onGuiThread() const { return m_onGuiThread; }

Q_SIGNALS:
    /// New numbers, at the latest when the GUI thread is free.
    void refreshed(const thaw::ColumnRefresh &refresh);
    /// settings() changed.
    void settingsChanged(const thaw::ColumnSettings &settings);
    /// onGuiThread() changed.
    void placementChanged(bool onGuiThread);
    /// For the worker: the mailbox says something new. Queued while it lives on a thread of its
    /// own.
    void asked(QPrivateSignal);

private:
    void take(); // what the worker put into the mailbox

    const int m_number;
    ColumnSettings m_settings;
    bool m_onGuiThread = false;
    QThread m_thread;
    const std::shared_ptr<ColumnMailbox> m_mailbox;
    std::unique_ptr<ColumnWorker> m_worker;
};

} // namespace thaw
