// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/resultview.h"

#include "ui_resultview.h"

#include "gui/chart/charts.h"
#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "gui/look/icons.h"
#include "gui/output/resulttablemodel.h"
#include "jobs/job/jobcatalog.h"
#include "jobs/job/jobdescriptor.h"
#include "jobs/job/parameter.h"
#include "jobs/job/resulttable.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLocale>
#include <QScrollBar>

#include <algorithm>
#include <numeric>

namespace thaw {

namespace {

QString valueText(const Parameter &parameter, const QJsonValue &value)
{
    if (value.isBool()) {
        return value.toBool() ? ResultView::tr("on") : ResultView::tr("off");
    }
    if (!value.isDouble()) {
        return value.toString();
    }
    const QString number = QLocale().toString(value.toDouble(), 'g', 6);
    return parameter.unit.isEmpty() ? number : number + QLatin1Char(' ') + parameter.unit;
}

/// "Most threads: 256, Computing: 150 million steps"
QString valuesText(const ParameterSet &parameters, const QJsonObject &values)
{
    QStringList parts;
    for (const Parameter &parameter : parameters.all()) {
        parts.append(QStringLiteral("%1: %2").arg(parameter.label,
                                                  valueText(parameter, values[parameter.name])));
    }
    return parts.join(ResultView::tr(", "));
}

} // namespace

ResultView::ResultView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ResultView>())
    , m_model(new ResultTableModel(this))
{
    m_ui->setupUi(this);
    QFont bold = m_ui->title->font();
    bold.setBold(true);
    m_ui->title->setFont(bold);
    m_ui->title->setMinimumHeight(m_ui->copy->sizeHint().height()); // chart and table are level
    connect(m_ui->copy, &QToolButton::clicked, this, &ResultView::copyAll);
    if (const Charts *charts = Charts::loadFor(*m_ui->chartPlace)) {
        m_chart = &charts->makeBars(*m_ui->chartPlace);
        m_ui->chartPlace->layout()->addWidget(&m_chart->widget());
    }
    setUpTable();
    applyColors();
}

ResultView::~ResultView() = default;

void ResultView::setUpTable()
{
    QTableView &table = *m_ui->table;
    table.setFont(numberFont(table.font()));
    table.setModel(m_model);
    table.verticalHeader()->setMinimumSectionSize(table.fontMetrics().height() + 4);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 4);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ResultView::copySelection);
    table.addAction(copy);
}

void ResultView::showRun(const JobDescriptor &lesson, const QJsonObject &parameters,
                         const QJsonObject &facts)
{
    if (m_job == lesson.id && m_facts == facts) {
        return; // what is selected stays so
    }
    m_job = lesson.id;
    m_facts = facts;
    const ResultTable &results = *lesson.lesson->results;
    m_ui->title->setText(results.chart.title);
    if (m_chart) {
        m_chart->showResults(results.chart, facts);
        m_ui->table->setAccessibleDescription(m_chart->widget().accessibleDescription());
    }
    const QString values = valuesText(lesson.parameters, parameters);
    m_ui->values->setText(values);
    m_ui->values->setToolTip(values);
    m_model->setTable(results.columns, facts[QLatin1StringView("table")].toArray());
    fitTable();
}

// As wide as its columns where there is room for that, and the rest is the chart's.
void ResultView::fitTable()
{
    QTableView &table = *m_ui->table;
    table.resizeColumnsToContents();
    const int wide = table.horizontalHeader()->length() + 2 * table.frameWidth()
                     + table.verticalScrollBar()->sizeHint().width();
    m_ui->tablePart->setMaximumWidth(std::max(wide, m_ui->tablePart->minimumSizeHint().width()));
}

void ResultView::copySelection() const
{
    QList<int> rows;
    for (const QModelIndex &row : m_ui->table->selectionModel()->selectedRows()) {
        rows.append(row.row());
    }
    std::ranges::sort(rows);
    if (rows.isEmpty()) {
        copyAll();
    } else {
        QGuiApplication::clipboard()->setText(m_model->plainText(rows));
    }
}

void ResultView::copyAll() const
{
    QList<int> rows(m_model->rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    QGuiApplication::clipboard()->setText(m_model->plainText(rows));
}

void ResultView::applyColors()
{
    QPalette subtle = palette();
    subtle.setColor(QPalette::WindowText, themeColors(palette()).subtleText);
    m_ui->values->setPalette(subtle);
    m_ui->copy->setIcon(icon(QStringLiteral("copy"), palette()));
}

void ResultView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_resultview.cpp"
