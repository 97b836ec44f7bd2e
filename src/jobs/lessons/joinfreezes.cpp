// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/runaccess.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/thread.h"
#include "probe/probe.h"

#include <QEvent>
#include <QEventLoop>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Thread;

/// What is left of a window when it is on a thread of its own and shows nothing: an event loop,
/// a clock that ticks in it, and a probe on it. Made, used and destroyed on that thread; only the
/// signal is emitted on another.
class StandInWindow : public QObject
{
    Q_OBJECT
public:
    explicit StandInWindow(JobContext &context)
        : m_context(context)
    {
        connect(&m_probe, &Probe::recorded, &m_loop, [this](const Recording &recording) {
            m_worst = recording.delays.max();
            m_loop.quit();
        });
    }

    /// Handles events, `click` as the first but for a few ticks, until it has been closed. Throws
    /// Canceled when the run must stop, and also if it stops because something failed.
    void run(std::function<void()> click)
    {
        m_click = std::move(click);
        beginRecording();
        startTimer(10ms, Qt::PreciseTimer);
        const LaneStateScope waiting(LaneState::Waiting, nextEvent());
        m_loop.exec();
        m_context.throwIfStopped();
    }
    /// The loop ends when it has handled what is in its queue.
    void close() { m_probe.endRecording(); }

    /// Ticks of the clock that are handled while `counting` is set are counted.
    void countTicks(const std::atomic<bool> &counting) { m_counting = &counting; }
    [[nodiscard]] int ticks() const { return m_ticks; }
    /// The worst delay of an event of the loop. A pause of the run counts as little as elsewhere.
    [[nodiscard]] std::chrono::nanoseconds worstDelay() const
    {
        return std::max(m_worst - m_longestPause, 0ns);
    }

Q_SIGNALS:
    void refreshed();

protected:
    // An exception must not leave a slot into Qt's loop: it ends the window and the run.
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::MetaCall) {
            return QObject::event(event);
        }
        const auto pausedBefore = RunAccess(m_context).pausedTime();
        enter(LaneState::Running, {});
        try {
            QObject::event(event);
        } catch (const Canceled &) {
            m_loop.quit();
        } catch (...) {
            RunAccess(m_context).fail(std::current_exception());
            m_loop.quit();
        }
        enter(LaneState::Waiting, nextEvent());
        m_longestPause = std::max(m_longestPause, RunAccess(m_context).pausedTime() - pausedBefore);
        return true;
    }
    void timerEvent(QTimerEvent * /*event*/) override
    {
        constexpr int ticksBefore = 3; // so that the probe has begun to ping
        if (m_context.stopRequested()) {
            m_loop.quit();
        } else if (++m_allTicks == ticksBefore) {
            QMetaObject::invokeMethod(this, m_click, Qt::QueuedConnection);
        }
        m_ticks += m_counting && *m_counting ? 1 : 0;
    }

private:
    void beginRecording()
    {
        try {
            m_probe.beginRecording();
        } catch (const std::system_error &) {
            throw std::runtime_error(
                    tr("The system refused the window's probe its thread; close other programs or "
                       "raise the limits of processes and memory.")
                            .toStdString());
        }
    }
    [[nodiscard]] static QString nextEvent() { return tr("the next event"); }
    static void enter(LaneState state, const QString &object)
    {
        if (LaneTracer *tracer = LaneTracer::current()) {
            tracer->enter(state, object);
        }
    }

    JobContext &m_context;
    QEventLoop m_loop;
    Probe m_probe;
    std::function<void()> m_click;
    const std::atomic<bool> *m_counting = nullptr;
    int m_allTicks = 0;
    int m_ticks = 0;
    std::chrono::nanoseconds m_worst{};
    std::chrono::nanoseconds m_longestPause{};
};

class JoinFreezes : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JoinFreezes)
public:
    explicit JoinFreezes(const ParameterValues &values)
        : Lesson(values)
        , m_each(values[QStringLiteral("number_ms")].toInt())
    {}

