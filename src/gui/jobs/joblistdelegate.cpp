// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/joblistdelegate.h"

#include "gui/jobs/joblistmodel.h"
#include "gui/look/colors.h"
#include "gui/look/icons.h"
#include "jobs/job/jobdescriptor.h"

#include <QPainter>

namespace thaw {

namespace {

constexpr int margin = 10;
constexpr int iconSide = 22;
constexpr int tickSide = 16;
constexpr int above = 5; // and below the two lines of a job
constexpr qreal radius = 5;

QFont titleFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

JobListDelegate::JobListDelegate(const JobCatalog &jobs, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_jobs(jobs)
{}

QSize JobListDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.height();
    return {0, index.data(JobListModel::IsHeaderRole).toBool() ? line + 12 : 2 * (line + above)};
}

void JobListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(JobListModel::IsHeaderRole).toBool()) {
        painter->setFont(titleFont(option.font));
        painter->setPen(themeColors(option.palette).subtleText);
        painter->drawText(option.rect.adjusted(margin, 6, -margin, 0),
                          static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                          index.data().toString());
    } else {
        paintJob(*painter, option, index);
    }
    painter->restore();
}

void JobListDelegate::paintJob(QPainter &painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const ThemeColors colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        QColor ground = selected ? option.palette.color(QPalette::Highlight)
                                 : option.palette.color(QPalette::Text);
        ground.setAlphaF(selected ? 1.0F : 0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(option.rect.adjusted(3, 1, -3, -1), radius, radius);
    }
    const QColor text = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QRect inner = option.rect.adjusted(margin, above, -margin, -above);
    const JobDescriptor *job = m_jobs.find(index.data(JobListModel::IdRole).toString());
    const int middle = inner.center().y() + 1;
    icon(job->icon, text)
            .paint(&painter, QRect(inner.left(), middle - iconSide / 2, iconSide, iconSide));
    const bool isDone = index.data(JobListModel::DoneRole).toBool();
    if (isDone || index.data(JobListModel::UntoldRole).toBool()) {
        icon(isDone ? QStringLiteral("success") : QStringLiteral("unknown"),
             selected ? text
             : isDone ? colors.good
                      : colors.warning)
                .paint(&painter,
                       QRect(inner.right() - tickSide, middle - tickSide / 2, tickSide, tickSide));
    }
    QRect line(inner.left() + iconSide + margin, inner.top(), 0, option.fontMetrics.height());
    line.setRight(inner.right() - tickSide - margin);
    painter.setFont(titleFont(option.font));
    painter.setPen(text);
    painter.drawText(line, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                      line.width()));
    line.translate(0, line.height());
    painter.setFont(option.font);
    painter.setPen(selected ? text : colors.subtleText);
    painter.drawText(line, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     option.fontMetrics.elidedText(index.data(JobListModel::SummaryRole).toString(),
                                                   Qt::ElideRight, line.width()));
}

} // namespace thaw

#include "moc_joblistdelegate.cpp"
