// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/activity.h"

#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

using namespace std::chrono_literals;
using thaw::Activity;
using thaw::EventsAmid;
using thaw::HandledEvent;
using thaw::Probe;
using thaw::Recording;
using thaw::Stall;

namespace {

constexpr auto apart = Activity::Counting::Apart;

/// An application that tells what it handles, unless it is told not to.
class Application : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;
    std::atomic<bool> tells = true;

    bool notify(QObject *receiver, QEvent *event) override
    {
        std::optional<HandledEvent> handled;
        if (tells) {
            handled.emplace(*receiver, *event);
        }
        return QCoreApplication::notify(receiver, event);
    }
};

void block(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
}

/// An object whose timer's event, or deletion, blocks.
class Blocker : public QObject
{
    Q_OBJECT
public:
    explicit Blocker(std::function<void()> block)
        : m_block(std::move(block))
    {
        setObjectName(QStringLiteral("culprit"));
    }
    void startNow() { startTimer(0); }

protected:
    void timerEvent(QTimerEvent *event) override
    {
        killTimer(event->timerId());
        m_block();
    }

private:
    std::function<void()> m_block;
};

struct Fixture
{
    Probe probe;
    QSignalSpy ended{&probe, &Probe::stallEnded};

    Fixture() { probe.start(); }

    /// Has `block` called by a timer's event while the probe watches, and waits until `count`
    /// stalls have been told.
    bool stallBy(std::function<void()> block, qsizetype count = 1)
    {
        if (!QTest::qWaitFor([this] { return probe.log()->snapshot()->current.has_value(); })) {
            return false;
        }
        Blocker blocker(std::move(block));
        blocker.startNow();
        return QTest::qWaitFor([&] { return ended.size() >= count; }, 30'000);
    }
    [[nodiscard]] Stall stall(qsizetype index = 0) const
    {
        return ended.at(index).at(0).value<Stall>();
    }
};

} // namespace

class TestActivity : public QObject
{
    Q_OBJECT

    Application &application() { return static_cast<Application &>(*qApp); }

private Q_SLOTS:
    void namesTheStallThatItMakes()
    {
        Fixture fixture;
        QVERIFY(fixture.stallBy([] {
            const Activity activity(QStringLiteral("Loading"));
            block(300ms);
        }));
        QCOMPARE(fixture.stall().what, QStringLiteral("Loading"));
        QVERIFY(!fixture.stall().isApart);
        QCOMPARE(fixture.probe.log()->stalls().back().what, QStringLiteral("Loading"));
    }

    void isCountedApartIfItSaysSo()
    {
        Fixture fixture;
        QVERIFY(fixture.stallBy([] {
            const Activity activity(QStringLiteral("A show"), apart);
            block(300ms);
        }));
        QVERIFY(fixture.stall().isApart);
        const auto snapshot = fixture.probe.log()->snapshot();
        QCOMPARE(snapshot->stallsSinceStart, 0);
        QCOMPARE(snapshot->stallsApartSinceStart, 1);
        QCOMPARE(snapshot->stalls.size(), 1U);
    }

    // Each has only its own length, in the signals, in the log and in the recording.
    void eachOfTwoInOneStallHasItsOwnLength()
    {
        Fixture fixture;
        QSignalSpy recorded(&fixture.probe, &Probe::recorded);
        fixture.probe.beginRecording();
        QVERIFY(fixture.stallBy(
                [&fixture] {
                    {
                        const Activity activity(QStringLiteral("A job"));
                        block(500ms);
                    }
                    const Activity activity(QStringLiteral("A show"), apart);
                    block(200ms);
                    fixture.probe.endRecording();
                },
                2));
        QTRY_COMPARE(recorded.size(), 1);
        const Stall job = fixture.stall(0);
        const Stall show = fixture.stall(1);
        QCOMPARE(job.what, QStringLiteral("A job"));
        QVERIFY(job.duration >= 450ms);
        QCOMPARE(show.what, QStringLiteral("A show"));
        QVERIFY(show.duration >= 200ms);
        QVERIFY(show.start >= job.start + job.duration);
        const auto recording = recorded.front().at(0).value<Recording>();
        QCOMPARE(recording.stalls.size(), 1U);
        QCOMPARE(recording.stalls[0].duration, job.duration);
        QCOMPARE(recording.longestStall(), job.duration);
        QCOMPARE(recording.stallsApart.size(), 1U);
        QVERIFY(recording.delays.max() >= job.duration + show.duration);
    }

    void oneWithinAnotherTakesOverUntilItEnds()
    {
        Fixture fixture;
        QVERIFY(fixture.stallBy([] {
            const Activity outer(QStringLiteral("outer"));
            block(50ms);
            {
                const Activity inner(QStringLiteral("inner"));
                block(300ms);
            }
            block(50ms);
        }));
        QCOMPARE(fixture.stall().what, QStringLiteral("inner"));
    }

