// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/wording.h"

#include "jobs/job/verdict.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>

namespace thaw {

namespace {

struct Wording
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Wording)
};

// One to three significant digits: 0, 0.07, 0.3, 4.2, 42, 420. The limits are where rounding would
// carry over to the next form.
QString digits(double value)
{
    const double size = std::abs(value);
    return QLocale().toString(value, 'f', size == 0 || size >= 9.95 ? 0 : size >= 0.095 ? 1 : 2);
}

struct Scale
{
    double factor;
    const char *word;
};

// The largest scale that leaves at least 1; the last one is 1 itself.
template <std::size_t N>
const Scale &scaleFor(double value, const std::array<Scale, N> &scales)
{
    for (const Scale &scale : scales) {
        if (std::abs(value) >= scale.factor) {
            return scale;
        }
    }
    return scales.back();
}

QString bytesText(double bytes)
{
    static constexpr std::array<Scale, 5> scales{
            {{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}, {1, "B"}}};
    const Scale &scale = scaleFor(bytes, scales);
    return (scale.factor == 1.0 ? QLocale().toString(std::round(bytes), 'f', 0)
                                : digits(bytes / scale.factor))
           + QChar::Space + QLatin1StringView(scale.word);
}

QString countText(double count)
{
    static constexpr std::array<Scale, 4> scales{
            {{1e12, QT_TRANSLATE_NOOP("thaw::Wording", "%1 trillion")},
             {1e9, QT_TRANSLATE_NOOP("thaw::Wording", "%1 billion")},
             {1e6, QT_TRANSLATE_NOOP("thaw::Wording", "%1 million")},
             {1, ""}}};
    const Scale &scale = scaleFor(count, scales);
    if (scale.factor == 1.0) {
        return count < 10 && count != std::floor(count) ? digits(count)
                                                        : QLocale().toString(count, 'f', 0);
    }
    return Wording::tr(scale.word).arg(digits(count / scale.factor));
}

// In a job's unit: bytes have prefixes of their own.
QString quantityText(double quantity, const QString &unit)
{
    return unit == QLatin1StringView("bytes") ? bytesText(quantity)
                                              : QString(countText(quantity) + QChar::Space + unit);
}

// There is a stall.
QString frozenSentence(const Recording &gui, Watched watched)
{
    const bool window = watched == Watched::Window;
    const QString longest = timeText(gui.longestStall());
    if (gui.stalls.size() == 1) {
        return (window ? Wording::tr("The window was frozen for %1.")
                       : Wording::tr("The main thread's event loop was stalled for %1."))
                .arg(longest);
    }
    return (window ? Wording::tr("The window was frozen %1 times, for up to %2.")
                   : Wording::tr(
                           "The main thread's event loop was stalled %1 times, for up to %2."))
            .arg(QLocale().toString(static_cast<qlonglong>(gui.stalls.size())), longest);
}

// The same, with what it missed.
QString frozenAndMissedSentence(const Recording &gui, Watched watched)
{
    const bool window = watched == Watched::Window;
    const QString longest = timeText(gui.longestStall());
    const QString missed = QLocale().toString(qint64{gui.frames.missed()});
    if (gui.stalls.size() == 1) {
        return (window ? Wording::tr(
                        "The window was frozen for %1: it missed %2 frames and answered nothing.")
                       : Wording::tr("The main thread's event loop was stalled for %1: it missed "
                                     "%2 frames and answered nothing."))
                .arg(longest, missed);
    }
    return (window ? Wording::tr(
                    "The window was frozen %1 times, for up to %2: it missed %3 frames.")
                   : Wording::tr("The main thread's event loop was stalled %1 times, for up to %2: "
                                 "it missed %3 frames."))
            .arg(QLocale().toString(static_cast<qlonglong>(gui.stalls.size())), longest, missed);
}

QString answeringSentence(const Recording &gui, Watched watched)
{
    const bool window = watched == Watched::Window;
    const QString worst = timeText(gui.delays.max());
    if (gui.frames.missed() == 0) {
        return (window ? Wording::tr("The window kept answering: its worst delay was %1, and it "
                                     "missed no frame.")
                       : Wording::tr("The main thread's event loop kept answering: its worst delay "
                                     "was %1, and it missed no frame."))
                .arg(worst);
    }
    return (window ? Wording::tr("The window kept answering: its worst delay was %1, and it missed "
                                 "%2 of %3 frames.")
                   : Wording::tr("The main thread's event loop kept answering: its worst delay was "
                                 "%1, and it missed %2 of %3 frames."))
            .arg(worst, QLocale().toString(qint64{gui.frames.missed()}),
                 QLocale().toString(qint64{gui.frames.expected}));
}

