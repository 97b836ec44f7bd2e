// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/runmessages.h"

#include "jobs/engine/outcome.h"
#include "jobs/job/verdict.h"
#include "report/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace thaw {

namespace {

struct RunMessages
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RunMessages)
};

QString countText(int count, const char *one, const char *many)
{
    return count == 1 ? RunMessages::tr(one) : RunMessages::tr(many).arg(count);
}

bool tellsOutcome(const RunRecord &record, OutcomeIs outcome)
{
    return outcome == OutcomeIs::ToBeTold || record.outcome.kind == OutcomeKind::Failed;
}

} // namespace

QString freezeAnnouncement(const RunRequest &request,
                           std::optional<std::chrono::nanoseconds> expected,
                           std::chrono::seconds freezeLimit)
{
    const QString why = request.placement->whyItFreezes.arg(request.job->title);
    QString text;
    if (expected && (freezeLimit.count() == 0 || *expected <= freezeLimit)) {
        text = RunMessages::tr("%1: the window will be frozen for about %2.")
                       .arg(why, timeText(*expected));
    } else {
        text = RunMessages::tr("%1: the window will be frozen until it has ended.").arg(why);
    }
    if (freezeLimit.count() > 0) {
        text += QChar::Space
                + RunMessages::tr("It will be stopped after %1 at the latest.")
                          .arg(timeText(freezeLimit));
    }
    return text;
}

QString inputSentence(const WaitingInput &input)
{
    if (input.isEmpty()) {
        return {};
    }
    const QString clicks =
            countText(input.clicks, QT_TRANSLATE_NOOP("thaw::RunMessages", "1 click"),
                      QT_TRANSLATE_NOOP("thaw::RunMessages", "%1 clicks"));
    const QString keys =
            countText(input.keys, QT_TRANSLATE_NOOP("thaw::RunMessages", "1 key press"),
                      QT_TRANSLATE_NOOP("thaw::RunMessages", "%1 key presses"));
    const QString what = input.keys == 0     ? clicks
                         : input.clicks == 0 ? keys
                                             : RunMessages::tr("%1 and %2").arg(clicks, keys);
    return RunMessages::tr("%1 waited up to %2 and started nothing.")
            .arg(what, timeText(input.longest));
}

QString endMessage(const RunRecord &record, const WaitingInput &input, OutcomeIs outcome)
{
    const bool froze = !record.gui.stalls.empty();
    const bool isToBeTold = tellsOutcome(record, outcome);
    // What a lesson came to says that it has finished; its time is in the figures, too.
    const QString verdict =
            record.outcome.kind == OutcomeKind::Finished ? verdictSentence(record) : QString();
    QStringList sentences;
    if (isToBeTold && !verdict.isEmpty()) {
        sentences.append(verdict); // first: what follows is the window's, not the lesson's
    }
    if (froze || !isToBeTold) {
        sentences.append(responsivenessSentence(record));
    }
    if (isToBeTold && verdict.isEmpty()
        && !(froze && record.outcome.kind == OutcomeKind::Finished)) {
        sentences.append(outcomeSentence(record));
    }
    if (!froze && isToBeTold && record.outcome.kind == OutcomeKind::Finished) {
        sentences.append(responsivenessSentence(record));
    }
    if (const QString waited = inputSentence(input); !waited.isEmpty()) {
        sentences.append(waited);
    }
    return sentences.join(QChar::Space);
}

Banner::Kind endKind(const RunRecord &record, OutcomeIs outcome)
{
    const bool froze = !record.gui.stalls.empty();
    // A run without a verdict is not otherwise than expected.
    const Verdict verdict = verdictSentence(record).isEmpty()
                                    ? Verdict::AsExpected
                                    : verdictOf(record.facts).value_or(Verdict::AsExpected);
    const bool isOtherwise = verdict == Verdict::NotAsExpected;
    if (tellsOutcome(record, outcome)
        && (record.outcome.kind == OutcomeKind::Failed || isOtherwise)) {
        return Banner::Kind::Bad;
    }
    if (froze) {
        return Banner::Kind::Warning;
    }
    return record.outcome.kind == OutcomeKind::Canceled || verdict != Verdict::AsExpected
                   ? Banner::Kind::Info
                   : Banner::Kind::Good;
}

} // namespace thaw
