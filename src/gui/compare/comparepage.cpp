// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/comparepage.h"

#include "ui_comparepage.h"

#include "gui/chart/charts.h"
#include "gui/chart/comparisonbars.h"
#include "gui/compare/comparisonmessages.h"
#include "gui/compare/comparisonmodel.h"
#include "gui/compare/spreaddelegate.h"
#include "gui/jobs/jobpanel.h"
#include "gui/look/colors.h"
#include "gui/look/fonts.h"
#include "gui/look/icons.h"
#include "gui/session/runsession.h"
#include "report/comparison/comparisonnotes.h"
#include "report/comparison/comparisonsentence.h"
#include "report/filesaver.h"
#include "report/measure.h"
#include "runners/placement/placement.h"

#include <QCheckBox>
#include <QEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

constexpr int choicesInARow = 3;

// A number and its unit stay in one line.
QString unbroken(QString text)
{
    static const QRegularExpression gap(QStringLiteral(R"((?<=\d) (?=%|(ms|s|min|h)\b))"));
    return text.replace(gap, QString(QChar::Nbsp));
}

} // namespace

ComparePage::ComparePage(const JobPanel &panel, const PlacementCatalog &placements,
                         const RunSession &session, FileSaver &saver, ComparisonSettings settings,
                         QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_placements(placements)
    , m_session(session)
    , m_saver(saver)
    , m_settings(std::move(settings))
{
    connect(&panel, &JobPanel::jobChanged, this, &ComparePage::showChoices);
    connect(&panel, &JobPanel::edited, this, &ComparePage::showForecast);
    connect(&session, &RunSession::begun, this, &ComparePage::showForecast);
    connect(&session, &RunSession::closed, this, &ComparePage::showForecast);
    connect(&session, &RunSession::comparisonBegun, this, &ComparePage::showComparison);
    connect(&session, &RunSession::comparisonAdvanced, this, &ComparePage::showComparison);
    connect(&session, &RunSession::comparisonEnded, this, &ComparePage::showComparison);
}

ComparePage::~ComparePage() = default;

void ComparePage::makeContent()
{
    if (m_ui) {
        return;
    }
    m_ui = std::make_unique<Ui::ComparePage>();
    m_ui->setupUi(this);
    setFocusProxy(m_ui->compare);
    // In a low window the page scrolls; the ground is the tab's.
    m_ui->scroll->viewport()->setAutoFillBackground(false);
    m_ui->content->setAutoFillBackground(false);
    QFont strong = m_ui->sentence->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->sentence->setFont(strong);
    m_ui->repeats->setMaximum(ComparisonPlan::mostRepeats);
    m_ui->repeats->setValue(m_settings.repeats);
    for (const Measure measure : measures) {
        m_ui->measure->addItem(measureTitle(measure), measureKey(measure));
        m_ui->measure->setItemData(m_ui->measure->count() - 1, measureHelp(measure),
                                   Qt::ToolTipRole);
    }
    m_ui->measure->setCurrentIndex(m_ui->measure->findData(measureKey(m_settings.measure)));
    makeChoices();
    setUpTable();
    applyColors();
    connect(m_ui->repeats, &QSpinBox::valueChanged, this, &ComparePage::takeChoice);
    connect(m_ui->measure, &QComboBox::currentIndexChanged, this, [this] {
        takeChoice();
        showChart();
    });
    connect(m_ui->compare, &QAbstractButton::clicked, this, &ComparePage::compareWanted);
    connect(m_ui->save, &QAbstractButton::clicked, this, &ComparePage::openSave);
    showChoices();
    showResult();
}

void ComparePage::makeChoices()
{
    for (const PlacementDescriptor &placement : m_placements.all()) {
        auto *choice = new QCheckBox(placement.title);
        choice->setChecked(!m_settings.leftOut.contains(placement.id));
        const auto index = static_cast<int>(m_choices.size());
        m_ui->choices->addWidget(choice, index / choicesInARow, index % choicesInARow);
        m_choices.append(choice);
        connect(choice, &QAbstractButton::clicked, this, &ComparePage::takeChoice);
    }
    for (qsizetype index = 1; index < m_choices.size(); ++index) {
        setTabOrder(m_choices[index - 1], m_choices[index]);
    }
    setTabOrder(m_choices.last(), m_ui->repeats);
    setTabOrder(m_ui->repeats, m_ui->compare);
    setTabOrder(m_ui->compare, m_ui->save);
    setTabOrder(m_ui->save, m_ui->table);
    setTabOrder(m_ui->table, m_ui->measure);
}

void ComparePage::setUpTable()
{
    QTableView &table = *m_ui->table;
    m_model = new ComparisonModel(this);
    table.setFont(numberFont(table.font()));
    table.setModel(m_model);
    table.setItemDelegate(new SpreadDelegate(this));
    table.verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->halves->setStretchFactor(0, 3);
    connect(m_ui->halves, &QSplitter::splitterMoved, this, [this] {
        m_halvesWereMoved = true;
        shareRoom();
    });
    m_ui->halves->installEventFilter(this);
}

// What a person has clicked or set. A placement that the job refuses keeps its choice.
void ComparePage::takeChoice()
{
    QStringList leftOut;
    for (qsizetype index = 0; index < m_choices.size(); ++index) {
        const QString &id = m_placements.all()[static_cast<std::size_t>(index)].id;
        const bool isOut = m_choices[index]->isEnabled() ? !m_choices[index]->isChecked()
                                                         : m_settings.leftOut.contains(id);
        if (isOut) {
            leftOut.append(id);
        }
    }
    m_settings.leftOut = leftOut;
    m_settings.repeats = m_ui->repeats->value();
    m_settings.measure = measures[static_cast<std::size_t>(m_ui->measure->currentIndex())];
    showForecast();
    Q_EMIT edited();
}

ComparisonPlan ComparePage::plan() const
{
    ComparisonPlan plan = planForAll(*m_panel.job(), m_placements);
    plan.values = m_panel.values();
    const auto isLeftOut = [&](const PlacementDescriptor *placement) {
        return m_settings.leftOut.contains(placement->id);
    };
    std::erase_if(plan.placements, isLeftOut);
    std::erase_if(plan.refused, isLeftOut);
    plan.repeats = m_settings.repeats;
    plan.remarks = m_remarks;
    return plan;
}

void ComparePage::showChoices()
{
    if (!m_ui || !m_panel.job()) {
        return;
    }
    for (qsizetype index = 0; index < m_choices.size(); ++index) {
        const PlacementDescriptor &placement = m_placements.all()[static_cast<std::size_t>(index)];
        const auto refused = m_panel.job()->refusedPlacements.find(placement.id);
        const bool isAllowed = refused == m_panel.job()->refusedPlacements.end();
        QCheckBox &choice = *m_choices[index];
        choice.setEnabled(isAllowed);
        choice.setChecked(isAllowed && !m_settings.leftOut.contains(placement.id));
        const QString text =
                isAllowed ? placement.summary
                          : tr("%1 can't run here: %2").arg(m_panel.job()->title, *refused);
        choice.setToolTip(text);
        choice.setAccessibleDescription(text);
    }
    showForecast();
}

void ComparePage::showForecast()
{
    if (!m_ui || !m_panel.job()) {
        return;
    }
    const ComparisonPlan plan = this->plan();
    setCompareEnabled(plan.runCount() > 0 && !m_session.isBusy());
    const auto length =
            plan.runCount() > 0 ? m_session.expectedDuration(plan.request(0)) : std::nullopt;
    m_ui->forecast->setText(comparisonForecast(plan, length, m_freezeLimit));
}

// Whoever has pressed it by a key has the keyboard beside it meanwhile, and back on it afterwards.
void ComparePage::setCompareEnabled(bool isEnabled)
{
    QWidget *standIn = m_ui->table->isVisible() ? static_cast<QWidget *>(m_ui->table)
                                                : static_cast<QWidget *>(m_ui->repeats);
    if (!isEnabled && m_ui->compare->hasFocus()) {
        standIn->setFocus();
        m_standIn = standIn;
    }
    m_ui->compare->setEnabled(isEnabled);
    if (isEnabled && m_standIn) {
        if (m_standIn->hasFocus()) {
            m_ui->compare->setFocus();
        }
        m_standIn.clear();
    }
}

void ComparePage::setFreezeLimit(std::chrono::seconds limit)
{
    m_freezeLimit = limit;
    showForecast();
}

void ComparePage::setRemarks(const QStringList &remarks)
{
    if (remarks != m_remarks) {
        m_remarks = remarks;
        showForecast();
    }
}

void ComparePage::showComparison(const Comparison &comparison)
{
    m_comparison = comparison;
    showResult();
    showForecast();
}

void ComparePage::showResult()
{
    if (!m_ui) {
        return;
    }
    const bool isOver = m_comparison && m_comparison->state != Comparison::State::Running;
    m_ui->save->setEnabled(isOver);
    m_ui->pages->setCurrentWidget(m_comparison ? m_ui->resultPage : m_ui->emptyPage);
    if (!m_comparison) {
        return;
    }
    m_ui->sentence->setText(isOver ? unbroken(comparisonSentence(*m_comparison))
                                   : tr("%1: %2 of %3 runs are done.")
                                             .arg(m_comparison->title)
                                             .arg(m_comparison->runs.size())
                                             .arg(m_comparison->planned()));
    const QStringList notes = isOver ? comparisonNotes(*m_comparison) : QStringList();
    m_ui->notes->setText(notes.join(QChar::Space));
    m_ui->notes->setVisible(!notes.isEmpty());
    m_model->setComparison(*m_comparison);
    m_ui->table->setAccessibleDescription(m_ui->sentence->text());
    fitTable();
    showChart();
}

void ComparePage::fitTable()
{
    QTableView &table = *m_ui->table;
    table.resizeColumnsToContents();
    table.setMaximumWidth(table.horizontalHeader()->length() + 2 * table.frameWidth());
    shareRoom();
}

// The table is as high as its rows, and in a low window the page scrolls; it is as wide as its
// columns where there is room for that, unless a person wants it otherwise, and the chart has the
// rest.
void ComparePage::shareRoom()
{
    QTableView &table = *m_ui->table;
    const int wide = table.maximumWidth();
    const int room = m_ui->halves->width() - m_ui->halves->handleWidth();
    if (!m_halvesWereMoved) {
        m_ui->halves->setSizes({wide, std::max(room - wide, 0)});
    }
    const bool fits = !m_halvesWereMoved && room - m_ui->chartPart->minimumWidth() >= wide;
    table.setMinimumHeight(table.horizontalHeader()->sizeHint().height()
                           + table.verticalHeader()->length() + 2 * table.frameWidth()
                           + (fits ? 0 : table.horizontalScrollBar()->sizeHint().height()));
}

bool ComparePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->halves && event->type() == QEvent::Resize) {
        QTimer::singleShot(0, this, &ComparePage::shareRoom); // when it has dealt with it itself
    }
    return QWidget::eventFilter(watched, event);
}

