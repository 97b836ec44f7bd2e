// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/history/historywindow.h"

#include "ui_historywindow.h"

#include "gui/history/historymodel.h"
#include "gui/history/runfigures.h"
#include "gui/look/colors.h"
#include "history/historystore.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostCompared = 2;

void startSingleShot(QTimer &timer, std::chrono::milliseconds time)
{
    timer.setSingleShot(true);
    timer.setInterval(time);
}

} // namespace

HistoryWindow::HistoryWindow(HistoryStore &store, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_store(store)
    , m_ui(std::make_unique<Ui::HistoryWindow>())
    , m_model(new HistoryModel(store, this))
{
    m_ui->setupUi(this);
    setUpTables();
    setUpKeys();
    offer(*m_ui->job, tr("All jobs"), {});
    offer(*m_ui->placement, tr("All placements"), {});
    offer(*m_ui->outcome, tr("All outcomes"), historyOutcomes());
    startSingleShot(m_reload, 200ms);
    startSingleShot(m_filter, 150ms);
    startSingleShot(m_selection, 0ms);
    m_look.setInterval(2s);
    connectParts();
    showSelection();
}

HistoryWindow::~HistoryWindow() = default;

void HistoryWindow::setUpTables()
{
    QTableView &runs = *m_ui->runs;
    runs.setModel(m_model);
    const QFontMetrics metrics(runs.font());
    const int height = metrics.height() + 8;
    runs.verticalHeader()->setDefaultSectionSize(height);
    runs.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const std::array<QString, HistoryModel::ColumnCount> samples{
            QStringLiteral("2026-12-24 20:30:00"),
            QStringLiteral("numbers-and-letters"),
            QStringLiteral("Placement"),
            QStringLiteral("interrupted"),
            QStringLiteral("59 min 59 s"),
            QStringLiteral("Worst delay"),
            QString()};
    for (int column = 0; column < HistoryModel::ColumnCount - 1; ++column) {
        runs.setColumnWidth(
                column, metrics.horizontalAdvance(samples[static_cast<std::size_t>(column)]) + 18);
    }
    QHeaderView &header = *runs.horizontalHeader();
    header.setSectionsClickable(true);
    header.setSortIndicator(HistoryModel::When, Qt::DescendingOrder);
    header.setSortIndicatorShown(true);
    m_ui->figures->verticalHeader()->setDefaultSectionSize(height);
    m_ui->figures->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->figures->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_ui->splitter->setStretchFactor(0, 3);
    m_ui->splitter->setStretchFactor(1, 2);
    m_ui->splitter->setSizes({730, 520});
}

void HistoryWindow::setUpKeys()
{
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_focusesList = false;
        m_ui->text->setFocus(Qt::ShortcutFocusReason);
        m_ui->text->selectAll();
    });
    connect(new QShortcut(QKeySequence::Delete, m_ui->runs, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &HistoryWindow::askToRemove);
    for (const auto *keys : {"Ctrl+W", "Ctrl+H"}) {
        connect(new QShortcut(QKeySequence(QLatin1StringView(keys)), this), &QShortcut::activated,
                this, &QWidget::close);
    }
}

void HistoryWindow::connectParts()
{
    connect(&m_store, &HistoryStore::changed, this, [this] {
        if (isVisible() && !m_reload.isActive()) {
            m_reload.start();
        }
    });
    connect(&m_store, &HistoryStore::runsRead, this, &HistoryWindow::showRuns);
    connect(&m_reload, &QTimer::timeout, m_model, &HistoryModel::reload);
    connect(&m_look, &QTimer::timeout, &m_store, &HistoryStore::lookForChanges);
    connect(m_model, &HistoryModel::loaded, this, &HistoryWindow::showList);
    connect(m_ui->runs->horizontalHeader(), &QHeaderView::sortIndicatorChanged, m_model,
            &HistoryModel::sort);
    connect(m_ui->runs->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryWindow::selectionChanges);
    connect(&m_selection, &QTimer::timeout, this, &HistoryWindow::showSelection);
    connect(m_ui->text, &QLineEdit::textEdited, this, [this] { m_focusesList = false; });
    connect(m_ui->text, &QLineEdit::textChanged, &m_filter, qOverload<>(&QTimer::start));
    connect(&m_filter, &QTimer::timeout, this, &HistoryWindow::applyFilter);
    for (QComboBox *box : {m_ui->job, m_ui->placement, m_ui->outcome}) {
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryWindow::applyFilter);
    }
    connect(m_ui->remove, &QAbstractButton::clicked, this, &HistoryWindow::askToRemove);
    connect(m_ui->close, &QAbstractButton::clicked, this, &QWidget::close);
}

