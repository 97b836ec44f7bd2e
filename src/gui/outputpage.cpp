// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outputpage.h"

#include "ui_outputpage.h"

#include "gui/icons.h"
#include "gui/savedialog.h"
#include "gui/theme.h"
#include "gui/transcriptmodel.h"
#include "report/savefile.h"
#include "runners/run.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QIODevice>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace thaw {

/// Paints the rows of one thread on a tinted ground.
class LitRowDelegate : public QStyledItemDelegate
{
public:
    LitRowDelegate(const TranscriptModel &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {}

    void setLit(LaneId lane) { m_lit = lane; }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (m_lit != noLane && m_model.lane(index.row()) == m_lit) {
            option->backgroundBrush = themeColors(option->palette).accentTint;
        }
    }

private:
    const TranscriptModel &m_model;
    LaneId m_lit = noLane;
};

OutputPage::OutputPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new TranscriptModel(this))
    , m_litRows(new LitRowDelegate(*m_model, this))
{}

OutputPage::~OutputPage() = default;

void OutputPage::makeContent()
{
    if (m_ui) {
        return;
    }
    m_ui = std::make_unique<Ui::OutputPage>();
    m_ui->setupUi(this);
    QTableView &table = *m_ui->lines;
    table.setModel(m_model);
    table.setItemDelegate(m_litRows);
    const QFontMetrics metrics(table.font());
    table.verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.setColumnWidth(TranscriptModel::Time,
                         metrics.horizontalAdvance(QStringLiteral("0,000.000")) + 24);
    table.setColumnWidth(TranscriptModel::Thread,
                         metrics.horizontalAdvance(QStringLiteral("a thread name")) + 24);
    table.installEventFilter(this);
    table.setMouseTracking(true);
    table.viewport()->installEventFilter(this);
    setUpIcons();
    showThreads();

    connect(&table, &QAbstractItemView::entered, this,
            [this](const QModelIndex &index) { point(m_model->lane(index.row())); });
    connect(m_ui->thread, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_model->showThread(index - 1); // the first is all threads
        m_ui->lines->scrollToBottom();
        showSummary();
    });
    connect(m_ui->copy, &QAbstractButton::clicked, this, &OutputPage::copy);
    connect(m_ui->save, &QAbstractButton::clicked, this, &OutputPage::openSave);
}

void OutputPage::showEvent(QShowEvent *event)
{
    makeContent();
    QWidget::showEvent(event);
}

void OutputPage::showRun(const Run &run)
{
    makeContent();
    m_model->clear();
    m_job = run.request().job->title;
    m_jobId = run.request().job->id;
    m_lines = m_linesDropped = 0;
    showThreads();
    lightLane(noLane);
    append(run, 0);
    connect(&run, &Run::said, this, [this, &run](std::size_t first) { append(run, first); });
    connect(&run, &Run::ended, this, [this, &run] { append(run, run.transcript().size()); });
}

void OutputPage::append(const Run &run, std::size_t first)
{
    QScrollBar &bar = *m_ui->lines->verticalScrollBar();
    const bool atEnd = bar.value() >= bar.maximum();
    m_model->append(std::span(run.transcript()).subspan(first));
    if (m_ui->thread->count() != m_model->threads().size() + 1) {
        showThreads();
    }
    if (atEnd) {
        m_ui->lines->scrollToBottom();
    }
    m_lines = static_cast<std::int64_t>(run.transcript().size());
    m_linesDropped = run.linesDropped();
    showSummary();
}

// Adds the new ones; the choice stays.
void OutputPage::showThreads()
{
    QComboBox &box = *m_ui->thread;
    const QSignalBlocker blocked(box);
    if (box.count() > m_model->threads().size()) {
        box.clear();
    }
    if (box.count() == 0) {
        box.addItem(tr("All threads"));
    }
    box.addItems(m_model->threads().mid(box.count() - 1));
}

void OutputPage::showSummary()
{
    m_ui->pages->setCurrentWidget(m_lines == 0 ? m_ui->emptyPage : m_ui->linesPage);
    const QString count = QLocale().toString(qlonglong{m_lines});
    const int shown = m_model->rowCount();
    QString text = shown == m_lines
                           ? tr("%1, lines: %2").arg(m_job, count)
                           : tr("%1, lines: %2 of %3").arg(m_job, QLocale().toString(shown), count);
    if (m_linesDropped > 0) {
        text += tr("; %1 more came faster than they could be taken and were not kept")
                        .arg(QLocale().toString(qlonglong{m_linesDropped}));
    }
    m_ui->summary->setText(text);
    m_ui->summary->setToolTip(text);
}

bool OutputPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (event->type() == QEvent::Leave) {
        point(noLane);
    }
    return QWidget::eventFilter(watched, event);
}

void OutputPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_ui) {
        setUpIcons();
    }
}

void OutputPage::setUpIcons()
{
    m_ui->copy->setIcon(icon(QStringLiteral("copy"), palette()));
    m_ui->save->setIcon(icon(QStringLiteral("save"), palette()));
}

LaneId OutputPage::litLane() const
{
    return m_hovered != noLane ? m_hovered : m_litFromAway;
}

void OutputPage::lightLane(LaneId lane)
{
    m_litFromAway = lane;
    m_litRows->setLit(litLane());
    if (m_ui) {
        m_ui->lines->viewport()->update();
    }
}

void OutputPage::point(LaneId lane)
{
    if (std::exchange(m_hovered, lane) != lane) {
        m_litRows->setLit(litLane());
        m_ui->lines->viewport()->update();
        Q_EMIT laneLit(lane);
    }
}

// The selected lines, in their order; all that are shown when none is selected.
void OutputPage::copy() const
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : m_ui->lines->selectionModel()->selection()) {
        ranges.emplace_back(range.top(), range.bottom());
    }
    if (ranges.empty()) {
        ranges.emplace_back(0, m_model->rowCount() - 1);
    }
    std::ranges::sort(ranges);
    QString text;
    for (const auto &[top, bottom] : ranges) {
        for (int row = top; row <= bottom; ++row) {
            text += m_model->plainText(row) + QLatin1Char('\n');
        }
    }
    if (!text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

std::optional<QString> OutputPage::save(const QString &path) const
{
    const auto reason = saveFile(path, [this](QIODevice &device) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QByteArray line = (m_model->plainText(row) + QLatin1Char('\n')).toUtf8();
            if (device.write(line) != line.size()) {
                return false;
            }
        }
        return true;
    });
    return reason ? std::optional(tr("The output could not be saved to %1: %2.").arg(path, *reason))
                  : std::nullopt;
}

void OutputPage::openSave()
{
    openSaveDialog(this, tr("Save the output"), QStringLiteral("thaw-%1").arg(m_jobId),
                   {{tr("Text"), QStringLiteral("txt")}}, [this](const QString &path, int) {
                       if (const auto problem = save(path)) {
                           Q_EMIT failed(*problem);
                       }
                   });
}

} // namespace thaw
