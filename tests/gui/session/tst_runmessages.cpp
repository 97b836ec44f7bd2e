// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/runmessages.h"

#include "jobs/job/verdict.h"
#include "report/wording.h"
#include "scriptedrequest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

RunRecord frozen()
{
    RunRecord record;
    record.elapsed = 5s;
    record.gui.stalls = {{{}, {}, 5s, false}};
    record.gui.frames = {300, 0};
    return record;
}

RunRecord lessonsRecord(bool froze, Verdict verdict)
{
    RunRecord record = frozen();
    if (!froze) {
        record.gui.stalls.clear();
    }
    record.outcome = Outcome::finished();
    record.facts = {{QStringLiteral("as_expected"), asExpected(verdict)},
                    {QStringLiteral("verdict"), QStringLiteral("3 of 4 were lost.")}};
    return record;
}

} // namespace

class TestRunMessages : public QObject
{
    Q_OBJECT

    const ScriptedRequest m_request{untilStopped};

private Q_SLOTS:
    void announcesAFreezeAndForHowLong()
    {
        const RunRequest request = m_request.on(QStringLiteral("gui"));
        const QString known = freezeAnnouncement(request, 5s, 15s);
        QVERIFY(known.contains(QStringLiteral("for about 5.0 s")));
        QVERIFY(known.contains(QStringLiteral("stopped after 15.0 s")));
        const QString unknown = freezeAnnouncement(request, {}, 0s);
        QVERIFY(unknown.contains(QStringLiteral("until it has ended")));
        QVERIFY(!unknown.contains(QStringLiteral("stopped")));
        // A job that would take longer than the limit won't freeze the window for so long.
        QVERIFY(!freezeAnnouncement(request, 60s, 15s).contains(QStringLiteral("60.0 s")));
    }

    void saysWhyItFreezes()
    {
        const QString gui = freezeAnnouncement(m_request.on(QStringLiteral("gui")), {}, 0s);
        QVERIFY(gui.contains(QStringLiteral("runs on the GUI thread: the window will be frozen")));
        const QString join = freezeAnnouncement(m_request.on(QStringLiteral("join")), {}, 0s);
        QVERIFY(join.contains(QStringLiteral("has a thread, but the GUI thread waits for its end: "
                                             "the window will be frozen")));
    }

    void tellsAFreezeWithItsFigures()
    {
        const QString text = endMessage(frozen(), {});
        QCOMPARE(text, QStringLiteral("The window was frozen for 5.0 s: it missed 300 frames and "
                                      "answered nothing."));
        QCOMPARE(endKind(frozen()), Banner::Kind::Warning);
    }

    void tellsWhatBecameOfTheInput_data()
    {
        QTest::addColumn<int>("clicks");
        QTest::addColumn<int>("keys");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0 << 0 << QString();
        QTest::newRow("a click") << 1 << 0
                                 << QStringLiteral(
                                            "1 click waited up to 4.2 s and started nothing.");
        QTest::newRow("clicks") << 3 << 0
                                << QStringLiteral(
                                           "3 clicks waited up to 4.2 s and started nothing.");
        QTest::newRow("both") << 1 << 2
                              << QStringLiteral("1 click and 2 key presses waited up to 4.2 s and "
                                                "started nothing.");
    }
    void tellsWhatBecameOfTheInput()
    {
        QFETCH(int, clicks);
        QFETCH(int, keys);
        QTEST(inputSentence({clicks, keys, 4200ms}), "text");
    }

    void tellsAFailureWithItsReason()
    {
        RunRecord record;
        record.elapsed = 1s;
        record.outcome = Outcome::failed(QStringLiteral("3 of 120 files could not be read."));
        QVERIFY(endMessage(record, {}).contains(record.outcome.reason));
        QCOMPARE(endKind(record), Banner::Kind::Bad);
        record.outcome = Outcome::canceled();
        QCOMPARE(endKind(record), Banner::Kind::Info);
        record.outcome = Outcome::finished();
        QCOMPARE(endKind(record), Banner::Kind::Good);
    }

