// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/session/inputguard.h"
#include "gui/session/runmessages.h"
#include "report/runrecord.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <optional>

namespace thaw {

class Banner;
class ComparePage;
class LessonPage;
class RunSession;
struct Comparison;

/// What the banner says of the session's runs and comparisons: that the window will be frozen, how
/// they ended, and what to do next. It greets who is new, too. On the GUI thread.
class RunBanner : public QObject
{
    Q_OBJECT
public:
    /// The pages may show what came of a run, which isn't said again then. All outlive it.
    RunBanner(Banner &banner, const RunSession &session, const LessonPage &lesson,
              const ComparePage &compare, QObject *parent = nullptr);

    /// What is announced with a freeze, in whole seconds.
    void setFreezeLimit(std::chrono::seconds limit) { m_freezeLimit = limit; }

    void greet();
    /// That this can't be run, and why.
    void refuse(const RunRequest &request, const QString &problem);
    /// What can be read elsewhere has changed: the end of the last run is worded anew, if it is
    /// still said.
    void reword();

Q_SIGNALS:
    /// Whoever was greeted has read it.
    void greeted();
    /// The person wants to run the job in that placement.
    void runWanted(const QString &placement);
    /// The person wants to see the comparison.
    void comparisonWanted();

private:
    void announce(const Run &run);
    void tellEnd(const RunRecord &record, const WaitingInput &input);
    void tellComparison(const Comparison &comparison);
    [[nodiscard]] OutcomeIs lastOutcome() const;

    Banner &m_banner;
    const RunSession &m_session;
    const LessonPage &m_lesson;
    const ComparePage &m_compare;
    std::chrono::seconds m_freezeLimit{};
    std::optional<RunRecord> m_record; // these three of the last run
    WaitingInput m_input;
    QString m_endText;
    WaitingInput m_comparisonInput; // of all its runs
};

} // namespace thaw
