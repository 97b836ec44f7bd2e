// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracecheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <cmath>

namespace thaw {

CheckedTrace::CheckedTrace(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        m_problem = error.errorString();
        return;
    }
    m_trace = document.object();
    if (!m_trace[QStringLiteral("traceEvents")].isArray()) {
        m_problem = QStringLiteral("no array traceEvents");
        return;
    }
    for (const QJsonValue &value : m_trace[QStringLiteral("traceEvents")].toArray()) {
        if (!check(value.toObject())) {
            m_problem += QString::fromUtf8(QJsonDocument(value.toObject()).toJson());
            return;
        }
    }
    checkTracks();
}

std::vector<QJsonObject> CheckedTrace::events(int track, const char *phase) const
{
    const auto found = m_events.find({track, QLatin1StringView(phase)});
    return found == m_events.end() ? std::vector<QJsonObject>() : found->second;
}

QJsonObject CheckedTrace::about() const
{
    return m_trace[QStringLiteral("otherData")].toObject();
}

std::size_t CheckedTrace::spans() const
{
    std::size_t count = 0;
    for (const auto &[key, events] : m_events) {
        count += key.second == QLatin1StringView("X") ? events.size() : 0;
    }
    return count;
}

bool CheckedTrace::isTime(const QJsonValue &value)
{
    return value.isDouble() && std::isfinite(value.toDouble()) && value.toDouble() >= 0;
}

bool CheckedTrace::check(const QJsonObject &event)
{
    const QString phase = event[QStringLiteral("ph")].toString();
    const int tid = event[QStringLiteral("tid")].toInt(-1);
    const QString name = event[QStringLiteral("name")].toString();
    if (!event[QStringLiteral("pid")].isDouble() || tid < 1
        || !event[QStringLiteral("name")].isString()) {
        return fail("pid, tid or name is missing: ");
    }
    const QJsonObject args = event[QStringLiteral("args")].toObject();
    if (phase == QStringLiteral("M")) {
        return checkName(tid, name, args);
    }
    if (phase == QStringLiteral("X")) {
        if (!isTime(event[QStringLiteral("ts")]) || !isTime(event[QStringLiteral("dur")])
            || args.isEmpty() || name.isEmpty()) {
            return fail("a complete event lacks ts, dur, name or args: ");
        }
    } else if (phase != QStringLiteral("i") || !isTime(event[QStringLiteral("ts")])
               || event[QStringLiteral("s")] != QStringLiteral("t")) {
        return fail("no instant of a thread: ");
    }
    m_events[{tid, phase}].push_back(event);
    return true;
}

bool CheckedTrace::checkName(int tid, const QString &name, const QJsonObject &args)
{
    const QString text = args[QStringLiteral("name")].toString();
    if (name == QStringLiteral("process_name")) {
        return !text.isEmpty() || fail("a process without a name: ");
    }
    if (name == QStringLiteral("thread_name")) {
        const bool isNew = !m_names.contains(tid);
        m_names.insert(tid, text);
        return (isNew && !text.isEmpty()) || fail("a thread named twice, or not at all: ");
    }
    m_sorted.insert(tid, args[QStringLiteral("sort_index")].toInt(-1));
    return (name == QStringLiteral("thread_sort_index") && m_sorted.value(tid) >= 0)
           || fail("an unknown name of metadata, or no index: ");
}

void CheckedTrace::checkTracks()
{
    for (const auto &[key, events] : m_events) {
        if (m_names.value(key.first).isEmpty() || !m_sorted.contains(key.first)) {
            m_problem = QStringLiteral("track %1 has no name or index").arg(key.first);
            return;
        }
        std::vector<double> ends; // of those that are open
        double last = 0;
        for (const QJsonObject &event : events) {
            const double start = event[QStringLiteral("ts")].toDouble();
            const double end = start + event[QStringLiteral("dur")].toDouble();
            while (!ends.empty() && ends.back() <= start) {
                ends.pop_back();
            }
            if (start < last || (!ends.empty() && end > ends.back())) {
                m_problem = QStringLiteral("track %1 is not well-nested at %2 us")
                                    .arg(key.first)
                                    .arg(start);
                return;
            }
            ends.push_back(end);
            last = start;
        }
    }
}

bool CheckedTrace::fail(const char *why)
{
    m_problem = QString::fromLatin1(why);
    return false;
}

} // namespace thaw
