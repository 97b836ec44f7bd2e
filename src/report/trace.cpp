// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trace.h"

#include "report/savefile.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QMap>

#include <algorithm>
#include <chrono>
#include <vector>

namespace thaw {

namespace {

struct Trace
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Trace)
};

using TimePoint = Span::Clock::time_point;

// The tracks, in the order in which they are shown.
constexpr int guiTrack = 1;
constexpr int loopTrack = 2;
constexpr int firstThreadTrack = 3; // of lane 1

constexpr qsizetype piece = 1 << 16; // bytes that are written at once

QByteArray quoted(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray result;
    result.reserve(utf8.size() + 2);
    result += '"';
    for (const char byte : utf8) {
        if (byte == '"' || byte == '\\') {
            result += '\\';
            result += byte;
        } else if (static_cast<unsigned char>(byte) < 0x20) {
            result += "\\u00" + QByteArray(1, byte).toHex();
        } else {
            result += byte;
        }
    }
    return result + '"';
}

// The colours that chrome://tracing has for the states; Perfetto goes by the names.
const char *colorOf(LaneState state)
{
    switch (state) {
    case LaneState::Running:
        return "thread_state_running";
    case LaneState::Waiting:
        return "thread_state_iowait";
    case LaneState::Blocked:
        return "thread_state_uninterruptible";
    case LaneState::Sleeping:
        return "thread_state_sleeping";
    case LaneState::Unknown:
        return "grey";
    }
    Q_UNREACHABLE();
}

class TraceWriter
{
public:
    TraceWriter(const RunRecord &record, QIODevice &device)
        : m_record(record)
        , m_device(device)
        , m_start(record.timeline ? record.timeline->start : record.gui.start)
    {}

    bool write()
    {
        m_buffer =
                R"({"displayTimeUnit":"ms","otherData":)" + aboutTheRun() + ",\"traceEvents\":[\n";
        m_buffer += R"({"ph":"M","pid":1,"tid":1,"name":"process_name","args":{"name":)"
                    + quoted(QStringLiteral("thaw: %1, %2").arg(m_record.job, m_record.placement))
                    + "}}";
        writeTracks();
        writeSpans();
        writeStalls();
        writePauses();
        writeLines();
        m_buffer += "\n]}\n";
        return flush();
    }

private:
    [[nodiscard]] QByteArray aboutTheRun() const
    {
        const std::int64_t spansDropped =
                m_record.timeline ? m_record.timeline->spansDropped() : std::int64_t{0};
        return "{\"job\":" + quoted(m_record.job) + ",\"placement\":" + quoted(m_record.placement)
               + ",\"outcome\":" + quoted(outcomeWord(m_record.outcome.kind))
               + ",\"spans_dropped\":" + QByteArray::number(qint64{spansDropped})
               + ",\"lines_dropped\":" + QByteArray::number(qint64{m_record.linesDropped}) + '}';
    }

    void writeTrack(int track, const QString &name)
    {
        const QByteArray head =
                R"({"ph":"M","pid":1,"tid":)" + QByteArray::number(track) + ",\"name\":";
        append(head + R"("thread_name","args":{"name":)" + quoted(name) + "}}");
        append(head + R"("thread_sort_index","args":{"sort_index":)" + QByteArray::number(track)
               + "}}");
    }

    void writeTracks()
    {
        writeTrack(guiTrack, QStringLiteral("GUI thread"));
        writeTrack(loopTrack, QStringLiteral("GUI thread: event loop"));
        int track = firstThreadTrack;
        if (m_record.timeline) {
            for (const Lane &lane : m_record.timeline->lanes) {
                if (lane.id != guiLane) {
                    track = std::max(track, trackOf(lane.id) + 1);
                    writeTrack(trackOf(lane.id), lane.name);
                }
            }
        }
        // Threads that said something but have no lane.
        if (m_record.transcript) {
            for (const TranscriptLine &line : *m_record.transcript) {
                if (line.lane == noLane && !m_trackOfName.contains(line.thread)) {
                    m_trackOfName.insert(line.thread, track);
                    writeTrack(track++, line.thread);
                }
            }
        }
        if (m_record.timeline && !m_record.timeline->pauses.empty()) {
            m_pauseTrack = track;
            writeTrack(track++, QStringLiteral("Pauses"));
        }
        m_ends.assign(static_cast<std::size_t>(track), 0);
    }

    [[nodiscard]] static int trackOf(LaneId lane)
    {
        return lane == guiLane ? guiTrack : static_cast<int>(lane) + loopTrack;
    }

