// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/filename.h"

#include "jobs/workloads/download/disposition.h"

#include <QRandomGenerator>
#include <QTest>

using namespace thaw;

class TestFileName : public QObject
{
    Q_OBJECT

    // What holds for every name, whatever was proposed.
    static void verifySafe(const QByteArray &name)
    {
        const QString text = QString::fromUtf8(name);
        QVERIFY2(!name.isEmpty() && name.size() <= 255, name.constData());
        QVERIFY2(text.toUtf8() == name, name.constData());
        for (const char c : QByteArrayLiteral("/\\<>:\"|?*")) {
            QVERIFY2(c == '\0' || !name.contains(c), name.constData());
        }
        QVERIFY2(!name.startsWith('.') && !name.startsWith('-') && !name.startsWith(' '),
                 name.constData());
        QVERIFY2(!name.endsWith('.') && !name.endsWith(' '), name.constData());
        for (const char32_t c : text.toUcs4()) {
            QVERIFY2(QChar::isPrint(c) && (!QChar::isSpace(c) || c == U' '), name.constData());
        }
    }

private Q_SLOTS:
    void makesANameSafe_data()
    {
        QTest::addColumn<QString>("proposed");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *proposed, const char *name) {
            QTest::newRow(proposed) << QString::fromUtf8(proposed) << QString::fromUtf8(name);
        };
        row("a.txt", "a.txt");
        row("a b (1).tar.gz", "a b (1).tar.gz");
        row("Grüße ☃ 猫.txt", "Grüße ☃ 猫.txt");
        row("../../etc/passwd", "passwd");
        row("/etc/passwd", "passwd");
        row("..\\..\\boot.ini", "boot.ini");
        row("C:\\boot.ini", "boot.ini");
        row("C:evil.txt", "C_evil.txt");
        row("a/", "download");
        row("a/..", "download");
        row("..", "download");
        row(".", "download");
        row("...", "download");
        row("", "download");
        row("   ", "download");
        row(" . . ", "download");
        row(".bashrc", "bashrc");
        row("...hidden", "hidden");
        row(". .hidden", "hidden");
        row("-rf", "rf");
        row("--help", "help");
        row(".-.x", "x");
        row("name.", "name");
        row("name. . ", "name");
        row("a\nb", "a_b");
        row("a\rb\tc", "a_b_c");
        row("a\x1b[31mb", "a_[31mb");
        row("a\x7f", "a_");
        row("a\xc2\x85"
            "b",
            "a_b"); // next line
        row("a\xe2\x80\xa8"
            "b",
            "a_b");                               // line separator
        row("a\xe2\x80\xaetxt.exe", "a_txt.exe"); // turns around
        row("a\xe2\x81\xa6"
            "b",
            "a_b");
        row("a\xe2\x80\x8b"
            "b",
            "a_b"); // of no width
        row("a\xef\xbb\xbf"
            "b",
            "a_b"); // byte order mark
        row("a\xc2\xa0"
            "b",
            "a b"); // no-break space
        row("\xe3\x80\x80"
            "a",
            "a");                     // ideographic space
        row("e\xcc\x81", "\xc3\xa9"); // composed
        row("a<b>c:d\"e|f?g*h", "a_b_c_d_e_f_g_h");
        row("CON", "_CON");
        row("con.txt", "_con.txt");
        row("Nul .txt", "_Nul .txt");
        row("COM\u00b9.txt", "_COM\u00b9.txt");
        row("conin$", "_conin$");
        row("com1", "_com1");
        row("LPT9.tar.gz", "_LPT9.tar.gz");
        row("com1\u2026.txt", "_com1\u2026.txt"); // three dots, and one, in one character
        row("con\u2024txt", "_con\u2024txt");
        row("com10", "com10");
        row("console", "console");
        row("~", "~");
        row("$HOME", "$HOME");
        row("a%2Fb", "a%2Fb"); // it is decoded by whoever knows that it is encoded
        row("\xf0\x9f\x90\xb1.png", "\xf0\x9f\x90\xb1.png");
    }
    void makesANameSafe()
    {
        QFETCH(QString, proposed);
        QFETCH(QString, name);
        const QByteArray made = safeFileName(proposed);
        QCOMPARE(QString::fromUtf8(made), name);
        verifySafe(made);
        QCOMPARE(safeFileName(QString::fromUtf8(made)), made); // and stays so
    }

    void halvesOfPairsAndNulsAreNone()
    {
        verifySafe(safeFileName(QString(QChar(0xD83D)) + QStringLiteral("x")));
        verifySafe(safeFileName(QStringLiteral("x") + QChar(0xDC31)));
        QCOMPARE(safeFileName(QStringLiteral("a\0b").left(1) + QChar(0) + QStringLiteral("b")),
                 QByteArray("a_b"));
    }

    void cutsALongNameAndKeepsItsSuffix_data()
    {
        QTest::addColumn<QString>("proposed");
        QTest::addColumn<QString>("end");
        QTest::newRow("letters") << QString(300, QLatin1Char('a')) + QStringLiteral(".txt")
                                 << QStringLiteral("a.txt");
        QTest::newRow("of two bytes") << QString(300, QChar(0xe9)) + QStringLiteral(".txt")
                                      << QStringLiteral("\u00e9.txt");
        QString cats;
        for (int i = 0; i < 100; ++i) {
            cats += QStringLiteral("\U0001F431");
        }
        QTest::newRow("of four bytes")
                << cats + QStringLiteral(".txt") << QStringLiteral("\U0001F431.txt");
        QTest::newRow("a suffix of no worth")
                << QStringLiteral("a.") + QString(300, QLatin1Char('b')) << QStringLiteral("bb");
        QTest::newRow("a page") << QString(100'000, QLatin1Char('c')) << QStringLiteral("cc");
        QTest::newRow("with marks")
                << QStringLiteral("a\u0308").repeated(200) << QStringLiteral("\u00e4");
        // One character, as a person sees it: cut away whole, it would leave a hidden file.
        const QString marked = QStringLiteral("a") + QString(300, QChar(0x0301));
        QTest::newRow("of one character with marks without end")
                << marked << QStringLiteral("\u0301");
        QTest::newRow("of one such character and a suffix that would be hidden")
                << marked + QStringLiteral(".bash_profile")
                << QStringLiteral("\u0301.bash_profile");
    }
    void cutsALongNameAndKeepsItsSuffix()
    {
        QFETCH(QString, proposed);
        QFETCH(QString, end);
        const QByteArray made = safeFileName(proposed);
        verifySafe(made);
        QVERIFY2(made.size() > 245, made.constData());
        QVERIFY2(made.endsWith(end.toUtf8()), made.constData());
        const QByteArray second = numberedName(made, 12);
        verifySafe(second);
        QVERIFY2(second.contains(" (12)"), second.constData());
    }

    // Whatever is cut away, the rest is no device.
    void noDeviceIsLeftWhenItHasBeenCut_data()
    {
        QTest::addColumn<QString>("proposed");
        const auto row = [](const char *name, const QString &proposed) {
            QTest::newRow(name) << proposed;
        };
        const QString spaces(300, QLatin1Char(' '));
        row("spaces and a letter", QStringLiteral("com1") + spaces + QLatin1Char('x'));
        row("spaces and a suffix", QStringLiteral("com1") + spaces + QStringLiteral(".txt"));
        row("dots and a letter",
            QStringLiteral("nul") + QString(300, QLatin1Char('.')) + QLatin1Char('x'));
        row("wide spaces", QStringLiteral("aux") + QString(300, QChar(0x3000)) + QLatin1Char('x'));
        row("in front", spaces + QStringLiteral("prn"));
    }
    void noDeviceIsLeftWhenItHasBeenCut()
    {
        QFETCH(QString, proposed);
        const QByteArray made = safeFileName(proposed);
        QVERIFY2(made.startsWith('_'), made.constData());
        verifySafe(made);
        QCOMPARE(safeFileName(QString::fromUtf8(made)), made);
    }

    void numbersBeforeTheSuffix_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("numbered");
        const auto row = [](const char *name, int number, const char *numbered) {
            QTest::newRow(name) << number << QByteArray(numbered);
        };
        row("a.txt", 2, "a (2).txt");
        row("a", 3, "a (3)");
        row("a.tar.gz", 10, "a.tar (10).gz");
        row("same.txt", 1, "same.txt");
    }
    void numbersBeforeTheSuffix()
    {
        QFETCH(int, number);
        QTEST(numberedName(QTest::currentDataTag(), number), "numbered");
    }

    void takesTheNameFromTheHeaderOrTheAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *address, const char *header, const char *name) {
            QTest::addRow("%s %s", address, header)
                    << QString::fromUtf8(address) << QByteArray(header) << QString::fromUtf8(name);
        };
        row("http://h/a.txt", "", "a.txt");
        row("http://h/x/a.txt?b=/c.txt", "", "a.txt");
        row("http://h/", "", "download");
        row("http://h", "", "download");
        row("http://h/a%20b%C3%A9.txt", "", "a b\xc3\xa9.txt");
        row("http://h/..%2f..%2fetc%2fpasswd", "", "passwd");
        row("http://h/%2e%2e%5c%2e%2e%5cx", "", "x");
        row("http://h/a%00b", "", "a_b");
        row("http://h/a%0ab", "", "a_b");
        row("http://h/%ff%fe", "", "\xc3\xbf\xc3\xbe"); // no UTF-8, so as Windows has it
        row("http://h/%E4%F6.txt", "", "\xc3\xa4\xc3\xb6.txt");
        row("http://h/a", "attachment", "a");
        row("http://h/a", "attachment; filename=b.txt", "b.txt");
        row("http://h/a", "attachment; filename=\"b c.txt\"", "b c.txt");
        row("http://h/a", "inline;filename=\"b;c.txt\" ; x=y", "b;c.txt");
        row("http://h/a", "attachment; filename=\"b\\\"c\\\\d.txt\"", "d.txt");
        row("http://h/a", "attachment; FileName = \"b.txt\"", "b.txt");
        row("http://h/a", "attachment; x=y; filename=b.txt", "b.txt");
        row("http://h/a", "attachment; flag; filename=b.txt", "b.txt");
        row("http://h/a", "attachment; filename*=UTF-8''b%20%e2%82%ac.txt; filename=c.txt",
            "b \xe2\x82\xac.txt");
        row("http://h/a", "attachment; filename=c.txt; filename*=utf-8'en'b.txt", "b.txt");
        row("http://h/a", "attachment; filename*=ISO-8859-1''b%e9.txt", "b\xc3\xa9.txt");
        row("http://h/a", "attachment; filename*=UTF-8''%ff.txt; filename=c.txt", "c.txt");
        row("http://h/a", "attachment; filename*=KOI8-R''b.txt; filename=c.txt", "c.txt");
        row("http://h/a", "attachment; filename*=nonsense; filename=c.txt", "c.txt");
        row("http://h/a", "attachment; filename=\"../../etc/passwd\"", "passwd");
        row("http://h/a", "attachment; filename=\"/etc/cron.d/x\"", "x");
        row("http://h/a", "attachment; filename*=UTF-8''..%2F..%2Fx.sh", "x.sh");
        row("http://h/a", "attachment; filename=\"\"", "a");
        row("http://h/a", "attachment; filename=\"x/\"", "a");
        row("http://h/a", "attachment; filename=\"..\"", "download");
        row("http://h/a", "attachment; filename=\".ssh\"", "ssh");
        row("http://h/a", "attachment; filename=\"unclosed", "unclosed");
        row("http://h/a", "attachment; filename=", "a");
        row("http://h/a", ";;;===;;", "a");
        // Without what should be there, or with what should not.
        row("http://h/a", "attachment;\tfilename=\t\"b.txt\"", "b.txt");
        row("http://h/a", "filename=\"b.txt\"", "b.txt");
        row("http://h/a", "filename=b.txt", "b.txt");
        row("http://h/a", "attachment filename=b.txt", "b.txt");
        row("http://h/a", "attachment; filename=b c.txt", "b c.txt");
        row("http://h/a", "attachment; filename='b c.txt'", "b c.txt");
        row("http://h/a", "attachment; filename=b.txt\"", "b.txt");
        row("http://h/a", "attachment; filename=\"b.txt\" size=3; x=y", "b.txt");
        row("http://h/a", "attachment; filename=\"c.txt\" filename*=UTF-8''b.txt", "b.txt");
        row("http://h/a", "attachment; x=\"; filename=c.txt\"; filename=b.txt", "b.txt");
        row("http://h/a", "attachment; filename=b.txt; filename=c.txt", "b.txt");
        row("http://h/a", "attachment; filename=\"b=c.txt\"", "b=c.txt");
        row("http://h/a", "attachment; notfilename=c.txt", "a");
        // Paths of Windows, with and without escapes.
        row("http://h/a", "attachment; filename=\"D:\\docs\\plan.txt\"", "plan.txt");
        row("http://h/a", "attachment; filename=\"D:\\\\docs\\\\plan.txt\"", "plan.txt");
        row("http://h/a", "attachment; filename=D:\\docs\\plan.txt", "plan.txt");
        row("http://h/a", "attachment; filename=\"\\\\host\\share\\plan.txt\"", "plan.txt");
        row("http://h/a", "attachment; filename=\"C:\\docs\\\"", "a");
        row("http://h/a", "attachment; filename=\"D:\\docs\\\"; size=3", "a"); // it names none
        row("http://h/a", "filename=\"D:\\docs\\\"", "a");
        row("http://h/a", "attachment; filename=D:\\docs\\", "a");
        row("http://h/a", "attachment; filename=\"D:\\docs\\\\\"", "a");
        row("http://h/a", "attachment; filename=\"b \\\"c\\\".txt\"", "b _c_.txt");
        // RFC 2047, which is for mail.
        row("http://h/a", "attachment; filename=\"=?UTF-8?B?w7wudHh0?=\"", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename==?utf-8?q?=C3=BC_b.txt?=", "\xc3\xbc b.txt");
        row("http://h/a", "attachment; filename=\"=?ISO-8859-1?Q?=FC.txt?=\"", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=\"=?UTF-8?Q?=C3?= =?UTF-8?Q?b?=.txt\"",
            "=_UTF-8_Q_=C3_==_UTF-8_Q_b_=.txt");
        row("http://h/a", "attachment; filename=\"=?UTF-8?Q?=C3?= =?UTF-8?Q?=BC?=.txt\"",
            "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=\"caf\xe9\"", "caf\xc3\xa9");
        row("http://h/a", "attachment; filename=\"=?UTF-8?Q?b?=\t=?UTF-8?B?Yy50eHQ=?=\"", "bc.txt");
        row("http://h/a", "attachment; filename=\"=?UTF-8*en?Q?b.txt?=\"", "b.txt");
        row("http://h/a", "attachment; filename=\"=?X-NONE?Q?b.txt?=\"", "=_X-NONE_Q_b.txt_=");
        row("http://h/a", "attachment; filename=\"=?UTF-8?Q?..=2F..=2Fx.sh?=\"", "x.sh");
        // Percent-encoded, which is for filename*.
        row("http://h/a", "attachment; filename=\"%C3%BC.txt\"", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=b%20c.txt", "b c.txt");
        row("http://h/a", "attachment; filename=\"100%.txt\"", "100%.txt");
        row("http://h/a", "attachment; filename=\"%FC.txt\"", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=\"%E4%F6.txt\"", "\xc3\xa4\xc3\xb6.txt");
        row("http://h/a", "attachment; filename=%80.txt", "\xe2\x82\xac.txt");
        row("http://h/a", "attachment; filename=\"%0A%FC.txt\"", "_\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=\"100%.%FC\"", "100%.%FC");
        row("http://h/a", "attachment; filename=\"..%2F..%2Fx.sh\"", "x.sh");
        row("http://h/a", "attachment; filename*=\"UTF-8''%C3%BC.txt\"", "\xc3\xbc.txt");
        // As filename* has it, and called filename.
        row("http://h/a", "attachment; filename=UTF-8''%C3%BC.txt", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=\"utf-8'en'%C3%BC%20b.txt\"", "\xc3\xbc b.txt");
        row("http://h/a", "attachment; filename=ISO-8859-1''%FC.txt", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=UTF-8''..%2Fx.sh", "x.sh");
        row("http://h/a", "attachment; filename=UTF-8''c.txt; filename*=UTF-8''b.txt", "b.txt");
        row("http://h/a", "attachment; filename=\"Bob's and Ann's.txt\"", "Bob's and Ann's.txt");
        row("http://h/a", "attachment; filename=\"''b.txt\"", "''b.txt");
        row("http://h/a", "attachment; filename=UTF-8'b.txt", "UTF-8'b.txt");
        row("http://h/a", "attachment; filename*=utf8''%C3%BC.txt", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename*=''%C3%BC.txt", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename*=b.txt", "b.txt");
        row("http://h/a", "attachment; filename*0=\"b \"; filename*1=c.txt", "b c.txt");
        row("http://h/a", "attachment; filename*1*=%BC.txt; filename*0*=UTF-8''%C3",
            "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename*1=c.txt", "a");
        // Bytes that were taken for characters, and written as such.
        row("http://h/a", "attachment; filename=\"\xc3\x83\xc2\xbc.txt\"", "\xc3\xbc.txt");
        row("http://h/a", "attachment; filename=\"\xc3\xa2\xe2\x80\x9a\xc2\xac.txt\"",
            "\xe2\x82\xac.txt");
        row("http://h/a", "attachment; filename=\"N\xc3\x83O.txt\"", "N\xc3\x83O.txt");
        row("http://h/a", "attachment; filename=\"\x80 \x96 b.txt\"",
            "\xe2\x82\xac \xe2\x80\x93 b.txt");
        row("http://h/a", "attachment; filename=b\xe9.txt", "b\xc3\xa9.txt");
        row("http://h/a", "attachment; filename=b\xc3\xa9.txt", "b\xc3\xa9.txt");
    }
    void takesTheNameFromTheHeaderOrTheAddress()
    {
        QFETCH(QString, address);
        QFETCH(QByteArray, header);
        QFETCH(QString, name);
        const QByteArray made = fileNameFor(QUrl(address), header);
        QCOMPARE(QString::fromUtf8(made), name);
        verifySafe(made);
    }

    void aHeaderAsLongAsABookIsNotRead()
    {
        const QByteArray header = "attachment; filename=b" + QByteArray(100'000, ' ');
        QCOMPARE(dispositionFileName(header), QString());
    }

    void whateverComesTheNameIsSafe()
    {
        QRandomGenerator random(7);
        static constexpr char likely[] = "./\\\"';:*=%%20 filename*UTF-8''\x00\x1b\xc3\xe2\x80\xae";
        for (int turn = 0; turn < 20'000; ++turn) {
            QByteArray header("attachment; filename");
            const auto length = random.bounded(40);
            for (int i = 0; i < length; ++i) {
                header += random.bounded(3) ? likely[random.bounded(int{sizeof likely})]
                                            : static_cast<char>(random.bounded(256));
            }
            const QByteArray name = fileNameFor(
                    QUrl(QStringLiteral("http://h/") + QString::fromLatin1(header)), header);
            verifySafe(name);
            verifySafe(numberedName(name, 1 + random.bounded(20'000)));
        }
    }
};

QTEST_APPLESS_MAIN(TestFileName)
#include "tst_filename.moc"
