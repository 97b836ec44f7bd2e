// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/codehighlighter.h"

#include "gui/look/colors.h"

#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

using namespace thaw;

Q_DECLARE_METATYPE(thaw::CodeLanguage)

namespace {

// The line with a letter below each character that says what it is: k, t, s, n, c or d.
QString picture(const QString &line, CodeLanguage language, OpenToken open = OpenToken::None)
{
    QString marks(line.size(), QLatin1Char(' '));
    for (const CodeToken &token : tokensOf(line, language, open).tokens) {
        static constexpr std::array letters{'k', 't', 's', 'n', 'c', 'd'};
        const QChar letter = QLatin1Char(letters[static_cast<std::size_t>(token.kind)]);
        marks.replace(token.start, token.length, QString(token.length, letter));
    }
    return marks;
}

} // namespace

class TestCodeHighlighter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsWhat_data()
    {
        QTest::addColumn<CodeLanguage>("language");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("marks");
        const auto row = [](const char *name, CodeLanguage language, const char *line,
                            const char *marks) {
            QTest::newRow(name) << language << QString::fromUtf8(line) << QString::fromUtf8(marks);
        };
        using enum CodeLanguage;
        // clang-format off
        row("keywords and numbers", Cpp, "for (int i = 0; i < 10'000; ++i)",
                                         "kkk  kkk     n      nnnnnn      ");
        row("a keyword within a name", Cpp, "int forever = information;",
                                            "kkk                       ");
        row("types", Cpp, "Thread first(MAX);",
                          "tttttt            ");
        row("a string with a quote in it", Cpp, "say(\"a \\\" // b\"); // c",
                                                "    sssssssssss   cccc");
        row("a prefix", Cpp, "u8\"ab\" ab\"c\"",
                             "ssssss sssss");
        row("characters", Cpp, "{'A', '\\''}",
                               " sss  ssss ");
        row("an include", Cpp, "#include <mutex>",
                               "dddddddd sssssss");
        row("a block comment in a line", Cpp, "a /* b */ if",
                                              "  ccccccc kk");
        row("a suffix", Cpp, "sleep(1.5s);",
                             "      nnnn  ");
        row("Python", Python, "def say(n):  # says it",
                              "kkk          ccccccccc");
        row("an f-string", Python, "print(f\"n {n}\", end='')",
                                   "      ssssssss      ss ");
        row("a decorator", Python, "    @functools.cache",
                                   "    dddddddddddddddd");
        row("a hash in a string", Python, "x = '#' # y",
                                          "    sss ccc");
        row("a string without its end", Python, "x = \"abc",
                                                "    ssss");
        row("a backslash at the end", Python, "x = \"abc\\",
                                              "    sssss");
        // clang-format on
    }
    void tellsWhatIsWhat()
    {
        QFETCH(CodeLanguage, language);
        QFETCH(QString, line);
        QFETCH(QString, marks);
        QCOMPARE(picture(line, language), marks);
        QCOMPARE(tokensOf(line, language).open, OpenToken::None);
    }

    void whatIsOpenGoesOnInTheNextLine()
    {
        using enum CodeLanguage;
        QCOMPARE(tokensOf(u"int x; /* says", Cpp).open, OpenToken::BlockComment);
        QCOMPARE(picture(QStringLiteral("if */ if"), Cpp, OpenToken::BlockComment),
                 QStringLiteral("ccccc kk"));
        QCOMPARE(tokensOf(u"if", Cpp, OpenToken::BlockComment).open, OpenToken::BlockComment);
        QCOMPARE(tokensOf(u"\"\"\"Says", Python).open, OpenToken::DoubleQuotes);
        QCOMPARE(tokensOf(u"'''Says", Python).open, OpenToken::SingleQuotes);
        QCOMPARE(picture(QStringLiteral("if\"\"\" if"), Python, OpenToken::DoubleQuotes),
                 QStringLiteral("sssss kk"));
        QCOMPARE(picture(QStringLiteral("'''a''' if"), Python), QStringLiteral("sssssss kk"));
    }

    void coloursADocumentReadably_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void coloursADocumentReadably()
    {
        QFETCH(QPalette, palette);
        QTextDocument document(
                QStringLiteral("#include <mutex> /* open\nstill */ int Type = 1; // \"\"\n\"s\""));
        CodeHighlighter highlighter(&document, CodeLanguage::Cpp, palette);
        int colored = 0;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
                ++colored;
                QVERIFY(contrastRatio(range.format.foreground().color(),
                                      palette.color(QPalette::Base))
                        >= 4.5);
            }
        }
        QVERIFY(colored >= 8);
    }
};

QTEST_MAIN(TestCodeHighlighter)
#include "tst_codehighlighter.moc"
