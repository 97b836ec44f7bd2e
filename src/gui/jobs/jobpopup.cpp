// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/jobpopup.h"

#include "gui/jobs/joblistdelegate.h"
#include "gui/jobs/joblistmodel.h"
#include "gui/look/colors.h"
#include "gui/look/icons.h"

#include <QAccessible>
#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace thaw {

namespace {

constexpr int preferredWidth = 500;
constexpr int leastHeight = 220;
constexpr int edge = 8; // kept free at the window's edges

} // namespace

JobPopup::JobPopup(const JobCatalog &jobs, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_model(new JobListModel(jobs, this))
    , m_search(new QLineEdit)
    , m_searchIcon(m_search->addAction(QIcon(), QLineEdit::LeadingPosition))
    , m_list(new QListView)
    , m_nothing(new QLabel)
{
    setAccessibleName(tr("Choose the job"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(6);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    m_search->setAccessibleName(tr("Search"));
    m_search->setPlaceholderText(tr("Search lessons and workloads"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("Jobs"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setItemDelegate(new JobListDelegate(jobs, m_list));
    m_list->setModel(m_model);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setTextFormat(Qt::PlainText);
    setUpIcons();
    connect(m_search, &QLineEdit::textChanged, this, &JobPopup::search);
    connect(m_list, &QListView::clicked, this, &JobPopup::take);
}

void JobPopup::setMarks(const QSet<QString> &done, const QSet<QString> &untold)
{
    m_model->setMarks(done, untold);
}

void JobPopup::open(const QWidget &anchor, const QString &current)
{
    m_search->clear();
    search({});
    const QWidget &window = *anchor.window();
    const QPoint below = anchor.mapToGlobal(QPoint(0, anchor.height() + 2));
    const QPoint corner = window.mapToGlobal(QPoint(window.width(), window.height()));
    const int wide = std::min(std::max(preferredWidth, anchor.width()), window.width() - 2 * edge);
    int content = layout()->contentsMargins().top() * 2 + layout()->spacing()
                  + m_search->sizeHint().height() + 4;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        content += m_list->sizeHintForRow(row);
    }
    const int high = std::min(content, std::max(leastHeight, corner.y() - edge - below.y()));
    QRect area(below, QSize(wide, high));
    const QRect screen = anchor.screen()->availableGeometry();
    area.moveRight(std::min(area.right(), screen.right()));
    area.moveBottom(std::min(area.bottom(), screen.bottom()));
    area.moveLeft(std::max(area.left(), screen.left()));
    setGeometry(area);
    show();
    m_search->setFocus(Qt::PopupFocusReason);
    light(std::max(0, m_model->rowOf(current)));
}

void JobPopup::search(const QString &text)
{
    m_model->setSearch(text);
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    if (any) {
        light(0);
        m_list->scrollToTop();
    } else {
        m_nothing->setText(tr("No job matches “%1”.").arg(text.trimmed()));
        m_search->setAccessibleDescription(m_nothing->text());
    }
}

// A job at this row or after it, else before.
void JobPopup::light(int row)
{
    int found = m_model->nextJob(row, 1);
    if (found < 0) {
        found = m_model->nextJob(row, -1);
    }
    if (found < 0) {
        return;
    }
    const QModelIndex index = m_model->index(found);
    m_list->setCurrentIndex(index);
    if (m_model->nextJob(0, 1) == found) {
        m_list->scrollToTop(); // its chapter's name, too
    } else {
        m_list->scrollTo(index);
    }
    // The keyboard is in the field: a screen reader is told what it moves.
    if (QAccessible::isActive()) {
        QAccessibleEvent event(m_list, QAccessible::Focus);
        event.setChild(found);
        QAccessible::updateAccessibility(&event);
    }
    m_search->setAccessibleDescription(
            tr("%1: %2").arg(index.data(Qt::AccessibleTextRole).toString(),
                             index.data(JobListModel::SummaryRole).toString()));
}

bool JobPopup::moveBy(int key)
{
    const int current = m_list->currentIndex().row();
    const int page = std::max(
            1, m_list->viewport()->height() / std::max(1, m_list->sizeHintForRow(current)) - 1);
    int row = current;
    switch (key) {
    case Qt::Key_Up:
        row = m_model->nextJob(current - 1, -1);
        break;
    case Qt::Key_Down:
        row = m_model->nextJob(current + 1, 1);
        break;
    case Qt::Key_PageUp:
        row = std::max(0, current - page);
        break;
    case Qt::Key_PageDown:
        row = std::min(m_model->rowCount() - 1, current + page);
        break;
    default:
        return false;
    }
    if (row >= 0) {
        light(row);
    }
    return true;
}

void JobPopup::take(const QModelIndex &index)
{
    const QString id = index.data(JobListModel::IdRole).toString();
    if (!id.isEmpty()) {
        close();
        Q_EMIT taken(id);
    }
}

bool JobPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (m_list->isVisible()) {
                take(m_list->currentIndex());
            }
            return true;
        }
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_J) {
            close(); // as it was opened
            return true;
        }
        if (moveBy(key->key())) {
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void JobPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(themeColors(palette()).cardBorder);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void JobPopup::setUpIcons()
{
    m_searchIcon->setIcon(icon(QStringLiteral("search"), palette()));
}

void JobPopup::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        setUpIcons();
    }
}

} // namespace thaw

#include "moc_jobpopup.cpp"
