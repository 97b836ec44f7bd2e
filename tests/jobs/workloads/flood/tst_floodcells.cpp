// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodcells.h"
#include "jobs/workloads/flood/producers.h"

#include <QTest>

#include <set>
#include <utility>
#include <vector>

using namespace thaw;

namespace {

std::vector<Sample> samplesOf(Producers &producers, std::size_t count)
{
    std::vector<Sample> samples(count);
    producers.produce(samples);
    return samples;
}

bool isRight(const FloodCells &cells, const Producers &producers)
{
    for (std::size_t index = 0; index < producers.count(); ++index) {
        const FloodCell &cell = cells.all()[static_cast<std::size_t>(producers.first()) + index];
        if (cell.misplaced != 0 || cell.tally != producers.tally(index)) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestFloodCells : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theProducersTakeTurns()
    {
        Producers producers(5, 8);
        const std::vector<Sample> samples = samplesOf(producers, 7);
        const std::vector<std::pair<int, unsigned>> expected{{5, 0}, {6, 0}, {7, 0}, {5, 1},
                                                             {6, 1}, {7, 1}, {5, 2}};
        for (std::size_t index = 0; index < expected.size(); ++index) {
            QCOMPARE(int{samples[index].producer}, expected[index].first);
            QCOMPARE(samples[index].number, expected[index].second);
        }
        QCOMPARE(producers.produced(), 7);
        QCOMPARE(samplesOf(producers, 1)[0].producer, 6);
    }

    void theValuesAreOfTheirRange()
    {
        Producers producers(0, 3);
        std::set<int> values;
        for (const Sample &sample : samplesOf(producers, 100'000)) {
            QVERIFY(sample.value <= Sample::mostValue);
            values.insert(sample.value);
        }
        QVERIFY(values.size() > 990);
    }

    // Neither the same values, nor the same distance from each to the next, as a plain sequence of
    // seeds would give.
    void neighboursAreNotAlike()
    {
        Producers producers(0, 1000);
        const std::vector<Sample> samples = samplesOf(producers, 1000);
        std::set<int> values;
        std::set<int> distances;
        for (std::size_t index = 1; index < samples.size(); ++index) {
            values.insert(samples[index].value);
            distances.insert(samples[index].value - samples[index - 1].value);
        }
        QVERIFY(values.size() > 500);
        QVERIFY(distances.size() > 500);
    }

    void bothSidesReckonTheSame()
    {
        FloodCells cells(10);
        Producers some(0, 4);
        Producers others(4, 10);
        for (int turn = 0; turn < 20; ++turn) {
            cells.take(samplesOf(some, 101));
            cells.take(samplesOf(others, 33));
        }
        QCOMPARE(cells.handled(), 20 * (101 + 33));
        QVERIFY(isRight(cells, some));
        QVERIFY(isRight(cells, others));
    }

    void theNewestValueStays()
    {
        FloodCells cells(2);
        Producers producers(0, 2);
        const std::vector<Sample> samples = samplesOf(producers, 5);
        cells.take(samples);
        QCOMPARE(cells.all()[0].value, unsigned{samples[4].value});
        QCOMPARE(cells.all()[1].value, unsigned{samples[3].value});
    }

    void aFaultIsSeen_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("one is lost") << 0;
        QTest::newRow("the last is lost") << 1;
        QTest::newRow("two have changed places") << 2;
        QTest::newRow("one comes twice") << 3;
        QTest::newRow("a value is another") << 4;
        QTest::newRow("two values have changed places") << 5;
        QTest::newRow("it is of another producer") << 6;
    }
    void aFaultIsSeen()
    {
        QFETCH(int, fault);
        FloodCells cells(3);
        Producers producers(0, 3);
        std::vector<Sample> samples = samplesOf(producers, 30);
        QVERIFY(samples[9].value != samples[12].value);
        switch (fault) {
        case 0:
            samples.erase(samples.begin() + 9);
            break;
        case 1:
            samples.pop_back();
            break;
        case 2:
            std::swap(samples[9], samples[12]); // of one producer
            break;
        case 3:
            samples.insert(samples.begin() + 9, samples[9]);
            break;
        case 4:
            samples[9].value = static_cast<std::uint16_t>(samples[9].value ^ 1U);
            break;
        case 5:
            std::swap(samples[9].value, samples[12].value); // with the same sum
            break;
        default:
            samples[9].producer = 1;
        }
        cells.take(samples);
        QVERIFY(!isRight(cells, producers));
    }
};

QTEST_APPLESS_MAIN(TestFloodCells)
#include "tst_floodcells.moc"
