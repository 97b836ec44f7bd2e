// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/floodrun.h"

#include <QDir>
#include <QTest>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace thaw {

FloodRun::FloodRun(const char *channel, const QString &placement)
    : m_placement(placement)
    , m_values(m_job.parameters.defaults())
{
    set("channel", channel);
}

FloodRun &FloodRun::set(const char *name, const QByteArray &text)
{
    if (const auto error = m_job.parameters.set(m_values, QString::fromLatin1(name), text)) {
        throw std::invalid_argument(error->toStdString());
    }
    return *this;
}

void FloodRun::start()
{
    m_run = std::make_unique<Run>(RunRequest{&m_job, m_placements.find(m_placement), m_values, {}});
    m_feed = std::dynamic_pointer_cast<FloodFeed>(m_run->feed());
    m_run->start();
}

void FloodRun::finish()
{
    if (!m_run) {
        start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), Run::State::Ended, 100'000);
}

QString FloodRun::problem() const
{
    if (outcome() != OutcomeKind::Finished) {
        return QStringLiteral("not finished: ") + m_run->outcome()->reason;
    }
    if (!m_run->facts().value(QLatin1StringView("checksum_ok")).toBool()) {
        return QStringLiteral("the checksums differ");
    }
    qint64 received = 0;
    for (const FloodCell &cell : m_feed->cells()) {
        received += static_cast<qint64>(cell.tally.count);
    }
    if (fact("lost") != 0 || fact("produced") != received) {
        return QStringLiteral("samples were lost");
    }
    if (fact("delivered") + fact("backlog") != received || fact("delivered") < 0
        || fact("backlog") < 0) {
        return QStringLiteral("what was delivered and the backlog don't add up");
    }
    if (m_run->progress().done != received || m_run->progress().total != received) {
        return QStringLiteral("the progress isn't what was produced");
    }
    return {};
}

void FloodRun::awaitWithoutLoop(const std::function<bool()> &condition)
{
    const auto until = Run::Clock::now() + std::chrono::minutes(1);
    while (!condition() && Run::Clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

int FloodRun::threads()
{
    return static_cast<int>(QDir(QStringLiteral("/proc/self/task"))
                                    .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                    .size());
}

} // namespace thaw