    void tellsWhatALessonCameTo_data()
    {
        QTest::addColumn<bool>("froze");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<Banner::Kind>("kind");
        using enum Verdict;
        QTest::newRow("as expected") << false << AsExpected << Banner::Kind::Good;
        QTest::newRow("not as expected") << false << NotAsExpected << Banner::Kind::Bad;
        QTest::newRow("not to be told") << false << NotToBeTold << Banner::Kind::Info;
        QTest::newRow("frozen, as expected") << true << AsExpected << Banner::Kind::Warning;
        QTest::newRow("frozen, not as expected") << true << NotAsExpected << Banner::Kind::Bad;
        QTest::newRow("frozen, not to be told") << true << NotToBeTold << Banner::Kind::Warning;
    }
    void tellsWhatALessonCameTo()
    {
        QFETCH(bool, froze);
        QFETCH(Verdict, verdict);
        const RunRecord record = lessonsRecord(froze, verdict);
        const QString text = endMessage(record, {});
        // First what the lesson came to, then what that did to the window.
        QCOMPARE(text,
                 QString(verdictSentence(record) + QChar::Space + responsivenessSentence(record)));
        QVERIFY(text.startsWith(
                verdict == Verdict::AsExpected      ? QStringLiteral("As expected: 3 of 4 were")
                : verdict == Verdict::NotAsExpected ? QStringLiteral("Not as expected: 3 of 4 were")
                                                    : QStringLiteral("Not to be told: 3 of 4")));
        QVERIFY(!text.contains(QStringLiteral("Finished"))); // it goes without saying
        QCOMPARE(text.contains(QStringLiteral("frozen for 5.0 s")), froze);
        QTEST(endKind(record), "kind");
    }

    void doesNotTellAgainWhatIsInSight_data() { tellsWhatALessonCameTo_data(); }
    void doesNotTellAgainWhatIsInSight()
    {
        QFETCH(bool, froze);
        QFETCH(Verdict, verdict);
        RunRecord record = lessonsRecord(froze, verdict);
        QCOMPARE(endMessage(record, {1, 0, 2s}, OutcomeIs::InSight),
                 responsivenessSentence(record) + QChar::Space + inputSentence({1, 0, 2s}));
        QCOMPARE(endKind(record, OutcomeIs::InSight), froze ? Banner::Kind::Warning
                                                      : verdict == Verdict::AsExpected
                                                              ? Banner::Kind::Good
                                                              : Banner::Kind::Info);
        record.facts = {};
        record.outcome = Outcome::canceled();
        QCOMPARE(endMessage(record, {}, OutcomeIs::InSight), responsivenessSentence(record));
        record.outcome = Outcome::failed(QStringLiteral("No thread was left."));
        QCOMPARE(endMessage(record, {}, OutcomeIs::InSight), endMessage(record, {}));
        QCOMPARE(endKind(record, OutcomeIs::InSight), Banner::Kind::Bad);
    }

    // It goes by what was measured, not by where the job ran.
    void aFreezeIsNoGoodNewsWhereverItCameFrom()
    {
        RunRecord record = frozen();
        record.placement = QStringLiteral("worker");
        QCOMPARE(endKind(record), Banner::Kind::Warning);
        record.gui.stalls.clear();
        record.placement = QStringLiteral("gui");
        QCOMPARE(endKind(record), Banner::Kind::Good);
    }

    void saysThatTheFreezeLimitEndedIt()
    {
        RunRecord record = frozen();
        record.outcome = Outcome::canceled();
        record.stopReason = StopReason::FreezeLimit;
        QVERIFY(endMessage(record, {}).contains(QStringLiteral("freeze limit")));
    }
};

QTEST_APPLESS_MAIN(TestRunMessages)
#include "tst_runmessages.moc"
