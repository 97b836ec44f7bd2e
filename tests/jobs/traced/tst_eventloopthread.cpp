// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/traced/eventloopthread.h"
#include "jobs/traced/tracedharness.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <exception>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include <pthread.h>

using namespace thaw;
using namespace std::chrono_literals;
using traced::EventLoopThread;

namespace {

/// Says when and where it was destroyed.
class Inhabitant : public QObject
{
public:
    Inhabitant(QString name, QStringList &destroyed)
        : m_name(std::move(name))
        , m_destroyed(destroyed)
    {}
    ~Inhabitant() override
    {
        m_destroyed.append(QStringLiteral("%1 on %2").arg(m_name, currentThreadName()));
    }

private:
    const QString m_name;
    QStringList &m_destroyed;
};

/// Takes a while to be destroyed.
class SlowlyDestroyed : public QObject
{
public:
    SlowlyDestroyed(std::atomic<bool> &isAt, const std::atomic<bool> &mayEnd)
        : m_isAt(isAt)
        , m_mayEnd(mayEnd)
    {}
    ~SlowlyDestroyed() override
    {
        m_isAt = true;
        while (!m_mayEnd) {
            std::this_thread::sleep_for(1ms);
        }
    }

private:
    std::atomic<bool> &m_isAt;
    const std::atomic<bool> &m_mayEnd;
};

/// Of it and of its children, on the calling thread.
qsizetype timersOf(QObject &object)
{
    const QAbstractEventDispatcher *here = QThread::currentThread()->eventDispatcher();
    qsizetype count = here->registeredTimers(&object).size();
    for (QObject *child : object.findChildren<QObject *>()) {
        count += here->registeredTimers(child).size();
    }
    return count;
}

} // namespace

class TestEventLoopThread : public QObject
{
    Q_OBJECT
    std::unique_ptr<TracedHarness> m_run;

