// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/nearestname.h"

#include <QTest>

using namespace thaw;

class TestNearestName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasMeant_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("meant");
        const auto row = [](const char *given, const char *meant) {
            QTest::newRow(*given ? given : "nothing")
                    << QString::fromLatin1(given) << QString::fromLatin1(meant);
        };
        row("hash", "hash");
        row("hsah", "hash"); // two in the wrong order are one mistake
        row("has", "hash");
        row("hashs", "hash");
        row("hazh", "hash");
        row("HASH", "hash");
        row("rnu", "run");
        row("prines", "primes");
        row("locked-countr", "locked-counter");
        row("lockdcouter", "locked-counter");
        row("too-many", "too-many-threads"); // the only one that begins so
        row("Numbers", "numbers-and-letters");
        row("", "");
        row("h", "");
        row("ru", "run");
        row("dance", "");
        row("xyz", "");
        row("thread", ""); // two begin so
    }
    void findsWhatWasMeant()
    {
        QFETCH(QString, given);
        const QStringList names{QStringLiteral("run"),
                                QStringLiteral("hash"),
                                QStringLiteral("primes"),
                                QStringLiteral("locked-counter"),
                                QStringLiteral("thread-pool"),
                                QStringLiteral("thread-lifecycle"),
                                QStringLiteral("too-many-threads"),
                                QStringLiteral("numbers-and-letters")};
        QTEST(nearestName(given, names), "meant");
    }

    void ofTwoItIsTheNearer()
    {
        QCOMPARE(nearestName(QStringLiteral("matchs"),
                             {QStringLiteral("march"), QStringLiteral("match")}),
                 QStringLiteral("match"));
    }

    void aVeryLongNameIsNoWork()
    {
        const QString given(5'000'000, QLatin1Char('x'));
        QVERIFY(nearestName(given, {QStringLiteral("hash")}).isEmpty());
    }

    void asksForAnError()
    {
        QCOMPARE(quotedGiven(QStringLiteral("hsah"), QStringLiteral("hash")),
                 QStringLiteral("'hsah' (did you mean 'hash'?)"));
        QCOMPARE(quotedGiven(QStringLiteral("dance"), {}), QStringLiteral("'dance'"));
    }
};

QTEST_APPLESS_MAIN(TestNearestName)
#include "tst_nearestname.moc"
