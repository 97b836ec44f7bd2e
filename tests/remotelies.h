// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/remote/messages.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <limits>
#include <random>

namespace thaw::remote {

/// A number at which sums, products and sizes break.
template <typename Number>
Number extreme(std::mt19937 &random)
{
    using Limits = std::numeric_limits<Number>;
    const std::array numbers{
            Limits::lowest(),     Limits::max(), static_cast<Number>(Limits::max() / 2),
            Number(-1),           Number(0),     Number(1),
            Number(2'147'483'647)};
    return numbers[random() % numbers.size()];
}

/// The lanes of a child with one thread, to be sent first.
inline Update lanesOfALiar()
{
    Update update;
    update.run.lanes = {{LaneId(0), QStringLiteral("GUI thread")},
                        {LaneId(1), QStringLiteral("worker")}};
    return update;
}

inline Span trueSpan()
{
    const auto now = Span::Clock::now();
    return {.lane = LaneId(1), .start = now, .end = now};
}

/// An update in the right form, in which one field lies.
inline Update lie(std::mt19937 &random)
{
    using Time = Span::Clock::time_point;
    const auto number = [&] { return extreme<std::int64_t>(random); };
    const auto time = [&] { return Time(std::chrono::nanoseconds(number())); };
    Update update;
    RunUpdate &run = update.run;
    run.progress = {1, 5};
    switch (random() % 15) {
    case 0:
        run.progress = {number(), number()};
        break;
    case 1:
        run.linesDropped = number();
        break;
    case 2:
        run.spansDropped = number();
        break;
    case 3:
        run.threads = {{QStringLiteral("worker"), std::chrono::nanoseconds(number()), LaneId(1)}};
        break;
    case 4:
        run.threads = {{QStringLiteral("worker"), {}, LaneId(extreme<int>(random))}};
        break;
    case 5:
        run.lines = {{{}, {}, QStringLiteral("line"), LaneId(1), time()}};
        break;
    case 6:
        run.spans = {trueSpan()};
        run.spans.front().start = time();
        break;
    case 7:
        run.spans = {trueSpan()};
        run.spans.front().end = time();
        break;
    case 8:
        run.spans = {trueSpan()};
        run.spans.front().line = extreme<int>(random);
        break;
    case 9:
        run.openSpans[LaneId(1)] = trueSpan();
        run.openSpans[LaneId(1)]->start = time();
        break;
    case 10:
        update.lines = {{LaneId(extreme<int>(random)), extreme<int>(random)}};
        break;
    case 11:
        update.pace = extreme<double>(random);
        break;
    case 12:
        run.threads = {{QStringLiteral("worker"), {}, LaneId(1)}};
        run.threads.front().withoutCore = std::chrono::nanoseconds(number());
        break;
    case 13:
        run.facts = {
                {QStringLiteral("as_expected"), qint64{number()}},
                {QStringLiteral("table"), QJsonArray{qint64{number()}, extreme<double>(random)}}};
        break;
    default:
        run.status = QString(5000, QLatin1Char('x'));
        run.lines = {{{}, QString(20'000, QLatin1Char('x')), {}, LaneId(1), Span::Clock::now()}};
    }
    return update;
}

} // namespace thaw::remote