void ComparePage::showChart()
{
    if (!m_comparison || !isVisible() || m_comparison->runs.empty()) {
        return;
    }
    if (!m_chartWanted) {
        m_chartWanted = true;
        if (const Charts *charts = Charts::loadFor(*m_ui->chartPart)) {
            m_chart = &charts->makeRanges(*m_ui->chartPart);
            m_ui->chartPlace->addWidget(&m_chart->widget(), 1);
        }
    }
    if (m_chart) {
        m_chart->showBars(ComparisonBars::of(*m_comparison, m_settings.measure));
    }
}

void ComparePage::save(const QString &path, ComparisonFile type) const
{
    saveComparison(*m_comparison, m_settings.measure, *this, path, type, m_saver);
}

bool ComparePage::openSave()
{
    if (!m_ui || !m_ui->save->isEnabled()) {
        return false;
    }
    openComparisonDialog(*m_comparison, this,
                         [this](const QString &path, ComparisonFile type) { save(path, type); });
    return true;
}

void ComparePage::applyColors()
{
    QPalette subtle = palette();
    subtle.setColor(QPalette::WindowText, themeColors(palette()).subtleText);
    for (QLabel *label : {static_cast<QLabel *>(m_ui->forecast), static_cast<QLabel *>(m_ui->notes),
                          m_ui->emptyText}) {
        label->setPalette(subtle);
    }
    m_ui->save->setIcon(icon(QStringLiteral("export"), palette()));
}

void ComparePage::showEvent(QShowEvent *event)
{
    makeContent();
    // What is made while it is being shown would come a turn later, too late to take the keyboard.
    for (QWidget *child : findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        child->show();
    }
    QWidget::showEvent(event);
    showChart();
}

void ComparePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_ui) {
        applyColors();
    }
}

} // namespace thaw

#include "moc_comparepage.cpp"
