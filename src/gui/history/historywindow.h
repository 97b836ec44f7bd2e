// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/historyrun.h"

#include <QDialog>
#include <QList>
#include <QTimer>

#include <memory>

class QComboBox;

namespace Ui {
class HistoryWindow;
}

namespace thaw {

class HistoryModel;
class HistoryStore;

/// The earlier runs: a list to search and to sort, all of the selected run, and two of them side by
/// side. A window of its own, behind which everything goes on.
class HistoryWindow : public QDialog
{
    Q_OBJECT
public:
    /// `store` outlives the window.
    explicit HistoryWindow(HistoryStore &store, QWidget *parent = nullptr);
    ~HistoryWindow() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setUpTables();
    void setUpKeys();
    void connectParts();
    void applyFilter();
    void offer(QComboBox &box, const QString &all, const QStringList &choices);
    void showList();
    void restoreSelection();
    void selectionChanges();
    void showSelection();
    void showRuns(const QList<qint64> &asked, const QList<StoredRun> &runs);
    void fillFigures(const QList<StoredRun> &runs);
    void askToRemove();
    [[nodiscard]] qint64 selectedCount() const;
    [[nodiscard]] QList<qint64> selectedIds() const;

    HistoryStore &m_store;
    std::unique_ptr<Ui::HistoryWindow> m_ui;
    HistoryModel *const m_model;
    QTimer m_reload;            // soon after a change
    QTimer m_filter;            // soon after a key
    QTimer m_selection;         // once the selection has changed
    QTimer m_look;              // for what other processes have changed
    bool m_focusesList = false; // the list gets the focus when something is in it
    QList<qint64> m_shown;      ///< the runs whose figures are wanted: none, one or two
};

} // namespace thaw
