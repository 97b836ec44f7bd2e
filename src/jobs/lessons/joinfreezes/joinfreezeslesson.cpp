// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/joinfreezes/joinfreezes.h"

#include "jobs/traced/promise.h"

#include <cmath>

namespace thaw {

void JoinFreezes::teach()
{
    countLines(14);
    EventLoopThread windows(context(), QStringLiteral("Window"));
    windows.start();
    // Whatever ends the window's loop: the refresher, which uses the window, ends before it.
    m_window =
            &windows.make<StandInWindow>(context(), m_refreshing, [this] { m_refresher.reset(); });
    const Measured joined = measure(windows, [this] { refreshAndJoin(); });
    const Measured signalled = measure(windows, [this] { refreshAndReturn(); });
    windows.quit();
    windows.wait(); // what a thread had of the cores is known when it has ended
    concludeFrom(joined, signalled);
}

JoinFreezes::Measured JoinFreezes::measure(EventLoopThread &windows,
                                           const std::function<void()> &click)
{
    const auto isClosed =
            std::make_shared<traced::Completion>(context(), tr("the window to be closed"));
    QMetaObject::Connection connection;
    windows.call([&] {
        connection = QObject::connect(m_window, &StandInWindow::closed, m_window,
                                      [isClosed] { isClosed->complete(); });
        m_window->open(click);
    });
    isClosed->wait(SourceLine::current());
    Measured measured;
    windows.call([&] {
        QObject::disconnect(connection);
        measured = {m_refreshTook, m_window->worstDelay(), m_window->ticks()};
    });
    return measured;
}

void JoinFreezes::measureRefresh()
{
    const auto began = context().activeTime();
    m_refreshing = true;
    refresh();
    m_refreshing = false;
    m_refreshTook = context().activeTime() - began;
}

void JoinFreezes::showNumbers()
{
    QStringList numbers;
    for (const int number : m_numbers) {
        numbers.append(QString::number(number));
    }
    say(tr("The window shows %1").arg(numbers.join(QLatin1String(", "))));
    m_window->close();
}

double JoinFreezes::milliseconds(std::chrono::nanoseconds time)
{
    return std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
}

void JoinFreezes::concludeFrom(const Measured &joined, const Measured &signalled)
{
    setFact("joined_delay_ms", milliseconds(joined.delay));
    setFact("joined_refresh_ms", milliseconds(joined.refresh));
    setFact("joined_ticks", joined.ticks);
    setFact("signalled_delay_ms", milliseconds(signalled.delay));
    setFact("signalled_refresh_ms", milliseconds(signalled.refresh));
    setFact("signalled_ticks", signalled.ticks);
    // By the clock's ticks first: a busy machine can keep the probe waiting, too.
    conclude({.isRight = joined.ticks == 0,
              .isShown =
                      signalled.ticks > 0 && isClearlyShorter(signalled.delay, signalled.refresh)},
             tr("Joined, the window was frozen for %1 ms of a refresh of %2 ms, and its clock "
                "ticked %3 times meanwhile; with a signal its longest delay was %4 ms, and its "
                "clock ticked %5 times.")
                     .arg(milliseconds(joined.delay))
                     .arg(milliseconds(joined.refresh))
                     .arg(joined.ticks)
                     .arg(milliseconds(signalled.delay))
                     .arg(signalled.ticks));
}

void JoinFreezesValues::declare(ParameterFields &fields)
{
    fields.add("number_ms", numberMs,
               {.label = JoinFreezes::tr("Time for a number"),
                .help = JoinFreezes::tr("How long each of the five numbers takes"),
                .least = 100,
                .most = 2000,
                .unit = QStringLiteral("ms")});
}

namespace {

QString expectedOf(const JoinFreezesValues & /*values*/)
{
    return JoinFreezes::tr(
            "Joined at once, the window is frozen for as long as the refresh takes, and its clock "
            "stands still. With a signal the same refresh delays it by a few milliseconds only.");
}

} // namespace

JobDescriptor joinFreezesLesson()
{
    return describeLesson<JoinFreezes>({
            .id = QStringLiteral("join-freezes"),
            .title = JoinFreezes::tr("Join freezes"),
            .summary = JoinFreezes::tr("Starting a thread and joining it at once gains nothing."),
            .chapter = Chapter::Costs,
            .unit = QStringLiteral("lines"),
            .goal = JoinFreezes::tr("A window stays alive only if it never waits for the thread "
                                    "that it has started: the thread tells it by a signal that it "
                                    "is done. Here an event loop on a thread of its own stands in "
                                    "for the window, and a probe measures how late it is."),
            .expected = expectedOf,
            .seconds = [](const JoinFreezesValues &values) { return values.numberMs / 100.0; },
    });
}

} // namespace thaw
