// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"

#include <QLocale>
#include <QTest>

using namespace thaw;

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesWhatNeedsIt_data()
    {
        QTest::addColumn<QByteArrayList>("cells");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArrayList{"a", "", "1.5"} << QByteArray("a,,1.5\r\n");
        QTest::newRow("comma") << QByteArrayList{"a,b"} << QByteArray("\"a,b\"\r\n");
        QTest::newRow("quote") << QByteArrayList{"a \"b\""} << QByteArray("\"a \"\"b\"\"\"\r\n");
        QTest::newRow("line end") << QByteArrayList{"a\nb", "c\rd"}
                                  << QByteArray("\"a\nb\",\"c\rd\"\r\n");
    }
    void quotesWhatNeedsIt()
    {
        QFETCH(QByteArrayList, cells);
        QTEST(csvLine(cells), "line");
    }

    void numbersAreTheSameInEveryLanguage()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(csvNumber(1234567.25), QByteArray("1234567.25"));
        QCOMPARE(csvNumber(2), QByteArray("2"));
        QLocale::setDefault(before);
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
