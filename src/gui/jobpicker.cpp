// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobpicker.h"

#include "gui/icons.h"
#include "gui/joblistmodel.h"
#include "gui/jobpopup.h"

#include <QEvent>

namespace thaw {

namespace {

constexpr int leastWidth = 130;

} // namespace

JobPicker::JobPicker(const JobCatalog &jobs, QWidget *parent)
    : QComboBox(parent)
    , m_jobs(jobs)
{
    setAccessibleName(tr("Job"));
    setToolTip(tr("What is to be run (Ctrl+J)"));
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(18);
    setMinimumWidth(leastWidth); // in a bar that is short of room
    for (const JobDescriptor &job : m_jobs.all()) {
        addItem(job.title, job.id);
        setItemData(count() - 1, job.summary, Qt::ToolTipRole);
        setItemData(count() - 1, job.summary, Qt::AccessibleDescriptionRole);
    }
    setUpIcons();
}

void JobPicker::choose(const QString &id)
{
    if (const int index = findData(id); index >= 0) {
        setCurrentIndex(index);
    }
}

void JobPicker::setDone(const QSet<QString> &done)
{
    if (done == m_done) {
        return;
    }
    m_done = done;
    for (int index = 0; index < count(); ++index) { // what the popup shows as a tick, in words
        const JobDescriptor &job = *m_jobs.find(itemData(index).toString());
        const bool isDone = job.kind == JobKind::Lesson && done.contains(job.id);
        setItemData(index, isDone ? doneText(job.title) : job.title, Qt::AccessibleTextRole);
    }
    if (m_popup) {
        m_popup->setDone(done);
    }
}

void JobPicker::showPopup()
{
    if (!m_popup) {
        m_popup = new JobPopup(m_jobs, this);
        m_popup->setDone(m_done);
        connect(m_popup, &JobPopup::taken, this, [this](const QString &id) {
            choose(id);
            Q_EMIT activated(currentIndex());
        });
    }
    m_popup->open(*this, currentData().toString());
}

void JobPicker::hidePopup()
{
    if (m_popup) {
        m_popup->close();
    }
}

void JobPicker::setUpIcons()
{
    for (int index = 0; index < count(); ++index) {
        setItemIcon(index, icon(m_jobs.find(itemData(index).toString())->icon, palette()));
    }
}

void JobPicker::changeEvent(QEvent *event)
{
    QComboBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        setUpIcons();
    }
}

} // namespace thaw