private:
    //! [lesson]
    // Five numbers, and each takes its time.
    void refresh()
    {
        for (int &number : m_numbers) {
            sleep(m_each);
            number = QRandomGenerator::global()->bounded(1, 101);
            say(tr("A number: %1").arg(number));
        }
    }

    // A click, as it is often answered: the refresh has a thread, but the window waits for its end.
    // Until then the window handles no other event: it is frozen, as if there were no thread.
    void refreshAndJoin()
    {
        say(tr("A click: start the thread, and join it at once"));
        Thread refresher(context(), QStringLiteral("Refresher"), [this] { measureRefresh(); });
        refresher.start();
        refresher.wait();
        showNumbers();
    }

    // The cure: start the thread, and go back to the event loop. The last thing that the thread
    // does is to emit a signal, which the window handles as one more event.
    void refreshAndReturn()
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

    struct Measured
    {
        std::chrono::nanoseconds refresh{}; // its own length
        std::chrono::nanoseconds delay{};   // the worst of the window
        int ticks = 0;                      // of the window's clock during the refresh
    };

    void teach() override
    {
        countLines(14);
        Measured joined;
        Measured signalled;
        Thread windows(context(), QStringLiteral("Window"), [&] {
            joined = openWindow([this] { refreshAndJoin(); });
            signalled = openWindow([this] { refreshAndReturn(); });
        });
        windows.start();
        windows.wait();
        concludeFrom(joined, signalled);
    }

    // On the window's thread.
    Measured openWindow(std::function<void()> click)
    {
        StandInWindow window(context());
        m_window = &window;
        window.countTicks(m_refreshing);
        try {
            window.run(std::move(click));
        } catch (const Canceled &) {
            m_refresher.reset();
            throw;
        }
        m_refresher.reset();
        return {m_refreshTook, window.worstDelay(), window.ticks()};
    }

    void measureRefresh()
    {
        const auto began = context().activeTime();
        m_refreshing = true;
        refresh();
        m_refreshing = false;
        m_refreshTook = context().activeTime() - began;
    }

    void showNumbers()
    {
        QStringList numbers;
        for (const int number : m_numbers) {
            numbers.append(QString::number(number));
        }
        say(tr("The window shows %1").arg(numbers.join(QLatin1String(", "))));
        m_window->close();
    }

    static double milliseconds(std::chrono::nanoseconds time)
    {
        return std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
    }

    void concludeFrom(const Measured &joined, const Measured &signalled)
    {
        setFact("joined_delay_ms", milliseconds(joined.delay));
        setFact("joined_refresh_ms", milliseconds(joined.refresh));
        setFact("joined_ticks", joined.ticks);
        setFact("signalled_delay_ms", milliseconds(signalled.delay));
        setFact("signalled_refresh_ms", milliseconds(signalled.refresh));
        setFact("signalled_ticks", signalled.ticks);
        // By the clock's ticks first: a busy machine can keep the probe waiting, too.
        conclude({.isRight = joined.ticks == 0,
                  .isShown = signalled.ticks > 0
                             && isClearlyShorter(signalled.delay, signalled.refresh)},
                 tr("Joined, the window was frozen for %1 ms of a refresh of %2 ms, and its clock "
                    "ticked %3 times meanwhile; with a signal its longest delay was %4 ms, and its "
                    "clock ticked %5 times.")
                         .arg(milliseconds(joined.delay))
                         .arg(milliseconds(joined.refresh))
                         .arg(joined.ticks)
                         .arg(milliseconds(signalled.delay))
                         .arg(signalled.ticks));
    }

    const std::chrono::milliseconds m_each;
    StandInWindow *m_window = nullptr;        // the one that is open; the window thread's
    std::unique_ptr<Thread> m_refresher;      // the window thread's
    std::array<int, 5> m_numbers{};           // the refresher's, until it has been joined
    std::chrono::nanoseconds m_refreshTook{}; // as above
    std::atomic<bool> m_refreshing = false;
};

} // namespace

JobDescriptor joinFreezesLesson()
{
    return {
            .id = QStringLiteral("join-freezes"),
            .title = JoinFreezes::tr("Join freezes"),
            .summary = JoinFreezes::tr("Starting a thread and joining it at once gains nothing."),
            .icon = QStringLiteral("job-join-freezes"),
            .chapter = chapterName(Chapter::Costs),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("number_ms"),
                     .type = ParameterType::Integer,
                     .label = JoinFreezes::tr("Time for a number"),
                     .help = JoinFreezes::tr("How long each of the five numbers takes"),
                     .initial = qlonglong{400},
                     .least = 100,
                     .most = 2000,
                     .unit = QStringLiteral("ms")},
            }),
            .duration =
                    [](const ParameterValues &values) {
                        return pacedDuration(
                                values, 10 * values[QStringLiteral("number_ms")].toDouble() / 1000);
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<JoinFreezes>(values);
                    },
            .lesson = LessonTexts{.goal = JoinFreezes::tr("A window stays alive only if it never "
                                                          "waits for the thread that it "
                                                          "has started: the thread tells it by a "
                                                          "signal that it is done. Here "
                                                          "an event loop on a thread of its own "
                                                          "stands in for the window, and a "
                                                          "probe measures how late it is."),
                                  .expected =
                                          [](const ParameterValues & /*values*/) {
                                              return JoinFreezes::tr("Joined at once, the window "
                                                                     "is frozen for as long as the "
                                                                     "refresh takes, and its clock "
                                                                     "stands still. With a signal "
                                                                     "the same refresh delays it "
                                                                     "by a few milliseconds only.");
                                          }},
    };
}

} // namespace thaw

#include "joinfreezes.moc"
