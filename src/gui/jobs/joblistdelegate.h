// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QStyledItemDelegate>

namespace thaw {

/// Paints the rows of a JobListModel: a chapter's name; a job's icon, title and summary, a tick
/// where it is done and a question mark where its result was not to be told.
class JobListDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit JobListDelegate(const JobCatalog &jobs, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    void paintJob(QPainter &painter, const QStyleOptionViewItem &option,
                  const QModelIndex &index) const;

    const JobCatalog &m_jobs;
};

} // namespace thaw
