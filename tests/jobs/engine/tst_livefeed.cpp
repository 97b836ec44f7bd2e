// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/livefeed.h"

#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <functional>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

class CountingFeed : public LiveFeed
{
    Q_OBJECT
public:
    int drains = 0;
    int finishes = 0;
    std::function<void()> work;

protected:
    void drain() override
    {
        ++drains;
        if (work) {
            work();
        }
    }
    void finish() override { ++finishes; }
};

} // namespace

class TestLiveFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void drainsFromItsBeginningOn()
    {
        CountingFeed feed;
        QSignalSpy drained(&feed, &LiveFeed::drained);
        QTest::qWait(40);
        QCOMPARE(feed.drains, 0);
        feed.begin();
        QCOMPARE(feed.drains, 0); // not before the loop turns
        QTRY_VERIFY(feed.drains >= 5);
        QCOMPARE(drained.count(), feed.drains);
    }

    // However long the loop has time for, and however long a drain takes.
    void notMoreThanOnceAFrame_data()
    {
        QTest::addColumn<int>("drainTakes"); // ms
        QTest::newRow("no time") << 0;
        QTest::newRow("half a frame") << 8;
        QTest::newRow("more than a frame") << 20;
    }
    void notMoreThanOnceAFrame()
    {
        QFETCH(int, drainTakes);
        CountingFeed feed;
        feed.work = [&] { std::this_thread::sleep_for(std::chrono::milliseconds(drainTakes)); };
        const auto began = LiveFeed::Clock::now();
        feed.begin();
        QTRY_VERIFY(feed.drains >= 10);
        const auto frames = (LiveFeed::Clock::now() - began) / LiveFeed::frame;
        QVERIFY(feed.drains <= frames + 1);
    }

    void drainsALastTimeAtItsEnd()
    {
        CountingFeed feed;
        QSignalSpy drained(&feed, &LiveFeed::drained);
        feed.begin();
        feed.end();
        QCOMPARE(feed.drains, 1);
        QCOMPARE(feed.finishes, 1);
        QCOMPARE(drained.count(), 1);
        QTest::qWait(60);
        QCOMPARE(feed.drains, 1);
    }

    void anAbandonedOneDrainsNoMore()
    {
        CountingFeed feed;
        feed.begin();
        QTRY_VERIFY(feed.drains > 0);
        const int drains = feed.drains;
        feed.abandon();
        QTest::qWait(60);
        QCOMPARE(feed.drains, drains);
        QCOMPARE(feed.finishes, 0);
    }

    void seesHowLateTheLoopIs()
    {
        CountingFeed feed;
        feed.begin();
        QTRY_VERIFY(feed.drains > 0);
        std::this_thread::sleep_for(250ms); // the loop handles nothing
        const int drains = feed.drains;
        QTRY_VERIFY(feed.drains > drains);
        QVERIFY(feed.worstDelay() >= 200ms);
        QVERIFY(feed.drains <= drains + 2); // the frames that were missed are not made up for
    }
};

QTEST_GUILESS_MAIN(TestLiveFeed)
#include "tst_livefeed.moc"
