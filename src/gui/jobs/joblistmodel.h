// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"
#include "jobs/job/jobdescriptor.h"

#include <QAbstractListModel>
#include <QSet>
#include <QString>

#include <vector>

namespace thaw {

/// Whether every word of `text` is in the job's title, id or summary, in any case.
[[nodiscard]] bool matchesSearch(const JobDescriptor &job, const QString &text);

/// A lesson's title with its mark in words: "Semaphore, done as expected", "Semaphore, not to be
/// told so far", or the title alone.
[[nodiscard]] QString markedTitle(const QString &title, bool isDone, bool isUntold);

/// The jobs to choose from, in catalog order, each chapter below a row with its name that can't be
/// chosen; only those that match the search, and no chapter without any.
class JobListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, SummaryRole, DoneRole, UntoldRole, IsHeaderRole };

    /// `jobs` outlives the model.
    explicit JobListModel(const JobCatalog &jobs, QObject *parent = nullptr);

    /// Ids of the lessons done as expected, and of those whose result was not to be told; what is
    /// no job's is ignored.
    void setMarks(const QSet<QString> &done, const QSet<QString> &untold);
    void setSearch(const QString &text);
    /// The row of a job; -1 if it isn't among those shown.
    [[nodiscard]] int rowOf(const QString &id) const;
    /// The first row that can be chosen, from `row` on in steps of `step` (1 or -1); -1 if none.
    [[nodiscard]] int nextJob(int row, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        QString chapter;
        const JobDescriptor *job = nullptr; // null: the chapter's name
    };

    const JobCatalog &m_jobs;
    QSet<QString> m_done;
    QSet<QString> m_untold;
    std::vector<Row> m_rows;
};

} // namespace thaw