    // In eighths of a microsecond, which are exact in binary: a reader that reckons with doubles
    // sees spans that touch each other touch, and not overlap.
    [[nodiscard]] std::int64_t eighths(TimePoint moment) const
    {
        const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(moment - m_start);
        return std::max<std::int64_t>(since.count() / 125, 0);
    }
    [[nodiscard]] static QByteArray microseconds(std::int64_t eighths)
    {
        QByteArray text = QByteArray::number(qint64{eighths / 8});
        if (eighths % 8 != 0) {
            text += '.' + QByteArray::number(qint64{eighths % 8 * 125}).rightJustified(3, '0');
        }
        return text;
    }

    // `rest` is what comes behind the event's times: its name and what it tells.
    void writeComplete(int track, TimePoint start, TimePoint end, const QByteArray &rest)
    {
        // None of a track begins before the last one ended; if a clock says otherwise it is cut.
        std::int64_t &ended = m_ends[static_cast<std::size_t>(track)];
        const std::int64_t from = std::max(eighths(start), ended);
        ended = std::max(eighths(end), from);
        append(R"({"ph":"X","pid":1,"tid":)" + QByteArray::number(track)
               + ",\"ts\":" + microseconds(from) + ",\"dur\":" + microseconds(ended - from) + rest);
    }

    void writeSpans()
    {
        if (!m_record.timeline) {
            return;
        }
        for (const Span &span : m_record.timeline->spans) {
            const QByteArray state = laneStateWord(span.state).toLatin1();
            QByteArray rest = R"(,"name":")" + state + R"(","cat":")" + state + R"(","cname":")"
                              + colorOf(span.state) + R"(","args":{"state":")" + state + '"';
            if (!span.object.isEmpty()) {
                rest += ",\"waits for\":" + quoted(span.object);
            }
            if (!span.holder.isEmpty()) {
                rest += ",\"holder\":" + quoted(span.holder);
            }
            if (span.line > 0) {
                rest += ",\"line\":" + QByteArray::number(span.line);
            }
            writeComplete(trackOf(span.lane), span.start, span.end, rest + "}}");
        }
    }

    void writeStalls()
    {
        for (const Stall &stall : m_record.gui.allStalls()) {
            const auto uncertain =
                    std::chrono::duration<double, std::milli>(stall.startUncertainty);
            writeComplete(loopTrack, stall.start, stall.start + stall.duration,
                          (stall.isApart ? R"(,"name":"frozen by a column","cat":"stall")"
                                         : R"(,"name":"frozen","cat":"stall")")
                                  + QByteArray(R"(,"cname":"terrible","args":{"what ran":)")
                                  + quoted(stall.what) + R"(,"start uncertain by ms":)"
                                  + QByteArray::number(uncertain.count()) + "}}");
        }
    }

    // By the clock, as all else here.
    void writePauses()
    {
        if (m_pauseTrack == 0) {
            return;
        }
        for (const Pause &span : m_record.timeline->pauses) {
            writeComplete(m_pauseTrack, span.begin, span.end.value_or(span.begin),
                          R"(,"name":"paused","cat":"pause","cname":"grey","args":)"
                          R"({"counts":"in no time of the run"}})");
        }
    }

    void writeLines()
    {
        if (!m_record.transcript) {
            return;
        }
        for (const TranscriptLine &line : *m_record.transcript) {
            const int track =
                    line.lane == noLane ? m_trackOfName.value(line.thread) : trackOf(line.lane);
            append(R"({"ph":"i","s":"t","pid":1,"tid":)" + QByteArray::number(track)
                   + ",\"ts\":" + microseconds(eighths(line.saidAt))
                   + R"(,"cat":"transcript","name":)" + quoted(line.text) + '}');
        }
    }

    void append(const QByteArray &event)
    {
        m_buffer += ",\n";
        m_buffer += event;
        if (m_buffer.size() > piece) {
            flush();
        }
    }

    bool flush()
    {
        m_isWritten = m_isWritten && m_device.write(m_buffer) == m_buffer.size();
        m_buffer.clear();
        return m_isWritten;
    }

    const RunRecord &m_record;
    QIODevice &m_device;
    const TimePoint m_start;
    QByteArray m_buffer;
    bool m_isWritten = true;
    int m_pauseTrack = 0; // 0: none
    QMap<QString, int> m_trackOfName;
    std::vector<std::int64_t> m_ends; // by track: of the last complete event, in eighths
};

} // namespace

bool writeTrace(const RunRecord &record, QIODevice &device)
{
    return TraceWriter(record, device).write();
}

QString whyTraceNotSaved(const QString &path, const QString &reason)
{
    return Trace::tr("The trace could not be written to %1: %2.").arg(path, reason);
}

std::optional<QString> saveTrace(const RunRecord &record, const QString &path,
                                 const std::stop_token &stop)
{
    const auto problem = saveFile(
            path, [&](QIODevice &device) { return writeTrace(record, device); }, stop);
    return problem ? std::optional(whyTraceNotSaved(path, *problem)) : std::nullopt;
}

} // namespace thaw