    static QString name() { return QStringLiteral("Looper"); }
    [[nodiscard]] JobContext &context() { return m_run->context(); }
    [[nodiscard]] QString failure()
    {
        const std::exception_ptr failure = RunAccess(context()).failure();
        try {
            failure ? std::rethrow_exception(failure) : void();
        } catch (const std::exception &error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private Q_SLOTS:
    void init() { m_run = std::make_unique<TracedHarness>(); }

    void handlesEventsWhenTheStartReturns()
    {
        EventLoopThread loop(context(), name());
        loop.start();
        QVERIFY(loop.isRunning());
        QString inThaw;
        QString inSystem;
        loop.call([&] {
            inThaw = currentThreadName();
            char text[32] = {};
            pthread_getname_np(pthread_self(), text, sizeof text);
            inSystem = QString::fromUtf8(text);
        });
        QCOMPARE(inThaw, name());
        QCOMPARE(inSystem, name());
        loop.quit();
        loop.wait();
        QVERIFY(!loop.isRunning());
    }

    void callsWhatIsPostedInItsOrder()
    {
        QString order;
        EventLoopThread loop(context(), name());
        loop.start();
        loop.post([&] { order += QLatin1Char('a'); });
        loop.post([&] {
            order += QLatin1Char('b');
            loop.call([&] { order += QLatin1Char('c'); }); // there already: at once
        });
        loop.call([&] { order += QLatin1Char('d'); });
        QCOMPARE(order, QStringLiteral("abcd"));
    }

    void waitsForTheNextEventOrRuns()
    {
        EventLoopThread loop(context(), name());
        loop.start();
        const auto waiting = m_run->await(name(), LaneState::Waiting);
        QVERIFY(waiting);
        QCOMPARE(waiting->object, QStringLiteral("the next event"));
        std::atomic<bool> mayEnd = false;
        loop.post([&] {
            while (!mayEnd) {
                std::this_thread::sleep_for(1ms);
            }
        });
        QVERIFY(m_run->await(name(), LaneState::Running));
        mayEnd = true;
        loop.call([&] { context().sleep(5ms); });
        QVERIFY(m_run->await(name(), LaneState::Waiting));
        QCOMPARE(m_run->spans(name(), LaneState::Sleeping).size(), std::size_t{1});
    }

    void theStartAndACallAreWaits()
    {
        m_run->start(QStringLiteral("Owner"), [&] {
            EventLoopThread loop(context(), name());
            loop.start();
            loop.call([] { std::this_thread::sleep_for(5ms); });
            loop.quit();
            loop.wait();
        });
        m_run->finish();
        const auto waits = m_run->spans(QStringLiteral("Owner"), LaneState::Waiting);
        QCOMPARE(waits.size(), std::size_t{3});
        QCOMPARE(waits[0].object, QStringLiteral("the loop of Looper"));
        QCOMPARE(waits[1].object, QStringLiteral("the loop of Looper"));
        QCOMPARE(waits[2].object, QStringLiteral("the end of Looper"));
    }

    // What is thrown in the loop: by something posted, by the slot of an object that was made
    // there, by that of one that was adopted, and by that of a child that came later.
    void anExceptionFailsTheRunAndIsNeverQts_data()
    {
        QTest::addColumn<QString>("by");
        for (const char *by : {"post", "call", "made", "adopted", "child"}) {
            QTest::newRow(by) << QString::fromLatin1(by);
        }
    }
    void anExceptionFailsTheRunAndIsNeverQts()
    {
        QFETCH(QString, by);
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        const auto fail = [] { throw std::runtime_error("out of paper"); };
        QTimer own;
        EventLoopThread loop(context(), name());
        loop.start();
        if (by == QLatin1String("post")) {
            loop.post(fail);
        } else if (by == QLatin1String("call")) {
            QVERIFY_THROWS_EXCEPTION(Canceled, loop.call(fail));
        } else if (by == QLatin1String("made")) {
            auto &timer = loop.make<QTimer>();
            loop.call([&] {
                QObject::connect(&timer, &QTimer::timeout, &timer, fail);
                timer.start(1ms);
            });
        } else if (by == QLatin1String("adopted")) {
            QObject::connect(&own, &QTimer::timeout, &own, fail);
            own.start(1ms);
            loop.adopt(own);
        } else {
            auto &parent = loop.make<QObject>();
            loop.call([&] {
                auto *timer = new QTimer(&parent);
                QObject::connect(timer, &QTimer::timeout, timer, fail);
                timer->start(1ms);
            });
        }
        QTRY_VERIFY(!loop.isRunning());
        QCOMPARE(failure(), QStringLiteral("out of paper"));
        QCOMPARE(m_run->control().stopReason(), StopReason::JobFailed);
    }

    void aCanceledHandlerEndsTheLoopAndIsNoFailure()
    {
        EventLoopThread loop(context(), name());
        loop.start();
        loop.post([&] {
            for (;;) {
                context().sleep(1ms);
            }
        });
        QVERIFY(m_run->await(name(), LaneState::Sleeping));
        m_run->control().requestStop(StopReason::User);
        QTRY_VERIFY(!loop.isRunning());
        QVERIFY(!RunAccess(context()).failure());
    }

    // Nothing goes on in the loop, so nothing there notices.
    void isQuitWhenTheRunIsCanceled()
    {
        m_run->start(QStringLiteral("Owner"), [&] {
            EventLoopThread loop(context(), name());
            loop.start();
            loop.wait();
        });
        QVERIFY(m_run->await(QStringLiteral("Owner"), LaneState::Waiting));
        QVERIFY(m_run->cancel() < promptly);
        QCOMPARE(m_run->canceled(), 1);
    }

    void isQuitWhenAnExceptionDestroysIt()
    {
        const auto lesson = [&] {
            EventLoopThread loop(context(), name());
            loop.start();
            throw std::runtime_error("left");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, lesson());
        QCOMPARE(m_run->control().stopReason(), StopReason::JobFailed);
    }

    void aLoopInACallIsQuitToo()
    {
        m_run->start(QStringLiteral("Owner"), [&] {
            EventLoopThread loop(context(), name());
            loop.start();
            loop.call([] { QEventLoop().exec(); });
        });
        QVERIFY(m_run->await(name(), LaneState::Running));
        m_run->control().requestStop(StopReason::User);
        QTest::qWait(20); // the owner's wait has seen it, and waits for what has begun
        QVERIFY(m_run->cancel() < promptly);
        QCOMPARE(m_run->canceled(), 1);
    }

    void anAdoptedObjectLivesThereAndComesBackWithItsTimersStopped()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QObject object;
        auto *timer = new QTimer(&object);
        QStringList tickedOn;
        std::atomic<int> ticks = 0;
        QObject::connect(timer, &QTimer::timeout, &object, [&] {
            tickedOn.append(currentThreadName());
            ++ticks;
        });
        {
            EventLoopThread loop(context(), name());
            loop.start();
            loop.adopt(object);
            QVERIFY(object.thread() != QThread::currentThread());
            loop.call([&] {
                timer->start(1ms);
                object.startTimer(1ms);
            });
            QTRY_VERIFY(ticks >= 3);
        }
        QCOMPARE(object.thread(), QThread::currentThread());
        QVERIFY(!timer->isActive());
        QCoreApplication::processEvents();
        QCOMPARE(timersOf(object), 0);
        tickedOn.removeDuplicates();
        QCOMPARE(tickedOn, QStringList{name()});
    }

    // It was running before, and goes on there.
    void aTimerThatRunsIsAdoptedRunning()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QTimer timer;
        std::atomic<int> ticks = 0;
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] { ++ticks; });
        timer.start(1ms);
        EventLoopThread loop(context(), name());
        loop.start();
        loop.adopt(timer);
        QTRY_VERIFY(ticks >= 3);
    }

    // What lets its timers go on in the loop is queued still when the loop ends.
    void aTimerThatIsAdoptedAtTheLoopsEndDoesNotGoOnElsewhere()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QObject object;
        auto *timer = new QTimer(&object);
        timer->start(1ms);
        object.startTimer(1ms);
        QCOMPARE(timersOf(object), 2);
        EventLoopThread loop(context(), name());
        loop.start();
        loop.post([&, home = QThread::currentThread()] {
            while (object.thread() == home) {
                std::this_thread::sleep_for(1ms);
            }
            loop.quit();
        });
        QVERIFY(m_run->await(name(), LaneState::Running)); // what comes now is handled at the end
        loop.adopt(object);
        loop.wait();
        QCOMPARE(object.thread(), QThread::currentThread());
        QVERIFY(!timer->isActive());
        QCoreApplication::processEvents();
        QCOMPARE(timersOf(object), 0);
    }

    void whatIsQueuedForAnAdoptedObjectIsCalledInTheLoop()
    {
        QObject object;
        QString calledOn;
        EventLoopThread loop(context(), name());
        loop.start();
        loop.adopt(object);
        loop.call([&] {
            loop.quit();
            QMetaObject::invokeMethod(
                    &object, [&] { calledOn = currentThreadName(); }, Qt::QueuedConnection);
        });
        loop.wait();
        QCOMPARE(calledOn, name());
    }

    void anObjectIsAdoptedInTheLoopItself()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        std::unique_ptr<QTimer> timer;
        EventLoopThread loop(context(), name());
        loop.start();
        loop.call([&] {
            timer = std::make_unique<QTimer>();
            QObject::connect(timer.get(), &QTimer::timeout, timer.get(),
                             [] { throw std::runtime_error("out of paper"); });
            loop.adopt(*timer);
            timer->start(1ms);
        });
        QTRY_VERIFY(!loop.isRunning());
        QCOMPARE(failure(), QStringLiteral("out of paper"));
        QVERIFY(!timer->isActive());
    }

    void anObjectIsNotMovedWhereNothingIsCalled_data()
    {
        QTest::addColumn<bool>("hasEnded");
        QTest::newRow("before the start") << false;
        QTest::newRow("after the end") << true;
    }
    void anObjectIsNotMovedWhereNothingIsCalled()
    {
        QFETCH(bool, hasEnded);
        QObject object;
        EventLoopThread loop(context(), name());
        if (hasEnded) {
            loop.start();
            loop.quit();
            loop.wait();
        }
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, loop.adopt(object));
        QCOMPARE(object.thread(), QThread::currentThread());
    }

    // As many as come before the end are adopted and come back; the others stay.
    void anObjectIsNeverLeftOnAThreadThatHasEnded()
    {
        for (int turn = 0; turn < 100; ++turn) {
            TracedHarness run;
            QObject object;
            EventLoopThread loop(run.context(), name());
            loop.start();
            std::thread quitter([&] { loop.quit(); });
            try {
                loop.adopt(object);
            } catch (const std::runtime_error &) {
                QCOMPARE(object.thread(), QThread::currentThread());
            }
            loop.wait();
            quitter.join();
            QCOMPARE(object.thread(), QThread::currentThread());
        }
    }

    void anObjectComesBackFromACanceledRun()
    {
        std::atomic<bool> isBack = false;
        m_run->start(QStringLiteral("Owner"), [&] {
            QObject object;
            try {
                EventLoopThread loop(context(), name());
                loop.start();
                loop.post([&] {
                    for (;;) {
                        context().sleep(1ms);
                    }
                });
                loop.adopt(object);
            } catch (const Canceled &) {
                isBack = object.thread() == QThread::currentThread();
                throw;
            }
        });
        QVERIFY(m_run->await(QStringLiteral("Owner"), LaneState::Waiting));
        QVERIFY(m_run->await(name(), LaneState::Sleeping));
        QVERIFY(m_run->cancel() < promptly);
        QCOMPARE(m_run->canceled(), 1);
        QVERIFY(isBack);
    }

    void destroysOnItsThreadWhatItMadeLastFirst()
    {
        QStringList destroyed;
        {
            EventLoopThread loop(context(), name());
            loop.start();
            loop.make<Inhabitant>(QStringLiteral("the first"), destroyed);
            loop.make<Inhabitant>(QStringLiteral("the second"), destroyed);
        }
        QCOMPARE(destroyed, (QStringList{QStringLiteral("the second on Looper"),
                                         QStringLiteral("the first on Looper")}));
    }

    void destroysNothingTwice()
    {
        QStringList destroyed;
        {
            EventLoopThread loop(context(), name());
            loop.start();
            auto &deleted = loop.make<Inhabitant>(QStringLiteral("the deleted"), destroyed);
            auto &child = loop.make<Inhabitant>(QStringLiteral("the child"), destroyed);
            auto &parent = loop.make<Inhabitant>(QStringLiteral("the parent"), destroyed);
            loop.call([&] {
                child.setParent(&parent);
                deleted.deleteLater();
            });
            bool isGone = false;
            while (!isGone) {
                loop.call([&] { isGone = !destroyed.isEmpty(); });
            }
        }
        QCOMPARE(destroyed, (QStringList{QStringLiteral("the deleted on Looper"),
                                         QStringLiteral("the parent on Looper"),
                                         QStringLiteral("the child on Looper")}));
    }

    // Also after a call that was posted before the end and came after it.
    void runsWhileItDestroysWhatItMade()
    {
        std::atomic<bool> isAt = false;
        std::atomic<bool> mayEnd = false;
        std::atomic<bool> isPosted = false;
        EventLoopThread loop(context(), name());
        loop.start();
        loop.make<SlowlyDestroyed>(isAt, mayEnd);
        loop.post([&] {
            while (!isPosted) {
                std::this_thread::sleep_for(1ms);
            }
        });
        QVERIFY(m_run->await(name(), LaneState::Running));
        loop.post([] {});
        loop.quit();
        isPosted = true;
        QTRY_VERIFY(isAt);
        const auto running = m_run->await(name(), LaneState::Running);
        mayEnd = true;
        QVERIFY(running);
    }

    void whatWasPostedBeforeTheEndIsCalled()
    {
        std::atomic<bool> mayEnd = false;
        std::atomic<int> called = 0;
        EventLoopThread loop(context(), name());
        loop.start();
        loop.post([&] {
            while (!mayEnd) {
                std::this_thread::sleep_for(1ms);
            }
        });
        loop.post([&] { ++called; });
        loop.quit();
        mayEnd = true;
        loop.wait();
        QCOMPARE(called.load(), 1);
        loop.post([&] { ++called; });
        QCOMPARE(called.load(), 1);
    }

    void refusesACallAfterItsEnd()
    {
        EventLoopThread loop(context(), name());
        loop.start();
        loop.quit();
        loop.wait();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, loop.call([] {}));
    }

    void saysThatItTakesNoCallBeforeItsStart()
    {
        EventLoopThread loop(context(), name());
        QString reason;
        try {
            loop.call([] {});
        } catch (const std::runtime_error &error) {
            reason = QString::fromUtf8(error.what());
        }
        QCOMPARE(reason, QStringLiteral("The event loop of Looper takes no calls before it has "
                                        "been started."));
    }

    void refusesASecondStart()
    {
        EventLoopThread loop(context(), name());
        loop.start();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, loop.start());
    }

    void needNotBeStarted() { const EventLoopThread loop(context(), name()); }

    void aStepInTheLoopIsHeldUpByAPause()
    {
        std::atomic<bool> ended = false;
        EventLoopThread loop(context(), name());
        loop.start();
        m_run->control().pause();
        loop.post([&] {
            context().point();
            ended = true;
        });
        QVERIFY(m_run->standsStillInAPause(ended));
        QTRY_VERIFY(ended);
    }
};

QTEST_GUILESS_MAIN(TestEventLoopThread)
#include "tst_eventloopthread.moc"
