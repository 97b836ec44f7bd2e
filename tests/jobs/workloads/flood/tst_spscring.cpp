// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/spscring.h"

#include <QTest>

#include <cstdint>
#include <span>
#include <thread>

using namespace thaw;

namespace {

struct Item
{
    std::uint32_t number = 0;
    std::uint32_t twice = 0;
};

// Writes so many of the next numbers, as far as there is room; returns how many.
std::size_t write(SpscRing<int> &ring, std::size_t count, int &next)
{
    std::size_t written = 0;
    while (written < count) {
        const std::span<int> room = ring.writable(count - written);
        if (room.empty()) {
            break;
        }
        for (int &item : room) {
            item = next++;
        }
        ring.publish(room.size());
        written += room.size();
    }
    return written;
}

std::vector<int> read(SpscRing<int> &ring, std::size_t count)
{
    std::vector<int> items;
    while (items.size() < count) {
        const std::span<const int> row = ring.readable(count - items.size());
        if (row.empty()) {
            break;
        }
        items.insert(items.end(), row.begin(), row.end());
        ring.release(row.size());
    }
    return items;
}

} // namespace

class TestSpscRing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itsCapacityIsAPowerOfTwo_data()
    {
        QTest::addColumn<qulonglong>("asked");
        QTest::addColumn<qulonglong>("capacity");
        QTest::newRow("0") << 0ULL << 1ULL;
        QTest::newRow("1") << 1ULL << 1ULL;
        QTest::newRow("2") << 2ULL << 2ULL;
        QTest::newRow("3") << 3ULL << 4ULL;
        QTest::newRow("1000") << 1000ULL << 1024ULL;
        QTest::newRow("1024") << 1024ULL << 1024ULL;
    }
    void itsCapacityIsAPowerOfTwo()
    {
        QFETCH(qulonglong, asked);
        QTEST(qulonglong{SpscRing<int>(asked).capacity()}, "capacity");
    }

    void whatIsWrittenIsReadInItsOrder()
    {
        SpscRing<int> ring(8);
        int next = 0;
        QVERIFY(read(ring, 1).empty());
        QCOMPARE(write(ring, 3, next), 3U);
        QCOMPARE(read(ring, 2), (std::vector<int>{0, 1}));
        QCOMPARE(read(ring, 2), (std::vector<int>{2}));
        QVERIFY(read(ring, 1).empty());
    }

    void aFullOneHasNoRoomUntilSomethingIsRead()
    {
        SpscRing<int> ring(4);
        int next = 0;
        QCOMPARE(write(ring, 10, next), 4U);
        QVERIFY(ring.writable(1).empty());
        QCOMPARE(read(ring, 1), (std::vector<int>{0}));
        QCOMPARE(ring.writable(10).size(), 1U);
        QCOMPARE(write(ring, 10, next), 1U);
        QCOMPARE(read(ring, 10), (std::vector<int>{1, 2, 3, 4}));
    }

    void aRowEndsWhereTheMemoryDoes()
    {
        SpscRing<int> ring(8);
        int next = 0;
        write(ring, 6, next);
        read(ring, 6);
        QCOMPARE(ring.writable(8).size(), 2U);
        QCOMPARE(write(ring, 5, next), 5U);
        QCOMPARE(ring.readable(8).size(), 2U);
        QCOMPARE(read(ring, 8), (std::vector<int>{6, 7, 8, 9, 10}));
    }

    // What is written and not yet published isn't there.
    void onlyWhatIsPublishedIsThere()
    {
        SpscRing<int> ring(8);
        ring.writable(3)[0] = 7;
        QVERIFY(ring.readable(3).empty());
        ring.publish(1);
        QCOMPARE(read(ring, 3), (std::vector<int>{7}));
    }

    void oneThreadWritesWhileAnotherReads_data()
    {
        QTest::addColumn<qulonglong>("capacity");
        QTest::addColumn<qulonglong>("row");
        QTest::newRow("one place") << 1ULL << 1ULL;
        QTest::newRow("few places") << 16ULL << 7ULL;
        QTest::newRow("many places") << 4096ULL << 1000ULL;
    }
    void oneThreadWritesWhileAnotherReads()
    {
        QFETCH(qulonglong, capacity);
        QFETCH(qulonglong, row);
        const std::uint32_t items = capacity == 1 ? 20'000 : 1'000'000;
        SpscRing<Item> ring(capacity);
        std::thread writer([&] {
            for (std::uint32_t number = 0; number < items;) {
                const std::span<Item> room =
                        ring.writable(std::min<std::size_t>(row, items - number));
                for (Item &item : room) {
                    item = {number, 2 * number};
                    ++number;
                }
                ring.publish(room.size());
                if (room.empty()) {
                    std::this_thread::yield();
                }
            }
        });
        std::uint32_t expected = 0;
        bool allAreRight = true;
        while (expected < items) {
            const std::span<const Item> come = ring.readable(row);
            for (const Item &item : come) {
                allAreRight = allAreRight && item.number == expected && item.twice == 2 * expected;
                ++expected;
            }
            ring.release(come.size());
            if (come.empty()) {
                std::this_thread::yield();
            }
        }
        writer.join();
        QVERIFY(allAreRight);
        QVERIFY(ring.readable(1).empty());
    }
};

QTEST_APPLESS_MAIN(TestSpscRing)
#include "tst_spscring.moc"
