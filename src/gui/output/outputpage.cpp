// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/outputpage.h"

#include "ui_outputpage.h"

#include "gui/look/colors.h"
#include "gui/look/icons.h"
#include "gui/output/transcriptlines.h"
#include "gui/output/transcriptmodel.h"
#include "gui/session/savedialog.h"
#include "report/filesaver.h"
#include "report/savefile.h"
#include "runners/run.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QIODevice>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSinglePointEvent>
#include <QStyledItemDelegate>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace thaw {

namespace {

// What is measured of a line: no more fits into a column, and measuring takes its time.
constexpr int measuredCharacters = 10'000;
constexpr int cellMargin = 24;

std::optional<QString> saveRows(const TranscriptRows &rows, const QString &path,
                                const std::stop_token &stop)
{
    const auto reason = saveFile(
            path,
            [&](QIODevice &device) {
                for (std::size_t row = 0; row < rows.rows.size(); ++row) {
                    const QByteArray line = rows.plainText(row).toUtf8();
                    if (device.write(line) != line.size()) {
                        return false;
                    }
                }
                return true;
            },
            stop);
    return reason ? std::optional(
                   OutputPage::tr("The output could not be saved to %1: %2.").arg(path, *reason))
                  : std::nullopt;
}

QString textOf(const TranscriptRows &rows)
{
    QString text;
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
        text += rows.plainText(row);
    }
    return text;
}

} // namespace

/// Paints the rows of one thread on a tinted ground, and has a tool tip for a line that is not to
/// be seen whole.
class LitRowDelegate : public QStyledItemDelegate
{
public:
    LitRowDelegate(const TranscriptModel &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {}

    void setLit(LaneId lane) { m_lit = lane; }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        const QRect cell = view->visualRect(index);
        const bool isWhole =
                view->viewport()->rect().contains(cell.topLeft())
                && cell.left() + sizeHint(option, index).width() <= view->viewport()->width();
        // Without an index it is the view's own.
        return QStyledItemDelegate::helpEvent(event, view, option, isWhole ? QModelIndex() : index);
    }

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

OutputPage::OutputPage(FileSaver &saver, QWidget *parent)
    : QWidget(parent)
    , m_model(new TranscriptModel(this))
    , m_litRows(new LitRowDelegate(*m_model, this))
    , m_saver(saver)
{
    m_copying.setMaxThreadCount(1);
}

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
    setFocusProxy(&table);
    table.setItemDelegate(m_litRows);
    const QFontMetrics metrics(table.font());
    table.verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.setColumnWidth(TranscriptModel::Time,
                         metrics.horizontalAdvance(QStringLiteral("0,000.000")) + cellMargin);
    table.setColumnWidth(TranscriptModel::Thread,
                         metrics.horizontalAdvance(QStringLiteral("a thread name")) + cellMargin);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.horizontalHeader()->setSectionResizeMode(TranscriptModel::Text, QHeaderView::Fixed);
    table.installEventFilter(this);
    table.setMouseTracking(true);
    table.viewport()->installEventFilter(this);
    setUpIcons();
    showThreads();

    connect(table.verticalScrollBar(), &QAbstractSlider::valueChanged, this,
            &OutputPage::pointAtRow);
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this, [this](int section) {
        if (section != TranscriptModel::Text) {
            fitLines();
        }
    });
    connect(m_ui->thread, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_model->showThread(index - 1); // the first is all threads
        m_ui->lines->scrollToBottom();
        showSummary();
        pointAtRow();
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
    m_lines = m_linesTooFast = m_linesBeyondCap = 0;
    m_longestSize = m_longestWidth = 0;
    m_hasEnded = run.state() == Run::State::Ended;
    showThreads();
    point(noLane); // what was pointed at is gone, and lane numbers mean something else now
    lightLane(noLane);
    append(run, 0);
    connect(&run, &Run::said, this, [this, &run](std::size_t first) { append(run, first); });
    connect(&run, &Run::ended, this, [this, &run] {
        m_hasEnded = true;
        append(run, run.transcript().size());
    });
}

void OutputPage::append(const Run &run, std::size_t first)
{
    QScrollBar &bar = *m_ui->lines->verticalScrollBar();
    const bool atEnd = bar.value() >= bar.maximum();
    m_model->append(std::span(run.transcript()).subspan(first));
    if (m_ui->thread->count() != m_model->threads().size() + 1) {
        showThreads();
    }
    fitLines();
    if (atEnd) {
        m_ui->lines->scrollToBottom();
    }
    pointAtRow();
    m_lines = static_cast<std::int64_t>(run.transcript().size());
    m_linesTooFast = run.linesTooFast();
    m_linesBeyondCap = run.linesBeyondCap();
    showSummary();
}