// What the stalls that are the job's own, or the lack of them, come to.
QString sentenceOfStalls(const Recording &gui, Watched watched)
{
    return gui.stalls.empty() ? answeringSentence(gui, watched)
                              : frozenAndMissedSentence(gui, watched);
}

} // namespace

QString timeText(std::chrono::nanoseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    if (seconds < 0.9995) {
        return Wording::tr("%1 ms").arg(digits(seconds * 1000));
    }
    if (seconds < 99.95) {
        return Wording::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    }
    const auto whole = static_cast<qint64>(std::round(seconds));
    if (whole < 3600) {
        return Wording::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    }
    return Wording::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString timeTextOfMs(double milliseconds)
{
    constexpr double most = 9e12;
    const double within = std::isnan(milliseconds) ? 0 : std::clamp(milliseconds, -most, most);
    return timeText(std::chrono::nanoseconds(std::llround(within * 1e6)));
}

QString amountText(std::int64_t amount, const QString &unit)
{
    return quantityText(static_cast<double>(amount), unit);
}

QString rateText(double perSecond, const QString &unit)
{
    return Wording::tr("%1/s").arg(quantityText(perSecond, unit));
}

QString outcomeSentence(const RunRecord &record)
{
    const QString elapsed = timeText(record.elapsed);
    switch (record.outcome.kind) {
    case OutcomeKind::Finished:
        return Wording::tr("Finished in %1.").arg(elapsed);
    case OutcomeKind::Failed:
        return Wording::tr("Failed after %1. %2").arg(elapsed, record.outcome.reason);
    case OutcomeKind::Canceled:
        break;
    }
    const bool isLimit = record.stopReason == StopReason::FreezeLimit;
    if (!record.stopTook) {
        return (isLimit ? Wording::tr("Stopped by the freeze limit after %1.")
                        : Wording::tr("Canceled after %1."))
                .arg(elapsed);
    }
    return (isLimit ? Wording::tr(
                    "Stopped by the freeze limit after %1; the job ended %2 after it was asked to.")
                    : Wording::tr("Canceled after %1; the job ended %2 after it was asked to."))
            .arg(elapsed, timeText(*record.stopTook));
}

QString verdictSentence(const RunRecord &record)
{
    const std::optional<Verdict> verdict = verdictOf(record.facts);
    const QString text = record.facts.value(QStringLiteral("verdict")).toString();
    if (!verdict || text.isEmpty()) {
        return {};
    }
    switch (*verdict) {
    case Verdict::AsExpected:
        return Wording::tr("As expected: %1").arg(text);
    case Verdict::NotAsExpected:
        return Wording::tr("Not as expected: %1").arg(text);
    case Verdict::NotToBeTold:
        return Wording::tr("Not to be told: %1").arg(text);
    }
    Q_UNREACHABLE();
}

QString responsivenessSentence(const RunRecord &record, Watched watched)
{
    const std::vector<Stall> &columns = record.gui.stallsApart;
    if (columns.empty()) {
        return sentenceOfStalls(record.gui, watched);
    }
    const QString longest = timeText(std::ranges::max(columns, {}, &Stall::duration).duration);
    const auto count = record.gui.stallsApartDropped + std::ssize(columns);
    const QString froze =
            count == 1 ? Wording::tr("the columns on the GUI thread froze the window once, for %1")
                                 .arg(longest)
                       : Wording::tr("the columns on the GUI thread froze the window %1 times, for "
                                     "up to %2")
                                 .arg(QLocale().toString(qlonglong{count}), longest);
    // The frames are of all that the loop did.
    const QString missed = QLocale().toString(qint64{record.gui.frames.missed()});
    const QString expected = QLocale().toString(qint64{record.gui.frames.expected});
    if (!record.gui.stalls.empty()) {
        return Wording::tr("%1 Apart from that %2. In all it missed %3 of %4 frames.")
                .arg(frozenSentence(record.gui, watched), froze, missed, expected);
    }
    return Wording::tr("The job froze nothing, but %1: it missed %2 of %3 frames.")
            .arg(froze, missed, expected);
}

} // namespace thaw
