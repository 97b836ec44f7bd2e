// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/joblistmodel.h"

#include <QStringList>

#include <algorithm>

namespace thaw {

namespace {

QString chapterOf(const JobDescriptor &job)
{
    return job.chapter.isEmpty() ? workloadsChapter() : job.chapter;
}

} // namespace

bool matchesSearch(const JobDescriptor &job, const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString &word) {
        return job.title.contains(word, Qt::CaseInsensitive)
               || job.id.contains(word, Qt::CaseInsensitive)
               || job.summary.contains(word, Qt::CaseInsensitive);
    });
}

QString markedTitle(const QString &title, bool isDone, bool isUntold)
{
    return isDone     ? JobListModel::tr("%1, done as expected").arg(title)
           : isUntold ? JobListModel::tr("%1, not to be told so far").arg(title)
                      : title;
}

JobListModel::JobListModel(const JobCatalog &jobs, QObject *parent)
    : QAbstractListModel(parent)
    , m_jobs(jobs)
{
    setSearch({});
}

void JobListModel::setMarks(const QSet<QString> &done, const QSet<QString> &untold)
{
    m_done = done;
    m_untold = untold;
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1),
                           {DoneRole, UntoldRole, Qt::AccessibleTextRole});
    }
}

void JobListModel::setSearch(const QString &text)
{
    beginResetModel();
    m_rows.clear();
    for (const JobDescriptor &job : m_jobs.all()) {
        if (!matchesSearch(job, text)) {
            continue;
        }
        const QString chapter = chapterOf(job);
        if (m_rows.empty() || m_rows.back().chapter != chapter) {
            m_rows.push_back({chapter, nullptr});
        }
        m_rows.push_back({chapter, &job});
    }
    endResetModel();
}

int JobListModel::rowOf(const QString &id) const
{
    const auto found = std::ranges::find_if(
            m_rows, [&](const Row &row) { return row.job && row.job->id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int JobListModel::nextJob(int row, int step) const
{
    while (row >= 0 && row < rowCount() && !m_rows[static_cast<std::size_t>(row)].job) {
        row += step;
    }
    return row < rowCount() ? row : -1;
}

int JobListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant JobListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (!row.job) {
        return role == Qt::DisplayRole ? QVariant(row.chapter)
               : role == IsHeaderRole  ? QVariant(true)
                                       : QVariant();
    }
    const bool isLesson = row.job->isLesson();
    const bool done = isLesson && m_done.contains(row.job->id);
    const bool untold = isLesson && !done && m_untold.contains(row.job->id);
    switch (role) {
    case Qt::DisplayRole:
        return row.job->title;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
    case SummaryRole:
        return row.job->summary;
    case Qt::AccessibleTextRole:
        return markedTitle(row.job->title, done, untold);
    case IdRole:
        return row.job->id;
    case DoneRole:
        return done;
    case UntoldRole:
        return untold;
    case IsHeaderRole:
        return false;
    default:
        return {};
    }
}

Qt::ItemFlags JobListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    return index.data(IsHeaderRole).toBool()
                   ? Qt::ItemNeverHasChildren
                   : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace thaw

#include "moc_joblistmodel.cpp"
