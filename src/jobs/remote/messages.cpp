// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/messages.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>
#include <QVariantMap>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace thaw::remote {

namespace {

using Clock = std::chrono::steady_clock;

class Writer : public QDataStream
{
public:
    explicit Writer(QByteArray &bytes)
        : QDataStream(&bytes, QIODevice::WriteOnly)
    {
        setVersion(QDataStream::Qt_6_0);
    }
    void put(Clock::time_point time) { *this << qint64{time.time_since_epoch().count()}; }
    void put(LaneId lane) { *this << static_cast<qint32>(lane); }
    void put(const Span &span)
    {
        put(span.lane);
        *this << static_cast<quint8>(span.state);
        put(span.start);
        put(span.end);
        *this << qint32{span.line} << span.object << span.holder;
    }
    template <typename List, typename Put>
    void putAll(const List &list, Put putOne)
    {
        *this << static_cast<quint32>(list.size());
        for (const auto &one : list) {
            putOne(one);
        }
    }
};

class Reader : public QDataStream
{
public:
    explicit Reader(const QByteArray &bytes)
        : QDataStream(bytes)
    {
        setVersion(QDataStream::Qt_6_0);
    }
    template <typename Value>
    Value get()
    {
        Value value{};
        *this >> value;
        return value;
    }
    Clock::time_point time() { return Clock::time_point(std::chrono::nanoseconds(get<qint64>())); }
    LaneId lane() { return LaneId(get<qint32>()); }
    /// A number of 0 to `most`.
    quint8 choice(quint8 most)
    {
        const auto value = get<quint8>();
        refuseUnless(value <= most);
        return std::min(value, most);
    }
    Span span()
    {
        Span span;
        span.lane = lane();
        span.state = LaneState(choice(static_cast<quint8>(LaneState::Unknown)));
        span.start = time();
        span.end = time();
        span.line = get<qint32>();
        span.object = get<QString>();
        span.holder = get<QString>();
        refuseUnless(span.start <= span.end && span.line >= 0);
        return span;
    }
    /// As many as were announced, or as the bytes last.
    template <typename GetOne>
    auto getAll(GetOne getOne)
    {
        std::vector<decltype(getOne())> list;
        for (auto left = get<quint32>(); left > 0 && status() == Ok; --left) {
            list.push_back(getOne());
        }
        return list;
    }
    void refuseUnless(bool isRight)
    {
        if (!isRight) {
            setStatus(ReadCorruptData);
        }
    }
    /// The value, if all bytes were right and none is left.
    template <typename Value>
    std::optional<Value> wholly(Value value)
    {
        return status() == Ok && atEnd() ? std::optional(std::move(value)) : std::nullopt;
    }
};

QJsonObject readFacts(Reader &reader)
{
    const auto json = reader.get<QByteArray>();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    reader.refuseUnless(json.isEmpty()
                        || (error.error == QJsonParseError::NoError && document.isObject()));
    return document.object();
}

TranscriptLine readLine(Reader &reader)
{
    TranscriptLine line;
    line.thread = reader.get<QString>();
    line.text = reader.get<QString>();
    line.lane = reader.lane();
    line.saidAt = reader.time();
    return line;
}

ThreadCost readCost(Reader &reader)
{
    ThreadCost cost;
    cost.name = reader.get<QString>();
    cost.cpu = std::chrono::nanoseconds(reader.get<qint64>());
    cost.lane = reader.lane();
    cost.nice = reader.get<qint8>();
    cost.withoutCore = std::chrono::nanoseconds(reader.get<qint64>());
    reader.refuseUnless(cost.cpu.count() >= 0 && cost.withoutCore.count() >= 0 && cost.nice >= -20
                        && cost.nice <= 19);
    return cost;
}

// About how many bytes it takes.
qsizetype lengthOf(const TranscriptLine &line)
{
    return 2 * (line.text.size() + line.thread.size()) + 24;
}
qsizetype lengthOf(const Span &span)
{
    return 2 * (span.object.size() + span.holder.size()) + 40;
}

// Moves from the front of `from`, beginning at `first`, what there is room for; at least one.
template <typename Value>
void moveSome(std::vector<Value> &from, std::size_t &first, std::vector<Value> &to, qsizetype &room)
{
    while (first < from.size() && room > 0) {
        room -= lengthOf(from[first]);
        to.push_back(std::move(from[first++]));
    }
}

} // namespace

QByteArray encodeStart(const Start &start)
{
    QByteArray bytes;
    Writer writer(bytes);
    writer << start.job << QVariantMap(start.values) << static_cast<quint8>(start.priority);
    return bytes;
}

std::optional<Start> decodeStart(const QByteArray &payload)
{
    Reader reader(payload);
    Start start;
    start.job = reader.get<QString>();
    start.values = reader.get<QVariantMap>();
    start.priority = JobPriority(reader.choice(static_cast<quint8>(JobPriority::Normal)));
    return reader.wholly(std::move(start));
}

QByteArray encodePace(double pace)
{
    QByteArray bytes;
    Writer writer(bytes);
    writer << pace;
    return bytes;
}

