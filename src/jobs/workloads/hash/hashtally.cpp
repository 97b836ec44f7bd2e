// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/hashtally.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/workloads/hash/hashtext.h"

#include <QLocale>

#include <cmath>

namespace thaw {

HashTally::HashTally(JobContext &context)
    : m_context(context)
{}

void HashTally::fail(FailureKind kind, const QString &what, const QString &reason)
{
    m_context.say(HashText::tr("FAILED  %1: %2").arg(what, reason));
    const std::lock_guard lock(m_mutex);
    m_failures.add({kind, what, reason});
}

void HashTally::failUntold(FailureKind kind, std::int64_t count)
{
    if (count <= 0) {
        return;
    }
    m_context.say(
            HashText::tr("FAILED  and %1 more like this").arg(QLocale().toString(qint64{count})));
    const std::lock_guard lock(m_mutex);
    m_failures.addUntold(kind, count);
}

void HashTally::hashed(std::int64_t bytes)
{
    m_files.fetch_add(1, std::memory_order_relaxed);
    m_bytes.fetch_add(bytes, std::memory_order_relaxed);
}

bool HashTally::isTimeForStatus()
{
    using namespace std::chrono;
    constexpr std::int64_t interval = nanoseconds(milliseconds(100)).count();
    const std::int64_t now = nanoseconds(steady_clock::now().time_since_epoch()).count();
    std::int64_t next = m_nextStatus.load(std::memory_order_relaxed);
    return now >= next
           && m_nextStatus.compare_exchange_strong(next, now + interval, std::memory_order_relaxed);
}

void HashTally::startClock()
{
    m_began = m_context.activeTime();
}

void HashTally::setFacts()
{
    const std::chrono::duration<double> took = m_context.activeTime() - m_began;
    const double rate = took.count() > 0 ? static_cast<double>(m_bytes) / 1e6 / took.count() : 0;
    m_rate = std::round(rate * 10) / 10;
    m_failures.sort();
    m_context.setFact(QStringLiteral("bytes"), QJsonValue(qint64{m_bytes}));
    m_context.setFact(QStringLiteral("hashed"), QJsonValue(qint64{m_files}));
    m_context.setFact(QStringLiteral("failed"), m_failures.toJson());
    m_context.setFact(QStringLiteral("failed_count"), QJsonValue(qint64{m_failures.count()}));
    m_context.setFact(QStringLiteral("mb_per_s"), m_rate);
}

} // namespace thaw
