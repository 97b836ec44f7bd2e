// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/semaphore.h"
#include "jobs/traced/tracedharness.h"

#include <QTest>

#include <memory>

using namespace thaw;
using namespace std::chrono_literals;
using traced::Semaphore;

class TestTracedSemaphore : public QObject
{
    Q_OBJECT
    std::unique_ptr<TracedHarness> m_run;
    std::unique_ptr<Semaphore> m_semaphore; // without permits

    static QString name() { return QStringLiteral("Guest"); }

private Q_SLOTS:
    void init()
    {
        m_run = std::make_unique<TracedHarness>();
        m_semaphore = std::make_unique<Semaphore>(m_run->context(), QStringLiteral("the room"), 0);
    }
    void cleanup()
    {
        m_run->control().requestStop(StopReason::Closing);
        m_run->finish();
        m_semaphore.reset();
        m_run.reset();
    }

    void givesAsManyPermitsAsItHas()
    {
        Semaphore two(m_run->context(), QStringLiteral("the room"), 2);
        two.acquire();
        QVERIFY(two.tryAcquire(0ms));
        QCOMPARE(two.available(), 0);
        QVERIFY(!two.tryAcquire(0ms));
        two.release();
        QVERIFY(two.tryAcquire(0ms));
    }

    void aReleaseLetsInThoseThatWait()
    {
        std::atomic<int> inside = 0;
        for (int number = 1; number <= 3; ++number) {
            m_run->start(name() + QString::number(number), [&] {
                m_semaphore->acquire();
                ++inside;
            });
        }
        for (int number = 1; number <= 3; ++number) {
            QVERIFY(m_run->await(name() + QString::number(number), LaneState::Waiting));
        }
        QCOMPARE(inside.load(), 0);
        m_semaphore->release(2);
        QTRY_COMPARE(inside.load(), 2);
        m_semaphore->release();
        m_run->finish();
        QCOMPARE(inside.load(), 3);
        QCOMPARE(m_semaphore->available(), 0);
    }

    // What is written before a release is there after the acquire: ThreadSanitizer would tell.
    void handsOverWhatWasWrittenBefore()
    {
        int written = 0;
        int read = 0;
        m_run->start(name(), [&] {
            m_semaphore->acquire();
            read = written;
        });
        written = 7;
        m_semaphore->release();
        m_run->finish();
        QCOMPARE(read, 7);
    }

    void givesUpAfterItsTimeLimit()
    {
        const auto before = std::chrono::steady_clock::now();
        QVERIFY(!m_semaphore->tryAcquire(50ms));
        QVERIFY(std::chrono::steady_clock::now() - before >= 50ms);
    }

    void isAcquiredWithinItsTimeLimit()
    {
        std::atomic<bool> got = false;
        m_run->start(name(), [&] { got = m_semaphore->tryAcquire(60s); });
        QVERIFY(m_run->await(name(), LaneState::Waiting));
        m_semaphore->release();
        m_run->finish();
        QVERIFY(got);
    }

    void aPauseDoesNotCountInATimeLimit()
    {
        std::atomic<bool> ended = false;
        m_run->start(name(), [&] {
            QVERIFY(!m_semaphore->tryAcquire(500ms));
            ended = true;
        });
        QVERIFY(m_run->await(name(), LaneState::Waiting));
        QVERIFY(m_run->standsStillInAPause(ended)); // of more than that limit
        QTRY_VERIFY(ended);
    }

    void aWaitForItCanBeCanceled()
    {
        m_run->start(name(), [&] { m_semaphore->acquire(); });
        QVERIFY(m_run->await(name(), LaneState::Waiting));
        QVERIFY(m_run->cancel() < promptly);
        QCOMPARE(m_run->canceled(), 1);
    }

    void acquireAndReleaseAreSteps()
    {
        m_semaphore->release(1);
        m_run->control().pause();
        std::atomic<int> done = 0;
        m_run->start(name(), [&] {
            m_semaphore->acquire();
            ++done;
            m_semaphore->release();
            ++done;
        });
        for (int step = 0; step < 2; ++step) {
            const auto waiting = m_run->await(name(), LaneState::Waiting);
            QVERIFY(waiting);
            QVERIFY(waiting->object.contains(QLatin1String("Step")));
            QCOMPARE(done.load(), step);
            m_run->control().step();
            QTRY_COMPARE(done.load(), step + 1);
        }
        m_run->finish();
        QCOMPARE(m_semaphore->available(), 1);
    }

    void tracesWhatIsWaitedFor()
    {
        m_run->start(name(), [&] { m_semaphore->acquire(); });
        const auto waiting = m_run->await(name(), LaneState::Waiting);
        QVERIFY(waiting);
        QCOMPARE(waiting->object, QStringLiteral("the room"));
        m_semaphore->release();
        m_run->finish();
        QCOMPARE(m_run->spans(name(), LaneState::Waiting).size(), std::size_t{1});
    }

    void isNoWaitIfThereIsAPermit()
    {
        m_semaphore->release();
        m_run->start(name(), [&] { m_semaphore->acquire(); });
        m_run->finish();
        QVERIFY(m_run->spans(name(), LaneState::Waiting).empty());
    }
};

QTEST_GUILESS_MAIN(TestTracedSemaphore)
#include "tst_tracedsemaphore.moc"