std::optional<double> decodePace(const QByteArray &payload)
{
    Reader reader(payload);
    const auto pace = reader.get<double>();
    reader.refuseUnless(std::isfinite(pace));
    return reader.wholly(pace);
}

QByteArray encodeUpdate(const Update &update)
{
    const RunUpdate &run = update.run;
    QByteArray bytes;
    Writer writer(bytes);
    writer << qint64{run.progress.done} << qint64{run.progress.total} << update.pace
           << run.status.has_value() << run.status.value_or(QString());
    writer << (run.facts.isEmpty() ? QByteArray()
                                   : QJsonDocument(run.facts).toJson(QJsonDocument::Compact));
    writer.putAll(run.lanes, [&](const Lane &lane) {
        writer.put(lane.id);
        writer << lane.name;
    });
    writer.putAll(run.lines, [&](const TranscriptLine &line) {
        writer << line.thread << line.text;
        writer.put(line.lane);
        writer.put(line.saidAt);
    });
    writer.putAll(run.spans, [&](const Span &span) { writer.put(span); });
    writer.putAll(run.openSpans, [&](const auto &open) {
        writer.put(open.first);
        writer << open.second.has_value();
        Span span = open.second.value_or(Span{.lane = open.first, .start = {}, .end = {}});
        span.end = span.start; // there is none yet
        writer.put(span);
    });
    writer.putAll(run.threads, [&](const ThreadCost &cost) {
        writer << cost.name << qint64{cost.cpu.count()};
        writer.put(cost.lane);
        writer << static_cast<qint8>(cost.nice) << qint64{cost.withoutCore.count()};
    });
    writer.putAll(update.lines, [&](const auto &line) {
        writer.put(line.first);
        writer << qint32{line.second};
    });
    writer << qint64{run.linesDropped} << qint64{run.spansDropped};
    return bytes;
}

std::optional<Update> decodeUpdate(const QByteArray &payload)
{
    Reader reader(payload);
    Update update;
    RunUpdate &run = update.run;
    run.progress.done = reader.get<qint64>();
    run.progress.total = reader.get<qint64>();
    update.pace = reader.get<double>();
    const bool hasStatus = reader.get<bool>();
    const auto status = reader.get<QString>();
    run.status = hasStatus ? std::optional(status) : std::nullopt;
    run.facts = readFacts(reader);
    run.lanes = reader.getAll([&] {
        const LaneId id = reader.lane();
        return Lane{id, reader.get<QString>()};
    });
    run.lines = reader.getAll([&] { return readLine(reader); });
    run.spans = reader.getAll([&] { return reader.span(); });
    for (auto left = reader.get<quint32>(); left > 0 && reader.status() == QDataStream::Ok;
         --left) {
        const LaneId lane = reader.lane();
        const bool isOpen = reader.get<bool>();
        const Span span = reader.span();
        reader.refuseUnless(span.lane == lane);
        run.openSpans[lane] = isOpen ? std::optional(span) : std::nullopt;
    }
    run.threads = reader.getAll([&] { return readCost(reader); });
    update.lines = reader.getAll([&] {
        const LaneId lane = reader.lane();
        return std::pair<LaneId, int>(lane, reader.get<qint32>());
    });
    run.linesDropped = reader.get<qint64>();
    run.spansDropped = reader.get<qint64>();
    reader.refuseUnless(run.progress.done >= 0 && run.progress.total >= 0 && run.linesDropped >= 0
                        && run.spansDropped >= 0 && std::isfinite(update.pace));
    return reader.wholly(std::move(update));
}

std::vector<Update> inPortions(Update update)
{
    constexpr qsizetype portion = 256 << 10;
    auto lines = std::exchange(update.run.lines, {});
    auto spans = std::exchange(update.run.spans, {});
    auto open = std::exchange(update.run.openSpans, {});
    std::vector<Update> portions;
    std::size_t line = 0;
    std::size_t span = 0;
    portions.push_back(std::move(update));
    for (;;) {
        RunUpdate &run = portions.back().run;
        qsizetype room = portion;
        moveSome(lines, line, run.lines, room);
        moveSome(spans, span, run.spans, room);
        if (line == lines.size() && span == spans.size()) {
            run.openSpans = std::move(open); // they go on behind those that have ended
            return portions;
        }
        Update next;
        next.run.progress = run.progress;
        next.pace = portions.back().pace;
        portions.push_back(std::move(next));
    }
}

QByteArray encodeEnd(const End &end)
{
    QByteArray bytes;
    Writer writer(bytes);
    writer << static_cast<quint8>(end.outcome.kind) << end.outcome.reason
           << qint64{end.peakMemory.value_or(-1)};
    return bytes;
}

std::optional<End> decodeEnd(const QByteArray &payload)
{
    Reader reader(payload);
    End end;
    end.outcome.kind = OutcomeKind(reader.choice(static_cast<quint8>(OutcomeKind::Failed)));
    end.outcome.reason = reader.get<QString>();
    const auto peakMemory = reader.get<qint64>();
    if (peakMemory >= 0) {
        end.peakMemory = peakMemory;
    }
    return reader.wholly(std::move(end));
}

} // namespace thaw::remote
