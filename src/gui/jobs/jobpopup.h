// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QFrame>
#include <QSet>

class QLabel;
class QLineEdit;
class QListView;

namespace thaw {

class JobListModel;

/// What a JobPicker opens: a search field above the jobs. The keyboard is in the field: arrows and
/// Page up and down move in the list, Enter takes the row that is lit (after a search the first
/// match), Esc closes. It stays for the next time when it is closed.
class JobPopup : public QFrame
{
    Q_OBJECT
public:
    /// `jobs` outlives the popup.
    explicit JobPopup(const JobCatalog &jobs, QWidget *parent = nullptr);

    /// Shows all jobs, with this one lit, below `anchor` and within its window.
    void open(const QWidget &anchor, const QString &current);
    void setMarks(const QSet<QString> &done, const QSet<QString> &untold);

Q_SIGNALS:
    /// The person took this one; the popup is closed.
    void taken(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void search(const QString &text);
    void setUpIcons();
    [[nodiscard]] bool moveBy(int key);
    void light(int row);
    void take(const QModelIndex &index);

    JobListModel *m_model;
    QLineEdit *m_search;
    QAction *m_searchIcon;
    QListView *m_list;
    QLabel *m_nothing; // where nothing matches
};

} // namespace thaw
