// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/lessonpage.h"

#include "ui_lessonpage.h"

#include "gui/jobs/jobpanel.h"
#include "gui/lesson/codepane.h"
#include "gui/lesson/codepanes.h"
#include "gui/lesson/lessoncode.h"
#include "gui/look/colors.h"
#include "gui/look/icons.h"
#include "gui/output/resultview.h"
#include "gui/session/runsession.h"
#include "jobs/engine/outcome.h"
#include "jobs/engine/stopflag.h"
#include "jobs/engine/timeline.h"
#include "jobs/job/jobdescriptor.h"
#include "jobs/job/verdict.h"
#include "report/runrecord.h"
#include "report/wording.h"
#include "runners/run.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr int iconSide = 48;
constexpr int linesForAll = 23; // that a page with texts and results is high
constexpr std::chrono::milliseconds betweenScrolls = 1s; // while a lesson runs

QColor laneColor(LaneId lane, const ThemeColors &colors)
{
    return colors.series[static_cast<std::size_t>(lane) % colors.series.size()];
}

// Where the run's threads are now; those that are nowhere in the source are left out.
std::vector<CodeMark> marksOf(const Run &run, const ThemeColors &colors)
{
    std::vector<CodeMark> marks;
    for (const Lane &lane : run.timeline().lanes) {
        const int line = lane.line ? lane.line->load(std::memory_order_relaxed) : 0;
        if (line > 0) {
            marks.push_back({lane.name, line, laneColor(lane.id, colors)});
        }
    }
    return marks;
}

// As the banner's, see endKind().
VerdictBar::Kind kindOf(const RunRecord &record)
{
    using Kind = VerdictBar::Kind;
    if (record.outcome.kind == OutcomeKind::Failed) {
        return Kind::Bad;
    }
    const std::optional<Verdict> verdict = verdictOf(record.facts);
    if (!verdict || verdictSentence(record).isEmpty()) {
        return Kind::NoVerdict;
    }
    return *verdict == Verdict::AsExpected      ? Kind::Good
           : *verdict == Verdict::NotAsExpected ? Kind::Bad
                                                : Kind::Untold;
}

// How long it took to cancel it is said where the time is.
QString resultText(const RunRecord &record)
{
    if (record.outcome.kind == OutcomeKind::Canceled) {
        return record.stopReason == StopReason::FreezeLimit
                       ? LessonPage::tr("Stopped by the freeze limit before it came to a verdict.")
                       : LessonPage::tr("Canceled before it came to a verdict.");
    }
    const QString verdict = verdictSentence(record);
    return verdict.isEmpty() ? outcomeSentence(record) : verdict;
}

bool hasTable(const QJsonObject &facts)
{
    return !facts[QLatin1StringView("table")].toArray().isEmpty();
}

// The first mark that isn't where it was; the last of all if each is, which is of a thread that the
// lesson has started.
std::size_t movedMark(const std::vector<CodeMark> &before, const std::vector<CodeMark> &now)
{
    const auto moved = std::ranges::find_if(now, [&](const CodeMark &mark) {
        return std::ranges::find(before, mark) == before.end();
    });
    return static_cast<std::size_t>((moved == now.end() ? now.end() - 1 : moved) - now.begin());
}

} // namespace

LessonPage::LessonPage(const JobPanel &panel, const RunSession &session, QWidget *parent)
    : QStackedWidget(parent)
    , m_panel(panel)
    , m_session(session)
{
    m_refresh.setInterval(17ms);
    m_refresh.setTimerType(Qt::PreciseTimer);
    connect(&m_refresh, &QTimer::timeout, this, &LessonPage::refresh);
    connect(&panel, &JobPanel::jobChanged, this, [this] {
        m_isCurrent = false;
        m_textsAreOpen.reset();
        if (isVisible()) {
            showJob();
        }
    });
    connect(&panel, &JobPanel::edited, this, [this] {
        if (m_ui && m_isCurrent && m_panel.job()->lesson) {
            showExpected();
            showVerdict();
            arrangeTexts();
        }
    });
    connect(&session, &RunSession::begun, this, &LessonPage::follow);
    connect(&session, &RunSession::closed, this, &LessonPage::takeResult);
}

LessonPage::~LessonPage() = default;

VerdictBar *LessonPage::verdict() const
{
    return m_ui ? m_ui->verdict : nullptr;
}

CodePanes *LessonPage::panes() const
{
    return m_ui ? &m_ui->parts->code() : nullptr;
}

ResultView *LessonPage::results() const
{
    return m_ui ? m_ui->parts->results() : nullptr;
}

void LessonPage::makeContents()
{
    m_ui = std::make_unique<Ui::LessonPage>();
    m_ui->setupUi(this);
    for (QLabel *title : {m_ui->goalTitle, m_ui->expectedTitle, m_ui->workloadTitle}) {
        QFont bold = title->font();
        bold.setBold(true);
        title->setFont(bold);
    }
    connect(m_ui->choose, &QPushButton::clicked, this, &LessonPage::lessonWanted);
    connect(m_ui->showTexts, &QToolButton::clicked, this, [this](bool isOpen) {
        m_textsAreOpen = isOpen;
        arrangeTexts();
    });
    connect(m_ui->showCode, &QToolButton::clicked, this, [this] { choosePart(false); });
    connect(m_ui->showResults, &QToolButton::clicked, this, [this] { choosePart(true); });
    applyColors();
}