// The column of the lines is as wide as the longest so far, and as the view.
void OutputPage::fitLines()
{
    QTableView &table = *m_ui->lines;
    const QString &longest = m_model->longestText();
    if (longest.size() > m_longestSize) {
        const int width = table.fontMetrics().horizontalAdvance(longest, measuredCharacters);
        m_longestSize = longest.size();
        m_longestWidth = std::max(m_longestWidth, width + cellMargin);
    }
    const int room = table.viewport()->width() - table.columnWidth(TranscriptModel::Time)
                     - table.columnWidth(TranscriptModel::Thread);
    table.setColumnWidth(TranscriptModel::Text, std::max(room, m_longestWidth));
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
    m_ui->emptyText->setText(
            m_hasEnded ? tr("%1 said nothing.").arg(m_job)
                       : tr("What a job says while it runs appears here, line by line."));
    const QString count = QLocale().toString(qlonglong{m_lines});
    const int shown = m_model->rowCount();
    QStringList facts{
            shown == m_lines
                    ? tr("%1, lines: %2").arg(m_job, count)
                    : tr("%1, lines: %2 of %3").arg(m_job, QLocale().toString(shown), count)};
    if (m_linesTooFast > 0) {
        facts.append(tr("%1 more came faster than they could be taken and were not kept")
                             .arg(QLocale().toString(qlonglong{m_linesTooFast})));
    }
    if (m_linesBeyondCap > 0) {
        facts.append(tr("only the first %1 are kept, %2 more are not")
                             .arg(QLocale().toString(static_cast<qlonglong>(Run::transcriptCap)),
                                  QLocale().toString(qlonglong{m_linesBeyondCap})));
    }
    const QString text = facts.join(tr("; "));
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
    if (watched == m_ui->lines->viewport()) {
        if (event->type() == QEvent::MouseMove || event->type() == QEvent::Enter) {
            m_pointer = static_cast<const QSinglePointEvent *>(event)->position().toPoint();
            pointAtRow();
        } else if (event->type() == QEvent::Leave) {
            m_pointer.reset();
            pointAtRow();
        } else if (event->type() == QEvent::Resize) {
            fitLines();
        }
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

// Also when the rows have moved and the pointer has not.
void OutputPage::pointAtRow()
{
    const QModelIndex index = m_pointer ? m_ui->lines->indexAt(*m_pointer) : QModelIndex();
    point(index.isValid() ? m_model->lane(index.row()) : noLane);
}

void OutputPage::point(LaneId lane)
{
    if (std::exchange(m_hovered, lane) != lane) {
        m_litRows->setLit(litLane());
        m_ui->lines->viewport()->update();
    }
}

// The selected lines, in their order; all that are shown when none is selected.
void OutputPage::copy()
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : m_ui->lines->selectionModel()->selection()) {
        ranges.emplace_back(range.top(), range.bottom());
    }
    if (ranges.empty()) {
        ranges.emplace_back(0, m_model->rowCount() - 1);
    }
    std::ranges::sort(ranges);
    TranscriptRows rows = m_model->rows(ranges);
    const std::size_t count = rows.rows.size();
    const int copy = ++m_copies;
    if (count <= copiedAtOnce) {
        putOnClipboard(textOf(rows), count);
        return;
    }
    Q_EMIT told(tr("Copying, lines: %1 …").arg(QLocale().toString(qulonglong{count})));
    m_copying.start([this, copy, count, rows = std::move(rows)] {
        // Queued: from the thread that copies to the page's.
        QMetaObject::invokeMethod(
                this,
                [this, copy, count, text = textOf(rows)] {
                    if (copy == m_copies) {
                        putOnClipboard(text, count);
                    }
                },
                Qt::QueuedConnection);
    });
}

void OutputPage::putOnClipboard(const QString &text, std::size_t lines)
{
    if (lines > 0) {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT told(tr("Copied, lines: %1").arg(QLocale().toString(qulonglong{lines})));
    }
}

void OutputPage::save(const QString &path) const
{
    m_saver.save(path, [rows = m_model->rows({{0, m_model->rowCount() - 1}})](
                               const QString &to, const std::stop_token &stop) {
        return saveRows(rows, to, stop);
    });
}

void OutputPage::openSave()
{
    openSaveDialog(this, tr("Save the output"), QStringLiteral("thaw-%1").arg(m_jobId),
                   {{tr("Text"), QStringLiteral("txt")}},
                   [this](const QString &path, int) { save(path); });
}

} // namespace thaw

#include "moc_outputpage.cpp"
