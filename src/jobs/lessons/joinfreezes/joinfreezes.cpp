// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/joinfreezes/joinfreezes.h"

#include <QRandomGenerator>

namespace thaw {

//! [lesson]
// Five numbers, and each takes its time.
void JoinFreezes::refresh()
{
    for (int &number : m_numbers) {
        sleep(std::chrono::milliseconds(values().numberMs));
        number = QRandomGenerator::global()->bounded(1, 101);
        say(tr("A number: %1").arg(number));
    }
}

// A click, as it is often answered: the refresh has a thread, but the window waits for its end.
// Until then the window handles no other event: it is frozen, as if there were no thread.
void JoinFreezes::refreshAndJoin()
{
    say(tr("A click: start the thread, and join it at once"));
    Thread refresher(context(), QStringLiteral("Refresher"), [this] { measureRefresh(); });
    refresher.start();
    refresher.wait();
    showNumbers();
}

// The cure: start the thread, and go back to the event loop. The last thing that the thread
// does is to emit a signal, which the window handles as one more event.
void JoinFreezes::refreshAndReturn()
{
    say(tr("A click: start the thread, and return"));
    m_refresher = std::make_unique<Thread>(context(), QStringLiteral("Refresher"), [this] {
        measureRefresh();
        Q_EMIT m_window->refreshed();
    });
    QObject::connect(m_window, &StandInWindow::refreshed, m_window, [this] {
        m_refresher->wait(); // it has nothing left to do: this join takes no time
        showNumbers();
    });
    m_refresher->start();
}
//! [lesson]

} // namespace thaw
