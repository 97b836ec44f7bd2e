// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/traced/eventloopthread.h"
#include "jobs/traced/tracedharness.h"

#include <QEventLoop>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <exception>
#include <memory>
#include <stdexcept>

#include <pthread.h>

using namespace thaw;
using namespace std::chrono_literals;
using traced::EventLoopThread;

namespace {

/// Says where it was destroyed.
class Inhabitant : public QObject
{
public:
    explicit Inhabitant(QString &destroyedOn)
        : m_destroyedOn(destroyedOn)
    {}
    ~Inhabitant() override { m_destroyedOn = currentThreadName(); }

private:
    QString &m_destroyedOn;
};

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

    void destroysWhatItMadeOnItsThread()
    {
        QString first;
        QString second;
        {
            EventLoopThread loop(context(), name());
            loop.start();
            loop.make<Inhabitant>(first);
            loop.make<Inhabitant>(second);
        }
        QCOMPARE(first, name());
        QCOMPARE(second, name());
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
