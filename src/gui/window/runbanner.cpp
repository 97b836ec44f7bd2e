// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/runbanner.h"

#include "gui/compare/comparepage.h"
#include "gui/compare/comparisonmessages.h"
#include "gui/lesson/lessonpage.h"
#include "gui/session/banner.h"
#include "gui/session/runsession.h"

#include <QStringList>

namespace thaw {

RunBanner::RunBanner(Banner &banner, const RunSession &session, const LessonPage &lesson,
                     const ComparePage &compare, QObject *parent)
    : QObject(parent)
    , m_banner(banner)
    , m_session(session)
    , m_lesson(lesson)
    , m_compare(compare)
{
    connect(&session, &RunSession::begun, this, &RunBanner::announce);
    connect(&session, &RunSession::closed, this, &RunBanner::tellEnd);
    connect(&session, &RunSession::comparisonBegun, this, [this] { m_comparisonInput = {}; });
    connect(&session, &RunSession::comparisonEnded, this, &RunBanner::tellComparison);
    connect(&lesson, &LessonPage::resultTaken, this, &RunBanner::reword);
}

void RunBanner::greet()
{
    m_banner.showMessage(
            Banner::Kind::Info,
            tr("Welcome to Thaw. Run one job twice and watch the columns: on a worker thread they "
               "go on, on the GUI thread everything stands still until the job has ended."),
            {{tr("Run on a worker thread"), [this] { Q_EMIT runWanted(QStringLiteral("worker")); }},
             {tr("Run on the GUI thread"), [this] { Q_EMIT runWanted(QStringLiteral("gui")); }}});
    connect(&m_banner, &Banner::dismissed, this, &RunBanner::greeted, Qt::SingleShotConnection);
}

void RunBanner::refuse(const RunRequest &request, const QString &problem)
{
    m_banner.showMessage(Banner::Kind::Bad,
                         tr("%1 can't run: %2.").arg(request.job->title, problem));
}

void RunBanner::announce(const Run &run)
{
    const RunRequest &request = run.request();
    const bool freezes = request.placement->freezesWindow;
    QStringList announcements;
    if (const ComparisonSequence *sequence = m_session.sequence()) {
        announcements.append(
                comparisonProgress(sequence->comparison(), sequence->run(), *request.placement));
    }
    if (freezes) {
        announcements.append(
                freezeAnnouncement(request, m_session.expectedDuration(request), m_freezeLimit));
    }
    if (announcements.isEmpty()) {
        m_banner.dismiss();
    } else {
        m_banner.showMessage(freezes ? Banner::Kind::Warning : Banner::Kind::Info,
                             announcements.join(QChar::Space));
    }
}

void RunBanner::tellEnd(const RunRecord &record, const WaitingInput &input)
{
    m_record = record;
    m_input = input;
    if (m_session.sequence()) { // its end is told when the last run has ended
        m_comparisonInput = sumOf(m_comparisonInput, input);
        return;
    }
    const RunRequest &request = m_session.run()->request();
    QList<BannerAction> actions;
    if (request.placement->freezesWindow) {
        actions.append({tr("Run it on a worker thread"),
                        [this] { Q_EMIT runWanted(QStringLiteral("worker")); }});
    } else if (record.outcome.kind == OutcomeKind::Finished
               && !request.job->refusedPlacements.contains(QStringLiteral("gui"))) {
        actions.append({tr("Compare: run it on the GUI thread"),
                        [this] { Q_EMIT runWanted(QStringLiteral("gui")); }});
    }
    m_endText = endMessage(record, input, lastOutcome());
    m_banner.showMessage(endKind(record, lastOutcome()), m_endText, actions);
}

void RunBanner::tellComparison(const Comparison &comparison)
{
    const bool isInSight = m_compare.isVisible();
    const QString text = comparisonEndMessage(comparison, m_comparisonInput,
                                              isInSight ? OutcomeIs::InSight : OutcomeIs::ToBeTold);
    if (text.isEmpty()) {
        m_banner.dismiss(); // what it announced is over
        return;
    }
    QList<BannerAction> actions;
    if (!isInSight) {
        actions.append({tr("Show it"), [this] { Q_EMIT comparisonWanted(); }});
    }
    m_banner.showMessage(comparisonEndKind(comparison), text, actions);
}

OutcomeIs RunBanner::lastOutcome() const
{
    return m_lesson.showsResultOf(*m_record) ? OutcomeIs::InSight : OutcomeIs::ToBeTold;
}

void RunBanner::reword()
{
    if (m_record && m_banner.isVisible() && m_banner.text() == m_endText) {
        m_endText = endMessage(*m_record, m_input, lastOutcome());
        m_banner.reword(endKind(*m_record, lastOutcome()), m_endText);
    }
}

} // namespace thaw

#include "moc_runbanner.cpp"
