// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/jobpicker.h"

#include "gui/jobs/joblistmodel.h"
#include "gui/jobs/jobpopup.h"
#include "gui/look/icons.h"
#include "jobs/job/jobdescriptor.h"

#include <QEvent>
#include <QStyleOptionComboBox>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

constexpr int leastWidth = 130;
constexpr int besideIcon = 6; // of a combo box's text, as its style has it, and a little more

} // namespace

JobPicker::JobPicker(const JobCatalog &jobs, QWidget *parent)
    : QComboBox(parent)
    , m_jobs(jobs)
{
    setAccessibleName(tr("Job"));
    connect(this, &QComboBox::currentTextChanged, this, [this](const QString &title) {
        setToolTip(tr("%1: what is to be run (Ctrl+J)").arg(title));
    });
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(18);
    setMinimumWidth(leastWidth); // in a bar that is short of room
    for (const JobDescriptor &job : m_jobs.all()) {
        addItem(job.title, job.id);
        setItemData(count() - 1, job.summary, Qt::ToolTipRole);
        setItemData(count() - 1, job.summary, Qt::AccessibleDescriptionRole);
    }
    setUpIcons();
    measureTitles();
}

QSize JobPicker::sizeHint() const
{
    const QSize little = QComboBox::sizeHint();
    const int beside = little.width() - textRoom(little.width());
    return {std::clamp(m_longestTitle + beside, little.width(), little.width() + m_room),
            little.height()};
}

// Once for a font: sizeHint() is asked for some twenty times until the window is there.
void JobPicker::measureTitles()
{
    m_longestTitle = 0;
    for (const JobDescriptor &job : m_jobs.all()) {
        m_longestTitle = std::max(m_longestTitle, fontMetrics().horizontalAdvance(job.title) + 1);
    }
}

void JobPicker::setRoom(int pixels)
{
    if (std::exchange(m_room, std::max(0, pixels)) != m_room) {
        updateGeometry();
    }
}

// For the text, in a picker of that width.
int JobPicker::textRoom(int width) const
{
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    option.rect.setWidth(width);
    const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                QStyle::SC_ComboBoxEditField, this);
    return field.width() - iconSize().width() - besideIcon;
}

void JobPicker::initStyleOption(QStyleOptionComboBox *option) const
{
    QComboBox::initStyleOption(option);
    option->currentText = option->fontMetrics.elidedText(option->currentText, Qt::ElideRight,
                                                         textRoom(option->rect.width()));
}

void JobPicker::choose(const QString &id)
{
    if (const int index = findData(id); index >= 0) {
        setCurrentIndex(index);
    }
}

void JobPicker::setMarks(const QSet<QString> &done, const QSet<QString> &untold)
{
    if (done == m_done && untold == m_untold) {
        return;
    }
    m_done = done;
    m_untold = untold;
    for (int index = 0; index < count(); ++index) { // what the popup shows as a sign, in words
        const JobDescriptor &job = *m_jobs.find(itemData(index).toString());
        const bool isLesson = job.isLesson();
        setItemData(index,
                    markedTitle(job.title, isLesson && done.contains(job.id),
                                isLesson && untold.contains(job.id)),
                    Qt::AccessibleTextRole);
    }
    if (m_popup) {
        m_popup->setMarks(done, untold);
    }
}

void JobPicker::showPopup()
{
    if (!m_popup) {
        m_popup = new JobPopup(m_jobs, this);
        m_popup->setMarks(m_done, m_untold);
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
        setItemIcon(index, icon(m_jobs.at(itemData(index).toString()).icon, palette()));
    }
}

void JobPicker::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        measureTitles();
    }
    QComboBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        setUpIcons();
    }
}

} // namespace thaw

#include "moc_jobpicker.cpp"
