// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/stepgate.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// How many permits the calling thread has.
int permits(StepGate &gate)
{
    int taken = 0;
    while (gate.tryPass()) {
        ++taken;
    }
    return taken;
}

} // namespace

class TestStepGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOpenAtFirst()
    {
        ControlState state;
        StepGate gate(state);
        QVERIFY(!gate.isClosed());
        QVERIFY(gate.letsPass());
        gate.pass(); // takes nothing
        QVERIFY(gate.letsPass());
        QVERIFY(!gate.tryPass()); // there are no permits
    }

    void holdsUpWhileItIsClosed()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        QVERIFY(gate.isClosed());
        QVERIFY(state.has(ControlState::Pausing));
        QVERIFY(!gate.letsPass());
        QVERIFY(!gate.tryPass());
        gate.open();
        QVERIFY(!gate.isClosed());
        QVERIFY(!state.has(ControlState::Pausing));
        QVERIFY(gate.letsPass());
    }

    void leavesTheFlagsOfOthersAlone()
    {
        ControlState state;
        state.set(ControlState::Stopping);
        StepGate gate(state);
        QVERIFY(!gate.isClosed());
        gate.close();
        gate.open();
        QVERIFY(state.has(ControlState::Stopping));
    }

    void aStepIsAPermitThatIsTakenByPassing()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        gate.step();
        QVERIFY(gate.letsPass());
        QVERIFY(gate.letsPass()); // to ask takes nothing
        gate.pass();
        QVERIFY(!gate.letsPass());
        gate.step();
        QVERIFY(gate.tryPass());
        QVERIFY(!gate.tryPass());
    }

    void ofManyPermitsTwoAreKept_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("kept");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("two") << 2 << 2;
        QTest::newRow("three") << 3 << 2;
        QTest::newRow("many") << 1000 << 2;
    }

    void ofManyPermitsTwoAreKept()
    {
        QFETCH(int, steps);
        QFETCH(int, kept);
        ControlState state;
        StepGate gate(state);
        gate.close();
        for (int step = 0; step < steps; ++step) {
            gate.step();
        }
        QCOMPARE(permits(gate), kept);
        gate.step();
        QCOMPARE(permits(gate), 1);
    }

    void eachThreadHasPermitsOfItsOwn()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        gate.step();
        QCOMPARE(permits(gate), 1);
        int ofAnother = 0;
        std::thread([&] { ofAnother = permits(gate); }).join();
        QCOMPARE(ofAnother, 1);
        QCOMPARE(permits(gate), 0);
    }

    void aThreadThatBeginsHasNoneOfTheStepsBefore()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        gate.step();
        int before = -1;
        int after = -1;
        std::thread([&] {
            gate.threadBegins();
            before = permits(gate);
            gate.step();
            after = permits(gate);
        }).join();
        QCOMPARE(before, 0);
        QCOMPARE(after, 1);
        QCOMPARE(permits(gate), 2); // this thread was there all the time
    }

    void permitsDoNotLastIntoTheNextPause()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        gate.step();
        gate.step();
        gate.pass();
        gate.open();
        gate.close();
        QVERIFY(!gate.letsPass());
        gate.step();
        QCOMPARE(permits(gate), 1); // and what was taken in the first isn't missing in the second
    }

    void aThreadThatWaitsGoesOnByAStepAndByTheEnd()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        std::atomic<int> passed = 0;
        std::thread job([&] {
            for (int turn = 0; turn < 2; ++turn) {
                std::unique_lock lock(state.mutex);
                state.changed.wait(lock, [&] { return gate.letsPass(); });
                gate.pass();
                ++passed;
            }
        });
        const auto change = [&](auto what) {
            const std::lock_guard lock(state.mutex);
            what();
            state.changed.notify_all();
        };
        change([&] { gate.step(); });
        QTRY_COMPARE(passed.load(), 1);
        std::this_thread::sleep_for(30ms);
        QCOMPARE(passed.load(), 1); // and no further by itself
        change([&] { gate.open(); });
        job.join();
        QCOMPARE(passed.load(), 2);
    }

    void tellsThoseWhoListen()
    {
        ControlState state;
        StepGate gate(state);
        std::vector<bool> first;
        std::vector<bool> second;
        const auto one = gate.listen([&](bool mayRun) { first.push_back(mayRun); });
        const auto other = gate.listen([&](bool mayRun) { second.push_back(mayRun); });
        QVERIFY(one != other);
        gate.close();
        gate.step();
        gate.forget(one);
        gate.open();
        QCOMPARE(first, (std::vector{false, true}));
        QCOMPARE(second, (std::vector{false, true, true}));
        gate.forget(other);
        gate.close();
        QCOMPARE(second.size(), std::size_t{3});
    }

    void tellsAtOnceThatItIsClosed()
    {
        ControlState state;
        StepGate gate(state);
        gate.close();
        std::vector<bool> told;
        gate.listen([&](bool mayRun) { told.push_back(mayRun); });
        QCOMPARE(told, std::vector{false});
    }
};

QTEST_APPLESS_MAIN(TestStepGate)
#include "tst_stepgate.moc"