void LessonPage::applyColors()
{
    QPalette subtle = palette();
    subtle.setColor(QPalette::WindowText, themeColors(palette()).subtleText);
    for (QLabel *label : {m_ui->goalTitle, m_ui->expectedTitle, m_ui->workloadText}) {
        label->setPalette(subtle);
    }
}

void LessonPage::showJob()
{
    const JobDescriptor *job = m_panel.job();
    if (!job) {
        return;
    }
    if (!m_ui) {
        makeContents();
    }
    m_isCurrent = true;
    setCurrentWidget(job->lesson ? m_ui->lessonPart : m_ui->workloadPart);
    setFocusProxy(m_ui->choose); // of a workload; a lesson's part says its own
    if (job->lesson) {
        m_ui->goal->setText(job->lesson->goal);
        panes()->setCode(lessonCode(job->id));
    } else {
        showWorkload();
    }
    showState();
}

void LessonPage::showWorkload()
{
    const JobDescriptor &job = *m_panel.job();
    m_ui->workloadIcon->setPixmap(
            icon(job.icon, palette()).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
    m_ui->workloadTitle->setText(job.title);
    m_ui->workloadSummary->setText(job.summary);
    m_ui->workloadText->setText(
            tr("This is a workload: it does real work, and has no lesson to step through. "
               "Responsiveness shows what it does to the window meanwhile."));
}

// What the form's values let expect.
QString LessonPage::expected() const
{
    const JobDescriptor *job = m_panel.job();
    return job && job->lesson ? job->lesson->expected(m_panel.values()) : QString();
}

// Of the run while it goes on: the form is of the next one.
void LessonPage::showExpected()
{
    m_ui->expected->setText(shownRun() ? m_runExpected : expected());
}

void LessonPage::showVerdict()
{
    using Kind = VerdictBar::Kind;
    VerdictBar &bar = *m_ui->verdict;
    if (const Run *run = shownRun()) {
        if (run->state() == Run::State::Paused) {
            bar.showText(Kind::Paused,
                         tr("Paused: Step (Ctrl+.) takes each thread to its next line."));
        } else if (run->request().placement->freezesWindow) {
            bar.showText(Kind::Running, tr("It runs now, and the window is frozen: no line can be "
                                           "lit until it has ended."));
        } else {
            bar.showText(Kind::Running, tr("It runs now …"));
        }
        return;
    }
    const Result result = m_results.value(m_panel.job()->id);
    // With other values something else is expected: what came out before says nothing of that.
    if (!result.text.isEmpty() && result.expected == expected()) {
        bar.showText(result.kind, result.text);
    } else if (const JobDescriptor *other = otherJobRunning()) {
        bar.showText(Kind::Ready, tr("%1 is still running: this one can be run when it has ended.")
                                          .arg(other->title));
    } else {
        bar.showText(Kind::Ready, tr("Run it (Ctrl+R) to see whether it comes out so."));
    }
}

// The code or, while that is wanted, what the last run of this lesson has measured.
void LessonPage::showPart()
{
    const JobDescriptor &job = *m_panel.job();
    const Result result = m_results.value(job.id);
    const bool hasResults = job.lesson->results && hasTable(result.facts);
    const bool isOpen = hasResults && result.isOpen;
    m_ui->showCode->setVisible(job.lesson->results.has_value());
    m_ui->showResults->setVisible(job.lesson->results.has_value());
    m_ui->showResults->setEnabled(hasResults);
    m_ui->showResults->setToolTip(hasResults ? tr("Show what the last run has measured")
                                             : tr("Run it (Ctrl+R) to have results"));
    (isOpen ? m_ui->showResults : m_ui->showCode)->setChecked(true);
    setFocusProxy(isOpen ? static_cast<QWidget *>(m_ui->showResults) : panes());
    if (!isOpen) {
        m_ui->parts->showCode();
    } else if (isVisible()) {
        m_ui->parts->showResults().showRun(job, result.parameters, result.facts);
    }
    arrangeTexts();
}

// Where there is little room, code that is lit and a chart have more use for it than what was to be
// read before the run.
void LessonPage::arrangeTexts()
{
    const bool isLow = height() < linesForAll * fontMetrics().height();
    const bool isBeforeRun =
            m_ui->verdict->kind() == VerdictBar::Kind::Ready && !m_ui->showResults->isChecked();
    const bool isOpen = !isLow || m_textsAreOpen.value_or(isBeforeRun);
    m_ui->texts->setVisible(isOpen);
    m_ui->showTexts->setVisible(isLow);
    m_ui->showTexts->setChecked(isOpen);
    m_ui->showTexts->setArrowType(isOpen ? Qt::UpArrow : Qt::DownArrow);
    m_ui->showTexts->setToolTip(isOpen ? tr("Hide what it shows and what to expect")
                                       : tr("What it shows: %1\n\nWhat to expect: %2")
                                                 .arg(m_ui->goal->text(), m_ui->expected->text()));
}

void LessonPage::choosePart(bool results)
{
    m_results[m_panel.job()->id].isOpen = results;
    showPart();
}

void LessonPage::follow(Run &run)
{
    const RunRequest &request = run.request();
    if (!request.job->lesson) {
        return;
    }
    m_run = &run;
    m_runExpected = request.job->lesson->expected(request.values);
    m_results[request.job->id].isOpen = false;
    m_scrolls = 0;
    m_textsAreOpen.reset();
    if (m_ui) {
        panes()->pane(CodePanes::QtPane).followAgain();
    }
    connect(&run, &Run::stateChanged, this, &LessonPage::showState);
    showState();
}

void LessonPage::takeResult(const RunRecord &record)
{
    if (!m_run) {
        showState(); // what is shown can be run now
        return;
    }
    m_results[record.job] = {.kind = kindOf(record),
                             .text = resultText(record),
                             .expected = m_runExpected,
                             .parameters = record.parameters,
                             .facts = record.facts,
                             .isOpen = hasTable(record.facts)};
    m_run.clear();
    showState();
    Q_EMIT resultTaken();
}

const Run *LessonPage::shownRun() const
{
    const Run *run = m_run.data();
    return run && m_isCurrent && run->request().job == m_panel.job() ? run : nullptr;
}

const JobDescriptor *LessonPage::otherJobRunning() const
{
    const JobDescriptor *job = m_session.isBusy() ? m_session.run()->request().job : nullptr;
    return job == m_panel.job() ? nullptr : job;
}

bool LessonPage::showsResultOf(const RunRecord &record) const
{
    const JobDescriptor *job = m_panel.job();
    return isVisible() && m_isCurrent && job->lesson && job->id == record.job
           && m_ui->verdict->text() == resultText(record);
}

// Of the run, or that there is none.
void LessonPage::showState()
{
    const Run *run = shownRun();
    const bool isPaused = run && run->state() == Run::State::Paused;
    const bool isGoingOn = isPaused || (run && run->state() == Run::State::Running);
    if (isGoingOn && isVisible()) {
        m_wantsMarks = isPaused;
        m_refresh.start();
    } else {
        m_refresh.stop();
    }
    if (m_ui && m_isCurrent && m_panel.job()->lesson) {
        if (!isGoingOn) {
            showMarks({});
        }
        showExpected();
        showVerdict();
        showPart();
    }
}

void LessonPage::followStep()
{
    if (m_ui) {
        panes()->pane(CodePanes::QtPane).followAgain();
        m_wantsMarks = true;
    }
}

void LessonPage::showMarks(const std::vector<CodeMark> &marks)
{
    panes()->pane(CodePanes::QtPane).setMarks(marks);
    m_ui->verdict->showPlaces(placesText(marks));
}

// While it runs the lights move, and the text stands still as long as one of them is in sight; when
// paused it follows them. Neither if the reader is looking elsewhere.
void LessonPage::refresh()
{
    const Run *run = shownRun();
    if (!run) {
        return;
    }
    CodePane &pane = panes()->pane(CodePanes::QtPane);
    const std::vector<CodeMark> before = pane.marks();
    const std::vector<CodeMark> marks = marksOf(*run, themeColors(palette()));
    const bool moved = marks != before;
    if (moved) {
        showMarks(marks);
    }
    if (pane.wasScrolled() || marks.empty()) {
        return;
    }
    if (run->state() != Run::State::Paused) {
        keepInSight(pane);
    } else if (moved || m_wantsMarks) {
        pane.showMarks(movedMark(before, marks));
        m_wantsMarks = false;
    }
}

// At the start, once more when all threads are there, and then whenever none of them is in sight;
// not so often that it couldn't be read.
void LessonPage::keepInSight(CodePane &pane)
{
    constexpr int scrollsAtStart = 2;
    const bool mayScroll = m_scrolls == 0 || m_sinceScroll.hasExpired(betweenScrolls.count());
    if (!mayScroll || (m_scrolls >= scrollsAtStart && pane.hasMarkInSight())) {
        return;
    }
    pane.showMostMarks();
    ++m_scrolls;
    m_sinceScroll.start();
}

void LessonPage::showEvent(QShowEvent *event)
{
    if (m_isCurrent) {
        showState();
    } else {
        showJob();
    }
    QStackedWidget::showEvent(event);
}

void LessonPage::hideEvent(QHideEvent *event)
{
    QStackedWidget::hideEvent(event);
    m_refresh.stop();
}

void LessonPage::resizeEvent(QResizeEvent *event)
{
    QStackedWidget::resizeEvent(event);
    if (m_ui) {
        arrangeTexts();
    }
}

void LessonPage::changeEvent(QEvent *event)
{
    QStackedWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_ui) {
        applyColors();
        if (m_isCurrent && !m_panel.job()->lesson) {
            showWorkload();
        }
    }
}

} // namespace thaw

#include "moc_lessonpage.cpp"
