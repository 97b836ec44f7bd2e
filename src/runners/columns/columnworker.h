// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runners/columns/columnschedule.h"
#include "runners/columns/columnsettings.h"

#include <QObject>
#include <QTimer>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <vector>

class QThread;

namespace thaw {

/// What a column and its worker share. Every function may be called from any thread.
class ColumnMailbox
{
public:
    /// So many refreshes are kept while nobody takes them; older ones make way.
    static constexpr std::size_t cap = 120;

    /// `home`: the thread that the worker is to live on.
    ColumnMailbox(const ColumnSettings &settings, QThread *home);

    [[nodiscard]] ColumnSettings settings() const;
    void setSettings(const ColumnSettings &settings);
    [[nodiscard]] QThread *home() const;
    void setHome(QThread *home);

    void put(ColumnRefresh refresh);
    [[nodiscard]] std::vector<ColumnRefresh> take();

    /// Interrupts the work of a refresh, now and later: the column is being destroyed.
    void stop();
    [[nodiscard]] bool stopped() const;
    /// Waits, blocking; at once false when stopped.
    bool waitFor(std::chrono::nanoseconds time);

private:
    mutable std::mutex m_mutex; // protects all below
    std::condition_variable m_changed;
    ColumnSettings m_settings;
    QThread *m_home;
    std::vector<ColumnRefresh> m_refreshes;
    bool m_stopped = false;
};

/// Makes a column's numbers, on whatever thread it lives on, by a precise single-shot timer aimed
/// at the schedule's next tick. The ticks that it comes too late for are skipped: one refresh
/// stands for them all. On the GUI thread it gives way when it is late: the loop was held up, by a
/// job or by another column, and what waits there goes first, so that no refresh comes right behind
/// either.
///
/// What a refresh does to the loop of a watched thread is an Activity by the column's name, counted
/// apart.
class ColumnWorker : public QObject
{
    Q_OBJECT
public:
    /// How long it gives way when it is late by more than that, and how often before it goes on all
    /// the same: a loop that is always late must not starve it.
    static constexpr std::chrono::milliseconds breather{20};
    static constexpr int mostBreathers = 3;

    /// `name` is for people: "Column 1".
    ColumnWorker(QString name, std::shared_ptr<ColumnMailbox> mailbox);

    // These on the thread that the worker lives on.

    /// Begins, or does what the mailbox says of late: takes over changed settings (a changed period
    /// begins a new schedule), and goes to another home with the schedule that it has.
    void comply();
    /// Stops the timer, for good.
    void halt();

Q_SIGNALS:
    /// A refresh lies in the mailbox. Emitted on the thread that the worker lives on; without
    /// payload.
    void refreshed();
    /// The worker lives on another thread from now on. Emitted on the one that it left.
    void moved();

private:
    void applySettings();
    void aim();
    void aimAt(ColumnSchedule::Clock::time_point moment);
    [[nodiscard]] bool givesWay();
    void tick();
    void refresh();
    void work(const ColumnSettings &settings);

    const QString m_name;
    const std::shared_ptr<ColumnMailbox> m_mailbox;
    ColumnSettings m_settings;
    std::mt19937_64 m_random;
    std::optional<ColumnSchedule> m_schedule;
    std::int64_t m_refreshes = 0;
    std::int64_t m_skippedBefore = 0;        // by the schedules before this one
    ColumnSchedule::Clock::time_point m_aim; // when the timer should fire
    int m_breathers = 0;                     // that this tick has had
    QTimer m_timer;                          // a child, so that it moves along
};

} // namespace thaw
