// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinetexts.h"

#include "probe/recording.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr std::size_t groupsTold = 6; // of momentText()

struct TimelineTexts
{
    Q_DECLARE_TR_FUNCTIONS(thaw::TimelineTexts)
};

QString dropped(const TimelineLanes &lanes)
{
    QString text;
    if (lanes.spansTooFast() > 0) {
        text += QChar::Space
                + TimelineTexts::tr(
                          "%1 more spans came faster than they could be taken and were not kept.")
                          .arg(QLocale().toString(qlonglong{lanes.spansTooFast()}));
    }
    if (lanes.spansBeyondCap() > 0) {
        text += QChar::Space
                + TimelineTexts::tr("Only the first %1 spans are kept; %2 more are not.")
                          .arg(QLocale().toString(static_cast<qlonglong>(Timeline::cap)),
                               QLocale().toString(qlonglong{lanes.spansBeyondCap()}));
    }
    return text;
}

// How many lanes have anything in them.
int threadCount(const TimelineLanes &lanes)
{
    int count = 0;
    for (int lane = 0; lane < lanes.count(); ++lane) {
        const bool isUsed = !lanes.stretches(lane).all().empty() || lanes.openSpan(lane);
        count += isUsed ? 1 : 0;
    }
    return count;
}

QString threadsText(int count)
{
    return count == 1 ? TimelineTexts::tr("1 thread")
                      : TimelineTexts::tr("%1 threads").arg(QLocale().toString(count));
}

QString frozenText(const TimelineLanes &lanes)
{
    nanoseconds longest{0};
    qlonglong count = 0;
    for (const Stall &stall : lanes.stalls()) {
        if (!stall.isApart) {
            ++count;
            longest = std::max(longest, stall.duration);
        }
    }
    if (count == 0) {
        return {};
    }
    const QString time = timeText(longest);
    return QChar::Space
           + (count == 1 ? TimelineTexts::tr("The GUI thread was frozen once, for %1.").arg(time)
                         : TimelineTexts::tr("The GUI thread was frozen %1 times, for %2 at most.")
                                   .arg(QLocale().toString(count), time));
}

} // namespace

QString stateText(LaneState state)
{
    switch (state) {
    case LaneState::Running:
        return TimelineTexts::tr("running");
    case LaneState::Waiting:
        return TimelineTexts::tr("waiting");
    case LaneState::Blocked:
        return TimelineTexts::tr("blocked");
    case LaneState::Sleeping:
        return TimelineTexts::tr("sleeping");
    case LaneState::Unknown:
        return TimelineTexts::tr("not recorded");
    }
    Q_UNREACHABLE();
}

QString spanTitle(const Span &span)
{
    if (span.state == LaneState::Blocked && !span.holder.isEmpty()) {
        return TimelineTexts::tr("blocked by %1").arg(span.holder);
    }
    if (span.state == LaneState::Waiting && !span.object.isEmpty()) {
        return TimelineTexts::tr("waiting for %1").arg(span.object);
    }
    return stateText(span.state);
}

QString exactTimeText(nanoseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    return time >= 1s ? TimelineTexts::tr("%1 s").arg(QLocale().toString(seconds, 'f', 3))
                      : TimelineTexts::tr("%1 ms").arg(QLocale().toString(seconds * 1e3, 'f', 3));
}

QString pauseText(const TimelineLanes &lanes, const TimelineClock::Break &pause)
{
    const QString at = exactTimeText(lanes.clock().timeAt(pause.left));
    return pause.goesOn
                   ? TimelineTexts::tr("Paused at %1").arg(at)
                   : TimelineTexts::tr("Paused at %1 for %2, which counts in no time of the run")
                             .arg(at, timeText(pause.length));
}

