// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/outputpage.h"

#include "ui_outputpage.h"

#include "gui/transcriptmodel.h"
#include "runners/run.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>

#include <algorithm>
#include <span>

namespace thaw {

OutputPage::OutputPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new TranscriptModel(this))
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
    const QFontMetrics metrics(table.font());
    table.verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.setColumnWidth(TranscriptModel::Time,
                         metrics.horizontalAdvance(QStringLiteral("0,000.000")) + 24);
    table.setColumnWidth(TranscriptModel::Thread,
                         metrics.horizontalAdvance(QStringLiteral("a thread name")) + 24);
    table.installEventFilter(this);
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
    append(run, 0);
    connect(&run, &Run::said, this, [this, &run](std::size_t first) { append(run, first); });
    connect(&run, &Run::ended, this, [this, &run] { showSummary(run); });
    showSummary(run);
}

void OutputPage::append(const Run &run, std::size_t first)
{
    QScrollBar &bar = *m_ui->lines->verticalScrollBar();
    const bool atEnd = bar.value() >= bar.maximum();
    m_model->append(std::span(run.transcript()).subspan(first));
    if (atEnd) {
        m_ui->lines->scrollToBottom();
    }
    showSummary(run);
}

void OutputPage::showSummary(const Run &run)
{
    const auto count = static_cast<qlonglong>(run.transcript().size());
    m_ui->pages->setCurrentWidget(count == 0 ? m_ui->emptyPage : m_ui->linesPage);
    QString text = tr("%1, lines: %2").arg(run.request().job->title, QLocale().toString(count));
    if (run.linesDropped() > 0) {
        text += tr("; %1 more came faster than they could be taken and were not kept")
                        .arg(QLocale().toString(qlonglong{run.linesDropped()}));
    }
    m_ui->summary->setText(text);
}

bool OutputPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copySelection();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void OutputPage::copySelection() const
{
    QModelIndexList rows = m_ui->lines->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QString text;
    for (const QModelIndex &row : rows) {
        text += m_model->plainText(row.row()) + QLatin1Char('\n');
    }
    if (!text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
}

} // namespace thaw