    void withoutOneTheEventIsNamed()
    {
        Fixture fixture;
        QVERIFY(fixture.stallBy([] { block(300ms); }));
        QCOMPARE(fixture.stall().what, QStringLiteral("Timer (Blocker culprit)"));
    }

    void theEventThatTookMostOfItIsNamed()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.probe.log()->snapshot()->current.has_value());
        Blocker before([] { block(60ms); });
        before.setObjectName(QStringLiteral("before"));
        Blocker after([] { block(60ms); });
        after.setObjectName(QStringLiteral("after"));
        Blocker culprit([] { block(400ms); });
        for (Blocker *blocker : {&before, &culprit, &after}) { // one behind the other, in one go
            blocker->startNow();
        }
        QTRY_COMPARE(fixture.ended.size(), 1);
        QCOMPARE(fixture.stall().what, QStringLiteral("Timer (Blocker culprit)"));
    }

    void anEventMayDestroyItsReceiver()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.probe.log()->snapshot()->current.has_value());
        auto *blocker = new Blocker({});
        connect(blocker, &QObject::destroyed, this, [] { block(300ms); });
        blocker->deleteLater();
        QTRY_COMPARE(fixture.ended.size(), 1);
        QCOMPARE(fixture.stall().what, QStringLiteral("Deletion (Blocker culprit)"));
    }

    // As in a dialog: the click that opened it isn't what holds it up.
    void anEventOfALoopWithinAnEventIsNamed()
    {
        Fixture fixture;
        QVERIFY(fixture.stallBy([&fixture] {
            QEventLoop loop;
            Blocker inner([] { block(300ms); });
            inner.setObjectName(QStringLiteral("inner"));
            inner.startNow();
            connect(&fixture.probe, &Probe::stallEnded, &loop, &QEventLoop::quit);
            loop.exec();
        }));
        QCOMPARE(fixture.stall().what, QStringLiteral("Timer (Blocker inner)"));
    }

    void anEventAmidAnActivityIsNamedIfItSaysSo_data()
    {
        QTest::addColumn<bool>("amid");
        QTest::addColumn<QString>("what");
        QTest::newRow("told") << true << QStringLiteral("Timer (Blocker inner)");
        QTest::newRow("not told") << false << QStringLiteral("A job");
    }
    void anEventAmidAnActivityIsNamedIfItSaysSo()
    {
        QFETCH(bool, amid);
        Fixture fixture;
        QVERIFY(fixture.stallBy([&] {
            const Activity activity(QStringLiteral("A job"));
            Blocker inner([] { block(300ms); });
            inner.setObjectName(QStringLiteral("inner"));
            inner.startNow();
            std::optional<EventsAmid> events;
            if (amid) {
                events.emplace();
            }
            while (fixture.ended.isEmpty()) {
                QCoreApplication::processEvents();
            }
        }));
        QTEST(fixture.stall().what, "what");
    }

    void whereNothingIsToldNothingIsSaid()
    {
        std::thread([this] {
            application().tells = false;
            QEventLoop loop;
            Probe probe;
            Stall seen;
            seen.what = QStringLiteral("unset");
            connect(&probe, &Probe::stallEnded, &loop, [&](const Stall &stall) {
                seen = stall;
                loop.quit();
            });
            probe.start();
            QTimer::singleShot(100ms, &loop, [] { block(300ms); });
            loop.exec();
            application().tells = true;
            QCOMPARE(seen.what, QString());
        }).join();
    }

    void onAThreadThatNobodyWatchesItDoesNothing()
    {
        Fixture fixture;
        std::unique_ptr<std::thread> other;
        QVERIFY(fixture.stallBy([&other] {
            other = std::make_unique<std::thread>([] {
                const Activity activity(QStringLiteral("elsewhere"), apart);
                const EventsAmid events;
                block(300ms);
            });
            block(300ms);
        }));
        other->join();
        QCOMPARE(fixture.stall().what, QStringLiteral("Timer (Blocker culprit)"));
    }

    void mayOutliveItsProbe()
    {
        auto probe = std::make_unique<Probe>();
        const Activity activity(QStringLiteral("long"));
        probe.reset();
    }

    void isToldOfBySeveralProbes()
    {
        Fixture one;
        Fixture other;
        QVERIFY(one.stallBy([] { block(300ms); }));
        QTRY_COMPARE(other.ended.size(), 1);
        QCOMPARE(one.stall().what, QStringLiteral("Timer (Blocker culprit)"));
        QCOMPARE(other.stall().what, QStringLiteral("Timer (Blocker culprit)"));
    }

    void aStallThatIsCutShortByStopIsNamed()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.probe.log()->snapshot()->current.has_value());
        Blocker blocker([&fixture] {
            block(300ms);
            fixture.probe.stop();
        });
        blocker.startNow();
        QTRY_COMPARE(fixture.probe.log()->stalls().size(), 1U);
        QCOMPARE(fixture.probe.log()->stalls()[0].what, QStringLiteral("Timer (Blocker culprit)"));
    }
};

int main(int argc, char **argv)
{
    Application application(argc, argv);
    TestActivity test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_activity.moc"
