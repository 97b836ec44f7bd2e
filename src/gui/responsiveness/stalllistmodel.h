// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/recording.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <vector>

namespace thaw {

/// The stalls of this session, newest first: when, how long, and what ran. At most `maxRows`.
class StallListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;
    enum Column { When, Length, WhatRan, ColumnCount };
    static constexpr std::size_t maxRows = 200;

    explicit StallListModel(QObject *parent = nullptr);

    /// `stalls` as ResponsivenessLog::stalls() gives them, oldest first. Rows that are already
    /// known stay, new ones are inserted above them.
    void setStalls(const std::vector<Stall> &stalls);
    /// Takes all rows out, so that others can be set.
    void clear();
    /// What was run from `from` on (empty: nothing). Each stall says itself what ran; what was run
    /// for most of it is told beside that.
    void setActivity(const QString &what, Clock::time_point from = Clock::now());

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row
    {
        Stall stall;
        QDateTime when;    // the clock on the wall when it began
        QString meanwhile; // what was run
    };
    struct Activity
    {
        Clock::time_point from;
        QString what;
    };
    [[nodiscard]] Row rowOf(const Stall &stall) const;
    [[nodiscard]] QString activityIn(const Stall &stall) const;
    [[nodiscard]] static QString whatRan(const Row &row);
    [[nodiscard]] static QString toolTip(const Row &row);
    void removeLasting();
    void trim();

    std::vector<Row> m_rows;
    std::vector<Activity> m_activities; // oldest first
};

} // namespace thaw
