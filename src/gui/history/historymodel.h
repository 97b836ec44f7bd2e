// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace thaw {

class HistoryStore;

/// The runs of the history that a query finds. It holds all their ids, and of the rows those that
/// have been looked at: the others are asked for when they come into sight.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, Job, Placement, Outcome, Elapsed, WorstDelay, FramesMissed, ColumnCount };

    /// `store` outlives the model.
    explicit HistoryModel(HistoryStore &store, QObject *parent = nullptr);

    /// Which runs; their order stays as it is.
    void setQuery(const HistoryQuery &query);
    void sort(int column, Qt::SortOrder order) override;
    /// Asks for the runs anew. Rows that stay keep their place and their selection.
    void reload();

    /// What was found last.
    [[nodiscard]] const HistoryList &list() const { return m_list; }
    [[nodiscard]] qint64 id(int row) const { return m_list.ids[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    /// list() is new.
    void loaded();

private:
    void take(quint64 request, const HistoryList &list);
    void changeRows(const QList<qint64> &ids);
    void takeRows(const QList<HistoryRow> &rows);
    void ask(int row) const;
    [[nodiscard]] QString text(const HistoryRow &row, int column) const;

    HistoryStore &m_store;
    HistoryQuery m_query;
    quint64 m_request = 0;
    HistoryList m_list;
    QHash<qint64, HistoryRow> m_rows;
    mutable QSet<qint64> m_asked; // rows, since the last list
};

} // namespace thaw