void HistoryWindow::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_focusesList = true; // the arrows and Del are the list's
    m_model->reload();
    m_look.start();
}

void HistoryWindow::hideEvent(QHideEvent *event)
{
    m_look.stop();
    QDialog::hideEvent(event);
}

void HistoryWindow::applyFilter()
{
    m_filter.stop();
    m_model->setQuery({.text = m_ui->text->text(),
                       .job = m_ui->job->currentData().toString(),
                       .placement = m_ui->placement->currentData().toString(),
                       .outcome = m_ui->outcome->currentData().toString()});
}

// Keeps what is chosen. The choice for all comes first.
void HistoryWindow::offer(QComboBox &box, const QString &all, const QStringList &choices)
{
    QStringList offered;
    for (int index = 1; index < box.count(); ++index) {
        offered.append(box.itemText(index));
    }
    if (box.count() > 0 && offered == choices) {
        return;
    }
    const QSignalBlocker blocker(box);
    const QString chosen = box.currentData().toString();
    box.clear();
    box.addItem(all, QString());
    for (const QString &choice : choices) {
        box.addItem(choice, choice);
    }
    if (!chosen.isEmpty() && box.findData(chosen) < 0) {
        box.addItem(chosen, chosen); // its last run was deleted
    }
    box.setCurrentIndex(std::max(box.findData(chosen), 0));
}

void HistoryWindow::showList()
{
    const HistoryList &list = m_model->list();
    const QLocale locale;
    const auto found = list.ids.size();
    if (list.problem.isEmpty()) {
        offer(*m_ui->job, tr("All jobs"), list.jobs);
        offer(*m_ui->placement, tr("All placements"), list.placements);
        m_ui->summary->setText(
                found == list.total
                        ? (found == 1 ? tr("1 run") : tr("%1 runs").arg(locale.toString(found)))
                        : tr("%1 of %2 runs")
                                  .arg(locale.toString(found), locale.toString(list.total)));
    } else {
        m_ui->summary->clear();
    }
    if (found == 0) {
        m_ui->emptyText->setText(
                !list.problem.isEmpty() ? list.problem
                : list.total == 0
                        ? tr("Every run will be here when it has ended, from this window and from "
                             "the command line: what ran, where, and what it did to the window.\n"
                             "Run a job with Ctrl+R in the main window.")
                        : tr("No run matches."));
    }
    if (found == 0 && focusWidget() == m_ui->runs) {
        m_focusesList = true; // when it is there again
    }
    m_ui->pages->setCurrentWidget(found == 0 ? m_ui->emptyPage : m_ui->listPage);
    if (found > 0 && std::exchange(m_focusesList, false)) {
        m_ui->runs->setFocus();
    }
    restoreSelection();
}

// Something is selected where there is something: what was, or else the first.
void HistoryWindow::restoreSelection()
{
    const QList<qint64> &ids = m_model->list().ids;
    QItemSelectionModel &selection = *m_ui->runs->selectionModel();
    if (ids.isEmpty() || selection.hasSelection()) {
        if (!m_shown.isEmpty()) {
            m_store.readRuns(m_shown); // one that ran may have ended
        }
        return;
    }
    QItemSelection rows;
    for (const qint64 id : std::as_const(m_shown)) {
        if (const auto row = ids.indexOf(id); row >= 0) {
            const QModelIndex index = m_model->index(static_cast<int>(row), 0);
            rows.select(index, index);
        }
    }
    const QModelIndex first =
            rows.isEmpty() ? m_model->index(0, 0) : QModelIndex(rows.constFirst().topLeft());
    if (rows.isEmpty()) {
        rows.select(first, first);
    }
    selection.setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selection.select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_ui->runs->scrollTo(first);
}

qint64 HistoryWindow::selectedCount() const
{
    qint64 count = 0;
    for (const QItemSelectionRange &range : m_ui->runs->selectionModel()->selection()) {
        count += range.height();
    }
    return count;
}

QList<qint64> HistoryWindow::selectedIds() const
{
    QList<qint64> ids;
    for (const QItemSelectionRange &range : m_ui->runs->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            ids.append(m_model->id(row));
        }
    }
    return ids;
}