namespace {

// "running for 12.345 ms", and when.
QStringList whenTexts(const TimelineLanes &lanes, const Span &span, bool goesOn, nanoseconds now)
{
    const TimelineClock &clock = lanes.clock();
    const nanoseconds start = clock.timeOf(span.start);
    const nanoseconds end = goesOn ? clock.timeAt(now) : clock.timeOf(span.end);
    const QString state = stateText(span.state);
    const bool isInPause =
            end == start && std::ranges::any_of(clock.breaks(), [&](const auto &one) {
                return clock.timeAt(one.left) == start;
            });
    if (isInPause) {
        return {goesOn ? state
                       : TimelineTexts::tr("%1 for %2").arg(state, exactTimeText(span.length())),
                TimelineTexts::tr("In the pause at %1").arg(exactTimeText(start))};
    }
    QStringList lines{TimelineTexts::tr("%1 for %2").arg(state, exactTimeText(end - start)),
                      goesOn ? TimelineTexts::tr("Since %1, still").arg(exactTimeText(start))
                             : TimelineTexts::tr("From %1 to %2")
                                       .arg(exactTimeText(start), exactTimeText(end))};
    if (!goesOn && span.length() > end - start) {
        lines.append(TimelineTexts::tr("Paused meanwhile for %1, not counted")
                             .arg(exactTimeText(span.length() - (end - start))));
    }
    return lines;
}

} // namespace

QString spanText(const TimelineLanes &lanes, int lane, const Span &span, nanoseconds now)
{
    QStringList lines = whenTexts(lanes, span, &span == lanes.openSpan(lane), now);
    lines.front() = TimelineTexts::tr("%1: %2").arg(lanes.lane(lane).name, lines.front());
    if (span.state == LaneState::Unknown) {
        lines.append(TimelineTexts::tr("There were more spans than could be kept"));
    }
    if (!span.object.isEmpty()) {
        lines.append(TimelineTexts::tr("Waits for: %1").arg(span.object));
    }
    if (!span.holder.isEmpty()) {
        lines.append(TimelineTexts::tr("Held by: %1, when the waiting began").arg(span.holder));
    }
    if (span.line > 0) {
        lines.append(TimelineTexts::tr("Line %1 of the source").arg(span.line));
    }
    return lines.join(QLatin1Char('\n'));
}

QString sharesText(const StateTimes &times, nanoseconds of)
{
    std::vector<std::size_t> states;
    for (std::size_t state = 0; state < laneStateCount; ++state) {
        if (times[state] > 0ns) {
            states.push_back(state);
        }
    }
    std::ranges::stable_sort(states, std::ranges::greater(),
                             [&](std::size_t state) { return times[state]; });
    QStringList shares;
    for (const std::size_t state : states) {
        const double percent = 100.0 * static_cast<double>(times[state].count())
                               / static_cast<double>(std::max<nanoseconds>(of, 1ns).count());
        shares.append(TimelineTexts::tr("%1 %2").arg(
                stateText(static_cast<LaneState>(state)),
                percent < 1 ? TimelineTexts::tr("under 1 %")
                            : TimelineTexts::tr("%1 %").arg(std::lround(percent))));
    }
    return shares.join(TimelineTexts::tr(", "));
}

QString momentText(const TimelineLanes &lanes)
{
    // In the order of the states; of one state the most frequent first.
    std::map<std::pair<LaneState, QString>, int> groups;
    for (const auto &[lane, span] : lanes.open()) {
        const bool isBlocked = span.state == LaneState::Blocked;
        ++groups[{span.state, isBlocked ? spanTitle(span) : stateText(span.state)}];
    }
    if (groups.empty()) {
        return TimelineTexts::tr("No thread at work.") + dropped(lanes);
    }
    std::vector<std::pair<std::pair<LaneState, QString>, int>> sorted(groups.begin(), groups.end());
    std::ranges::stable_sort(sorted, [](const auto &one, const auto &other) {
        return std::pair(one.first.first, -one.second)
               < std::pair(other.first.first, -other.second);
    });
    QStringList texts;
    int rest = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i < groupsTold || sorted.size() == groupsTold + 1) {
            texts.append(TimelineTexts::tr("%1 %2").arg(QLocale().toString(sorted[i].second),
                                                        sorted[i].first.second));
        } else {
            rest += sorted[i].second;
        }
    }
    if (rest > 0) {
        texts.append(TimelineTexts::tr("%1 others").arg(QLocale().toString(rest)));
    }
    return TimelineTexts::tr("%1: %2.").arg(threadsText(static_cast<int>(lanes.open().size())),
                                            texts.join(TimelineTexts::tr(", ")))
           + dropped(lanes);
}

QString wholeText(const TimelineLanes &lanes, nanoseconds elapsed)
{
    return TimelineTexts::tr("%1 in %2, spans: %3.")
                   .arg(threadsText(threadCount(lanes)), timeText(elapsed),
                        QLocale().toString(static_cast<qlonglong>(lanes.spanCount())))
           + frozenText(lanes) + dropped(lanes);
}

} // namespace thaw
