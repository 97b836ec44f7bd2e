// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/columnworker.h"

#include "jobs/engine/jobthread.h"
#include "probe/activity.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;
using Clock = ColumnSchedule::Clock;

ColumnMailbox::ColumnMailbox(const ColumnSettings &settings, QThread *home)
    : m_settings(settings)
    , m_home(home)
{}

ColumnSettings ColumnMailbox::settings() const
{
    const std::lock_guard lock(m_mutex);
    return m_settings;
}

void ColumnMailbox::setSettings(const ColumnSettings &settings)
{
    const std::lock_guard lock(m_mutex);
    m_settings = settings;
}

QThread *ColumnMailbox::home() const
{
    const std::lock_guard lock(m_mutex);
    return m_home;
}

void ColumnMailbox::setHome(QThread *home)
{
    const std::lock_guard lock(m_mutex);
    m_home = home;
}

void ColumnMailbox::put(ColumnRefresh refresh)
{
    const std::lock_guard lock(m_mutex);
    if (m_refreshes.size() == cap) {
        m_refreshes.erase(m_refreshes.begin());
    }
    m_refreshes.push_back(std::move(refresh));
}

std::vector<ColumnRefresh> ColumnMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_refreshes, {});
}

void ColumnMailbox::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
}

bool ColumnMailbox::stopped() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

bool ColumnMailbox::waitFor(std::chrono::nanoseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, time, [this] { return m_stopped; });
}

ColumnWorker::ColumnWorker(QString name, std::shared_ptr<ColumnMailbox> mailbox)
    : m_name(std::move(name))
    , m_mailbox(std::move(mailbox))
    , m_settings(m_mailbox->settings())
    , m_random(m_settings.seed ? *m_settings.seed : std::random_device()())
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ColumnWorker::tick);
    // Queued: emitted on the thread that was left, handled on the one that the worker lives on now.
    connect(this, &ColumnWorker::moved, this, &ColumnWorker::comply, Qt::QueuedConnection);
}

void ColumnWorker::comply()
{
    applySettings();
    if (!m_schedule) {
        m_schedule.emplace(Clock::now(), m_settings.period);
    }
    if (QThread *home = m_mailbox->home(); home == QThread::currentThread()) {
        aim();
    } else {
        m_timer.stop();     // it couldn't be stopped from here once the worker has moved
        moveToThread(home); // a thread pushes away what lives on it; nobody can pull
        Q_EMIT moved();
    }
}

void ColumnWorker::applySettings()
{
    const ColumnSettings settings = m_mailbox->settings();
    if (settings.seed && settings.seed != m_settings.seed) {
        m_random.seed(*settings.seed);
    }
    const bool newPeriod = settings.period != m_settings.period;
    m_settings = settings;
    if (newPeriod && m_schedule) {
        m_skippedBefore += m_schedule->skipped();
        m_schedule.reset();
    }
}

void ColumnWorker::halt()
{
    m_schedule.reset();
    m_timer.stop();
}

void ColumnWorker::aim()
{
    if (m_schedule) {
        m_breathers = 0;
        aimAt(m_schedule->next());
    }
}

void ColumnWorker::aimAt(Clock::time_point moment)
{
    const auto now = Clock::now();
    m_aim = std::max(moment, now);
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(m_aim - now));
}

// The other columns' refreshes and a job's freeze are what makes the GUI thread's timers late.
bool ColumnWorker::givesWay()
{
    const bool isOnGuiThread = thread() == QCoreApplication::instance()->thread();
    if (!isOnGuiThread || m_breathers == mostBreathers || Clock::now() - m_aim <= breather) {
        return false;
    }
    ++m_breathers;
    return true;
}

void ColumnWorker::tick()
{
    if (givesWay()) {
        aimAt(Clock::now() + breather);
    } else {
        refresh();
    }
}

void ColumnWorker::refresh()
{
    const Activity activity(m_name, Activity::Counting::Apart);
    work(m_settings);
    if (m_mailbox->stopped()) {
        return;
    }
    std::uniform_int_distribution<int> number(m_settings.lowest, m_settings.highest);
    ColumnRefresh refresh;
    refresh.numbers.resize(static_cast<std::size_t>(m_settings.count));
    std::ranges::generate(refresh.numbers, [&] { return number(m_random); });
    refresh.at = Clock::now();
    m_schedule->handled(refresh.at);
    refresh.refreshes = ++m_refreshes;
    refresh.skipped = m_skippedBefore + m_schedule->skipped();
    refresh.thread = currentThreadName();
    m_mailbox->put(std::move(refresh));
    aim();
    Q_EMIT refreshed();
}

void ColumnWorker::work(const ColumnSettings &settings)
{
    if (settings.workKind == ColumnWork::Waiting) {
        m_mailbox->waitFor(settings.work);
        return;
    }
    // Computing: the generator itself is the work; what it makes here isn't used.
    std::mt19937_64 busy(m_random());
    const auto end = Clock::now() + settings.work;
    while (Clock::now() < end && !m_mailbox->stopped()) {
        busy.discard(10'000);
    }
}

} // namespace thaw

#include "moc_columnworker.cpp"