void HistoryWindow::selectionChanges()
{
    m_selection.start();
}

void HistoryWindow::showSelection()
{
    const qint64 count = selectedCount();
    m_ui->remove->setEnabled(count > 0);
    if (count == 0) {
        m_ui->hint->setText(tr("Select a run to see all of it, or two to compare them."));
    } else if (count > mostCompared) {
        m_ui->hint->setText(tr("%1 runs are selected; select two to compare them.")
                                    .arg(QLocale().toString(count)));
    } else {
        QList<qint64> ids = selectedIds();
        std::ranges::sort(ids); // the older one first
        m_shown = ids;
        m_store.readRuns(ids);
        return;
    }
    if (count > 0) {
        m_shown.clear();
    }
    fillFigures({});
    m_ui->transcript->hide();
}

void HistoryWindow::showRuns(const QList<qint64> &asked, const QList<StoredRun> &runs)
{
    if (asked != m_shown || selectedCount() != m_shown.size()) {
        return;
    }
    m_ui->hint->setText(
            runs.size() == mostCompared
                    ? tr("Run %1 compared with run %2").arg(runs[1].row.id).arg(runs[0].row.id)
            : runs.size() == 1 ? tr("Run %1. Select two runs (Ctrl+click) to compare them.")
                                         .arg(runs[0].row.id)
                               : tr("The run is no longer there."));
    fillFigures(runs);
    const QStringList lines = runs.size() == 1 ? transcriptOf(runs[0]) : QStringList();
    m_ui->transcript->setVisible(!lines.isEmpty());
    const QString text = lines.join(QLatin1Char('\n'));
    if (text != m_ui->transcript->toPlainText()) {
        m_ui->transcript->setPlainText(text);
    }
}

void HistoryWindow::fillFigures(const QList<StoredRun> &runs)
{
    QTableWidget &table = *m_ui->figures;
    const int scrolled = table.verticalScrollBar()->value();
    const QList<RunFigure> figures = runs.isEmpty() ? QList<RunFigure>() : runFigures(runs);
    table.clear();
    table.clearSpans();
    table.setVisible(!runs.isEmpty());
    const bool compares = runs.size() == mostCompared;
    table.setColumnCount(compares ? 4 : 2);
    table.setRowCount(static_cast<int>(figures.size()));
    QStringList titles{tr("Figure")};
    for (const StoredRun &run : runs) {
        titles.append(compares ? tr("Run %1").arg(run.row.id) : tr("Value"));
    }
    if (compares) {
        titles.append(tr("Difference"));
    }
    table.setHorizontalHeaderLabels(titles);
    for (int row = 0; row < table.rowCount(); ++row) {
        const RunFigure &figure = figures[row];
        QStringList cells = QStringList{figure.name} + figure.values;
        const bool isHeading = figure.values.isEmpty();
        if (compares && !isHeading) {
            cells.append(figure.difference);
        }
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            if (isHeading) {
                item->setForeground(themeColors(palette()).accent);
            }
            table.setItem(row, column, item);
        }
        if (isHeading) {
            table.setSpan(row, 0, 1, table.columnCount());
        }
    }
    QHeaderView &header = *table.horizontalHeader();
    header.setSectionResizeMode(QHeaderView::Stretch);
    header.setSectionResizeMode(0, QHeaderView::ResizeToContents);
    if (compares) {
        header.setSectionResizeMode(table.columnCount() - 1, QHeaderView::ResizeToContents);
    }
    table.verticalScrollBar()->setValue(scrolled);
}

void HistoryWindow::askToRemove()
{
    const QList<qint64> ids = selectedIds();
    if (ids.isEmpty()) {
        return;
    }
    auto *question =
            new QMessageBox(QMessageBox::Question, tr("Delete runs"),
                            ids.size() == 1 ? tr("Delete the selected run from the history?")
                                            : tr("Delete the %1 selected runs from the history?")
                                                      .arg(QLocale().toString(ids.size())),
                            QMessageBox::Cancel, this);
    question->setInformativeText(ids.size() == 1
                                         ? tr("There is no way to get it back. If it is running "
                                              "still, it stays.")
                                         : tr("There is no way to get them back. Those that are "
                                              "running still stay."));
    QPushButton *remove = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(remove, &QAbstractButton::clicked, this, [this, ids] { m_store.remove(ids); });
    question->open();
}

} // namespace thaw

#include "moc_historywindow.cpp"
