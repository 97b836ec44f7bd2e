// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/wording.h"

#include <QJsonObject>
#include <QLocale>
#include <QTest>

#include <limits>

using namespace std::chrono_literals;
using namespace thaw;

class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void writesTimesInAFewDigits_data()
    {
        QTest::addColumn<std::chrono::nanoseconds>("time");
        QTest::addColumn<QString>("text");
        const auto row = [](std::chrono::nanoseconds time, const char *text) {
            QTest::newRow(text) << time << QString::fromLatin1(text);
        };
        row(0ns, "0 ms");
        row(70us, "0.07 ms");
        row(1234us, "1.2 ms");
        row(12ms, "12 ms");
        row(999ms, "999 ms");
        row(1000ms, "1.0 s");
        row(4200ms, "4.2 s");
        row(185s, "3 min 5 s");
        row(2h + 3min, "2 h 3 min");
    }
    void writesTimesInAFewDigits()
    {
        QFETCH(std::chrono::nanoseconds, time);
        QCOMPARE(timeText(time), QString::fromLatin1(QTest::currentDataTag()));
    }

    // As in a history that somebody has edited.
    void anyNumberOfMillisecondsIsATime()
    {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        constexpr double infinite = std::numeric_limits<double>::infinity();
        QCOMPARE(timeTextOfMs(4200), QStringLiteral("4.2 s"));
        QCOMPARE(timeTextOfMs(none), timeTextOfMs(0));
        QCOMPARE(timeTextOfMs(infinite), timeTextOfMs(9e12));
        QCOMPARE(timeTextOfMs(-1e300), timeTextOfMs(-9e12));
    }

    void writesAmountsInTheirUnit()
    {
        const auto bytes = QStringLiteral("bytes");
        const auto numbers = QStringLiteral("numbers");
        QCOMPARE(amountText(999, bytes), QStringLiteral("999 B"));
        QCOMPARE(amountText(3'100'000'000, bytes), QStringLiteral("3.1 GB"));
        QCOMPARE(amountText(20'000, numbers), QStringLiteral("20,000 numbers"));
        QCOMPARE(rateText(412e6, bytes), QStringLiteral("412 MB/s"));
        QCOMPARE(rateText(4.9e9, numbers), QStringLiteral("4.9 billion numbers/s"));
    }

    void saysHowARunEnded()
    {
        RunRecord record;
        record.elapsed = 4100ms;
        QCOMPARE(outcomeSentence(record), QStringLiteral("Finished in 4.1 s."));
        record.outcome = Outcome::failed(QStringLiteral("The folder is gone."));
        QCOMPARE(outcomeSentence(record),
                 QStringLiteral("Failed after 4.1 s. The folder is gone."));
        record.outcome = Outcome::canceled();
        record.stopTook = 3ms;
        QCOMPARE(outcomeSentence(record),
                 QStringLiteral(
                         "Canceled after 4.1 s; the job ended 3.0 ms after it was asked to."));
        record.stopReason = StopReason::FreezeLimit;
        QVERIFY(outcomeSentence(record).startsWith(QStringLiteral("Stopped by the freeze limit")));
    }

    void saysWhatALessonCameTo_data()
    {
        QTest::addColumn<QJsonObject>("facts");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QJsonValue &asExpected, const char *sentence) {
            QTest::newRow(name) << QJsonObject{{QStringLiteral("as_expected"), asExpected},
                                               {QStringLiteral("verdict"), QStringLiteral("So.")}}
                                << QString::fromLatin1(sentence);
        };
        row("as expected", true, "As expected: So.");
        row("not as expected", false, "Not as expected: So.");
        row("not to be told", QJsonValue::Null, "Not to be told: So.");
        row("no verdict", QJsonValue::Undefined, "");
        QTest::newRow("a workload") << QJsonObject() << QString();
    }
    void saysWhatALessonCameTo()
    {
        QFETCH(QJsonObject, facts);
        RunRecord record;
        record.facts = facts;
        QTEST(verdictSentence(record), "sentence");
    }

    void saysWhatARunDidToTheWindow()
    {
        RunRecord record;
        record.gui.frames = {300, 300};
        record.gui.delays.record(1200us);
        QVERIFY(responsivenessSentence(record).contains(QStringLiteral("no frame")));
        record.gui.frames.delivered = 298;
        QVERIFY(responsivenessSentence(record).contains(QStringLiteral("2 of 300 frames")));
        record.gui.stalls = {{{}, {}, 5s, false}};
        record.gui.frames.delivered = 0;
        QCOMPARE(
                responsivenessSentence(record),
                QStringLiteral("The window was frozen for 5.0 s: it missed 300 frames and answered "
                               "nothing."));
        record.gui.stalls.push_back({{}, {}, 200ms, false});
        QCOMPARE(responsivenessSentence(record),
                 QStringLiteral(
                         "The window was frozen 2 times, for up to 5.0 s: it missed 300 frames."));
    }

    void tellsApartWhatTheColumnsDid()
    {
        RunRecord record;
        record.gui.frames = {300, 210};
        record.gui.delays.record(250ms);
        record.gui.stallsApart = {{{}, {}, 250ms, false, QStringLiteral("Column 1"), true}};
        QCOMPARE(
                responsivenessSentence(record),
                QStringLiteral("The job froze nothing, but the columns on the GUI thread froze the "
                               "window once, for 250 ms: it missed 90 of 300 frames."));
        record.gui.stallsApart.push_back({{}, {}, 270ms, false, QStringLiteral("Column 2"), true});
        record.gui.stalls = {{{}, {}, 1s, false}};
        QCOMPARE(responsivenessSentence(record),
                 QStringLiteral("The window was frozen for 1.0 s. Apart from that the columns on "
                                "the GUI thread froze the window 2 times, for up to 270 ms. In all "
                                "it missed 90 of 300 frames."));
    }

    void speaksOfTheEventLoopWhereThereIsNoWindow()
    {
        RunRecord record;
        const auto said = [&] { return responsivenessSentence(record, Watched::EventLoop); };
        record.gui.frames = {300, 300};
        record.gui.delays.record(1200us);
        QCOMPARE(said(), QStringLiteral("The main thread's event loop kept answering: its worst "
                                        "delay was 1.2 ms, and it missed no frame."));
        record.gui.frames.delivered = 0;
        record.gui.stalls = {{{}, {}, 5s, false}};
        QCOMPARE(said(), QStringLiteral("The main thread's event loop was stalled for 5.0 s: it "
                                        "missed 300 frames and answered nothing."));
        record.gui.stalls.push_back({{}, {}, 200ms, false});
        QCOMPARE(said(), QStringLiteral("The main thread's event loop was stalled 2 times, for up "
                                        "to 5.0 s: it missed 300 frames."));
    }
};

QTEST_APPLESS_MAIN(TestWording)
#include "tst_wording.moc"
