// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/monkey.h"

#include "monkey/confinement.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <cstdio>
#include <mutex>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr auto longestStall = 250ms;
constexpr auto patience = 1s; // with what is under way: a layout, a window that opens
// After it an event is taken to have opened a loop of its own, in which there are further events.
constexpr auto loopIsNested = 150ms;
constexpr int livesToLoadAll = 3;
constexpr std::int64_t mostGrowth = 32 << 20; // bytes, of caches

std::mutex warningsMutex; // protects warnings
QString warnings;

std::chrono::milliseconds toMilliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

} // namespace

void Monkey::warn(const QString &text)
{
    const std::lock_guard lock(warningsMutex);
    if (warnings.isEmpty()) {
        warnings = text;
    }
}

Monkey::Monkey(Plan plan)
    : m_plan(std::move(plan))
    , m_diary(m_plan.diary)
{
    connect(&m_heartbeat, &Heartbeat::beaten, this, &Monkey::judge);
}

Monkey::~Monkey() = default;

bool Monkey::run()
{
    if (!m_diary.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered)) {
        find(QStringLiteral("there is no room for a diary"));
    }
    while (!isOver() && !m_hasFound) {
        live();
    }
    std::printf(
            "%d events in %d windows; the longest stall of its own took %lld ms; %d stalls were "
            "not to be told: the machine was busy\n",
            m_done, m_lives, static_cast<long long>(toMilliseconds(m_worst).count()), m_untold);
    return !m_hasFound;
}

void Monkey::live()
{
    ++m_lives;
    m_life = std::make_unique<WindowLife>(m_plan.folders);
    connect(m_life.get(), &WindowLife::complained, this, &Monkey::find);
    m_heartbeat.start();
    schedule(0ms);
    QApplication::exec();
    ++m_turn; // whoever would make a step comes too late
    m_heartbeat.stop();
    m_gestures.letGo();
    if (m_hasFound) {
        return;
    }
    if (const auto left = m_life->end()) {
        find(*left);
        return;
    }
    m_life.reset();
    checkEnd();
}

// What is left of a window that is gone. Threads of Qt's own pools, and the servers' ends of
// connections, end a little later.
void Monkey::checkEnd()
{
    Held now = heldNow();
    for (int turn = 0; turn < 100 && m_before; ++turn) {
        if (now.children == 0 && now.threads <= m_before->threads
            && now.files.size() <= m_before->files.size()) {
            break;
        }
        QEventLoop loop;
        QTimer::singleShot(50ms, &loop, &QEventLoop::quit);
        loop.exec();
        now = heldNow();
    }
    if (now.children > 0) {
        find(QStringLiteral("%1 child processes outlive the window").arg(now.children));
    }
    for (const QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible()) {
            find(QStringLiteral("%1 outlives the window").arg(nameOf(widget)));
        }
    }
    if (m_lives <= livesToLoadAll) {
        m_before = now;
        return;
    }
    if (now.threads > m_before->threads) {
        find(QStringLiteral("threads %1, then %2").arg(m_before->threads).arg(now.threads));
    }
    if (now.files.size() > m_before->files.size()) {
        find(QStringLiteral("open files %1, then %2: %3")
                     .arg(m_before->files.size())
                     .arg(now.files.size())
                     .arg(now.files.join(QStringLiteral(", "))));
    }
    if (now.bytes > m_before->bytes + mostGrowth) {
        find(QStringLiteral("memory grows: %1 bytes, and %2 windows later %3")
                     .arg(m_before->bytes)
                     .arg(m_lives - livesToLoadAll)
                     .arg(now.bytes));
    }
}

void Monkey::schedule(std::chrono::milliseconds after)
{
    QTimer::singleShot(after, Qt::PreciseTimer, this, [this, turn = ++m_turn] {
        if (turn == m_turn) {
            step();
        }
    });
}

void Monkey::step()
{
    if (m_hasFound) {
        return;
    }
    if (const auto suspicion = problem()) {
        if (*suspicion != m_suspicion) {
            m_suspicion = *suspicion;
            m_suspected.start();
        } else if (m_suspected.hasExpired(std::chrono::milliseconds(patience).count())) {
            find(*suspicion);
            return;
        }
        schedule(50ms);
        return;
    }
    m_suspicion.clear();
    if (isOver()) {
        m_life->fixture().window->closeUnattended();
        schedule(200ms); // a job may have to end first
        return;
    }
    act();
}

void Monkey::act()
{
    std::seed_seq seeds{m_plan.seed, static_cast<unsigned>(m_done)};
    std::mt19937 random(seeds);
    const std::chrono::milliseconds pause(random() % 40 == 0 ? 300 : random() % 12);
    ++m_done;
    schedule(loopIsNested);
    const quint64 turn = m_turn;
    m_gestures.doOne(m_life->fixture(), random, [this](const QString &text) {
        m_diary.write(QStringLiteral("%1: %2\n").arg(m_done).arg(text).toUtf8());
    });
    if (turn != m_turn) {
        return; // it had a loop of its own, and others go on
    }
    confineTo(m_plan.folders.files);
    schedule(pause);
}

std::optional<QString> Monkey::problem()
{
    confineTo(m_plan.folders.files);
    {
        const std::lock_guard lock(warningsMutex);
        if (!warnings.isEmpty()) {
            return QStringLiteral("a warning of Qt's: ") + warnings;
        }
    }
    if (m_life->runsUnderWay() > 1) {
        return QStringLiteral("%1 runs at once").arg(m_life->runsUnderWay());
    }
    if (auto problem = focusProblem()) {
        return problem;
    }
    return placeProblem();
}

void Monkey::judge(const Heartbeat::Stall &stall)
{
    if (!m_life || m_life->hasFrozen()) {
        return;
    }
    if (stall.own() > longestStall && stall.isMachineBusy) {
        ++m_untold;
        return;
    }
    m_worst = std::max(m_worst, stall.own());
    if (stall.own() > longestStall) {
        find(QStringLiteral("a stall of %1 ms, for %2 ms of which there was no core")
                     .arg(toMilliseconds(stall.length).count())
                     .arg(toMilliseconds(stall.withoutCore).count()));
    }
}

void Monkey::find(const QString &what)
{
    if (!std::exchange(m_hasFound, true)) {
        std::printf("FOUND after event %d: %s\n", m_done, qUtf8Printable(what));
        std::fflush(stdout);
    }
    QCoreApplication::exit(1);
}

} // namespace thaw
