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

    void noCellIsAFormula_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char *cell, const char *line) {
            QTest::newRow(cell) << QByteArray(cell) << QByteArray(line);
        };
        row("=1+1", "'=1+1\r\n");
        row("=HYPERLINK(\"http://a\")", "\"'=HYPERLINK(\"\"http://a\"\")\"\r\n");
        row("+1+1", "'+1+1\r\n");
        row("-1+1", "'-1+1\r\n");
        row("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0\r\n");
        row("@SUM(A1)", "'@SUM(A1)\r\n");
        row("\t=1", "'\t'=1\r\n");
        row("\r=1", "\"'\r'=1\"\r\n");
        row("\n=1", "\"'\n'=1\"\r\n");
        row("-", "'-\r\n");
        row("-inf", "'-inf\r\n");
        row("-1", "-1\r\n");
        row("+1.5e3", "+1.5e3\r\n");
        row("-0.25", "-0.25\r\n");
        row("a=b", "a=b\r\n");
        row("{\"path\":\"=1\"}", "\"{\"\"path\"\":\"\"=1\"\"}\"\r\n");
        // Where a semicolon or a tab separates, what follows it in a cell begins another.
        row("{\"name\":\"=1+1;=2\"}", "\"{\"\"name\"\":\"\"=1+1;'=2\"\"}\"\r\n");
        row("a;=1;+A1;-b;@c", "a;'=1;'+A1;'-b;'@c\r\n");
        row("a;\"=1\"", "\"a;'\"\"=1\"\"\"\r\n");
        row("a; =1", "a;' =1\r\n");
        row("a\t=1", "a\t'=1\r\n");
        row("a\n=1", "\"a\n'=1\"\r\n");
        row("a\r\n=1", "\"a\r\n'=1\"\r\n");
        row("=1;=2", "'=1;'=2\r\n");
        row("a;-1;+2.5;b=c;", "a;-1;+2.5;b=c;\r\n");
        row("a;b-c", "a;b-c\r\n");
    }
    void noCellIsAFormula()
    {
        QFETCH(QByteArray, cell);
        QTEST(csvLine({cell}), "line");
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
