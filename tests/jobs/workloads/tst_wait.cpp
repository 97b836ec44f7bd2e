// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobharness.h"
#include "jobs/workloads/wait.h"

#include <QTest>

#include <chrono>
#include <memory>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

class TestWait : public QObject
{
    Q_OBJECT
    std::unique_ptr<JobHarness> m_job;

private Q_SLOTS:
    void init() { m_job = std::make_unique<JobHarness>(waitJob()); }

    void saysANumberAtEachStep()
    {
        m_job->set("seconds", "0").set("steps", 3);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QCOMPARE(m_job->lines(),
                 QStringList({QStringLiteral("Number: 1"), QStringLiteral("Number: 2"),
                              QStringLiteral("Number: 3")}));
        QCOMPARE(m_job->fact("steps").toInt(), 3);
        QCOMPARE(m_job->progress(), (Progress{3, 3}));
    }

    void waitsAsLongAsAskedInAll()
    {
        m_job->set("seconds", "0.2").set("steps", 4);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QVERIFY(m_job->context().activeTime() >= 200ms);
        QVERIFY(m_job->context().activeTime() < 10s);
    }

    // What each of 20,000 sleeps is too long by would add up, as it does here in a tenth of them.
    void manyStepsTakeNoLongerThanFew()
    {
        m_job->set("seconds", "0.2").set("steps", 20'000);
        QCOMPARE(m_job->run().kind, OutcomeKind::Finished);
        QVERIFY(m_job->context().activeTime() >= 200ms);
        const auto began = std::chrono::steady_clock::now();
        for (int step = 0; step < 2'000; ++step) {
            std::this_thread::sleep_for(10us);
        }
        const auto addedUp = 10 * (std::chrono::steady_clock::now() - began);
        QVERIFY(m_job->context().activeTime() < addedUp);
    }

    void isCanceledInTheMiddleOfAStep()
    {
        m_job->set("seconds", "3600").set("steps", 1).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("step 1 of 1")));
        const auto before = std::chrono::steady_clock::now();
        m_job->control().requestStop(StopReason::User);
        QCOMPARE(m_job->finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < 2s);
        QVERIFY(m_job->facts().isEmpty());
    }

    void aPauseDoesNotCount()
    {
        m_job->set("seconds", "0.3").set("steps", 1).start();
        QVERIFY(m_job->awaitStatus(QStringLiteral("step 1")));
        m_job->control().pause();
        QTest::qSleep(500); // longer than the whole wait
        m_job->collect();
        QCOMPARE(m_job->progress().done, 0);
        m_job->control().resume();
        QCOMPARE(m_job->finish().kind, OutcomeKind::Finished);
        QVERIFY(m_job->context().activeTime() >= 300ms);
    }

    void knowsHowLongItTakes()
    {
        const JobDescriptor descriptor = waitJob();
        ParameterValues values = descriptor.parameters.defaults();
        QCOMPARE(descriptor.duration(values), std::optional(5000ms));
        QVERIFY(!descriptor.parameters.set(values, QStringLiteral("seconds"), "0.25"));
        QCOMPARE(descriptor.duration(values), std::optional(250ms));
    }
};

QTEST_GUILESS_MAIN(TestWait)
#include "tst_wait.moc"
