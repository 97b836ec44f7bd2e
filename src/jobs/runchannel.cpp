// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runchannel.h"

#include <utility>

namespace thaw {

RunChannel::RunChannel(std::function<void()> wake)
    : m_wake(std::move(wake))
{}

void RunChannel::wakeOnce()
{
    // The plain load first: a job that reports millions of times a second mustn't own the line.
    // Sequentially consistent, as the stores before it: else a report could miss take()'s reset.
    if (!m_awake.load() && !m_awake.exchange(true)) {
        m_wake();
    }
}

template <typename Change>
void RunChannel::append(Change change)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended) {
            return;
        }
        change();
    }
    wakeOnce();
}

void RunChannel::setProgress(Progress progress)
{
    if (m_total.load(std::memory_order_relaxed) != progress.total) {
        m_total.store(progress.total);
    }
    m_done.store(progress.done);
    wakeOnce();
}

void RunChannel::addProgress(std::int64_t done)
{
    m_done.fetch_add(done);
    wakeOnce();
}

void RunChannel::setStatus(QString status)
{
    append([&] { m_pending.status = std::move(status); });
}

void RunChannel::say(TranscriptLine line)
{
    append([&] {
        if (m_pending.lines.size() < lineCap) {
            m_pending.lines.push_back(std::move(line));
        } else {
            ++m_pending.linesDropped;
        }
    });
}

void RunChannel::setFact(const QString &name, const QJsonValue &value)
{
    append([&] { m_pending.facts.insert(name, value); });
}

void RunChannel::addThread(ThreadCost cost)
{
    append([&] { m_pending.threads.push_back(std::move(cost)); });
}

void RunChannel::end(RunEnd end)
{
    append([&] {
        m_pending.end = std::move(end);
        m_ended = true;
    });
}

RunUpdate RunChannel::take()
{
    // First the flag, then the content: a report that comes between them wakes once too often,
    // never once too few.
    m_awake.store(false);
    const std::lock_guard lock(m_mutex);
    RunUpdate update = std::exchange(m_pending, {});
    update.progress = {m_done.load(), m_total.load()};
    return update;
}

} // namespace thaw
