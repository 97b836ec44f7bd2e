// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QComboBox>
#include <QSet>

namespace thaw {

class JobPopup;

/// The job to be run: a combo box whose items are the jobs in catalog order, with their ids as
/// data, and which opens a JobPopup. A title that doesn't fit ends in "…". Its accessible name is
/// "Job".
class JobPicker : public QComboBox
{
    Q_OBJECT
public:
    /// `jobs` outlives the picker.
    explicit JobPicker(const JobCatalog &jobs, QWidget *parent = nullptr);

    /// Chooses this one; without effect if there is no such job.
    void choose(const QString &id);
    /// Ids of the lessons that are ticked, and of those with a question mark, whose result was not
    /// to be told; what is no job's is ignored.
    void setMarks(const QSet<QString> &done, const QSet<QString> &untold);

    void showPopup() override;
    void hidePopup() override;

    /// As wide as the longest title wants, but not wider by more than setRoom() allows than where
    /// there is little room.
    [[nodiscard]] QSize sizeHint() const override;
    void setRoom(int pixels);

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override;
    void changeEvent(QEvent *event) override;

private:
    void setUpIcons();
    void measureTitles();
    [[nodiscard]] int textRoom(int width) const;

    const JobCatalog &m_jobs;
    QSet<QString> m_done;
    QSet<QString> m_untold;
    int m_longestTitle = 0; // in pixels
    int m_room = 0;
    JobPopup *m_popup = nullptr; // made when first opened
};

} // namespace thaw
