// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/codepane.h"

#include "gui/lesson/codepanes.h"
#include "gui/look/colors.h"
#include "pixels.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace thaw;

namespace {

// Rows "row 0" to "row 99", lines 101 to 200 of their file.
CodeText longCode()
{
    CodeText code;
    QStringList rows;
    for (int row = 0; row < 100; ++row) {
        rows.append(QStringLiteral("row %1").arg(row));
        code.lines.push_back(101 + row);
    }
    code.text = rows.join(QLatin1Char('\n'));
    return code;
}

} // namespace

class TestCodePane : public QObject
{
    Q_OBJECT

    std::unique_ptr<CodePane> m_pane;

    [[nodiscard]] int firstRow() const { return m_pane->verticalScrollBar()->value(); }

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<CodePane>(CodeLanguage::Cpp);
        m_pane->setPalette(lightPalette());
        m_pane->setCode(longCode());
        m_pane->resize(400, 300);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }

    void saysWhatNamesHaveInCommonOnce_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("text");
        const auto names = [](const char *text) {
            return QString::fromLatin1(text).split(QLatin1Char(' '));
        };
        QTest::newRow("one") << names("First") << QStringLiteral("First");
        QTest::newRow("two") << names("First Second") << QStringLiteral("First, Second");
        QTest::newRow("numbered") << names("Worker-12 Worker-1 Main Worker-2")
                                  << QStringLiteral("Main, Worker-1, 2, 12");
        QTest::newRow("of two kinds") << names("A1 A2 B3") << QStringLiteral("A1, 2, B3");
        QTest::newRow("one name within another") << names("A A1") << QStringLiteral("A, A1");
        QTest::newRow("numbers alone") << names("1 2") << QStringLiteral("1, 2");
    }
    void saysWhatNamesHaveInCommonOnce()
    {
        QFETCH(QStringList, names);
        QTEST(namesInShort(names), "text");
    }

    void putsTheTagsBehindTheTextOrWhereThereIsRoom()
    {
        QCOMPARE(tagPositions({30, 50}, 100, 400), (std::vector{100, 134}));
        QCOMPARE(tagPositions({30, 50}, 380, 400), (std::vector{316, 350}));
        QCOMPARE(tagPositions({300, 300}, 10, 400), (std::vector{0, 304}));
    }

    void scrollsAsLittleAsShowsMost_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<std::vector<int>>("rows");
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("now");
        // Ten rows are in sight.
        QTest::newRow("all in sight") << 5 << std::vector{5, 14} << 14 << 5;
        QTest::newRow("below, with two rows more") << 0 << std::vector{12} << 12 << 5;
        QTest::newRow("above, with two rows more") << 20 << std::vector{12} << 12 << 10;
        QTest::newRow("at the head") << 20 << std::vector{0} << 0 << 0;
        QTest::newRow("all, where all fit") << 0 << std::vector{12, 21} << 12 << 12;
        QTest::newRow("the wanted one, where not all fit") << 0 << std::vector{2, 40} << 40 << 33;
        QTest::newRow("the wanted one is in sight, not all are")
                << 0 << std::vector{2, 40} << 2 << 0;
        QTest::newRow("the most, with the wanted one") << 30 << std::vector{5, 14, 30} << 14 << 5;
    }
    void scrollsAsLittleAsShowsMost()
    {
        QFETCH(int, first);
        QFETCH(std::vector<int>, rows);
        QFETCH(int, wanted);
        QTEST(scrolledTo(first, 10, rows, wanted), "now");
    }

    void scrollsToWhereMostAre_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<std::vector<int>>("rows");
        QTest::addColumn<int>("now");
        // Ten rows are in sight.
        QTest::newRow("nothing") << 7 << std::vector<int>() << 7;
        QTest::newRow("all in sight") << 5 << std::vector{5, 14} << 5;
        QTest::newRow("one, out of sight") << 0 << std::vector{40} << 33;
        QTest::newRow("two beat one in sight") << 0 << std::vector{2, 40, 44} << 37;
        QTest::newRow("as many stay") << 0 << std::vector{2, 3, 40, 44} << 0;
        QTest::newRow("two at one row") << 0 << std::vector{2, 40, 40} << 33;
        QTest::newRow("of several the nearest") << 50 << std::vector{2, 90} << 83;
    }
    void scrollsToWhereMostAre()
    {
        QFETCH(int, first);
        QFETCH(std::vector<int>, rows);
        QTEST(scrolledTo(first, 10, rows), "now");
    }

    void lightsTheLineOfEachThread()
    {
        const QColor red(0xcc, 0x22, 0x22);
        const QColor blue(0x22, 0x22, 0xcc);
        QCOMPARE(pixelsOf(m_pane->grab().toImage(), red), 0);
        m_pane->setMarks({{QStringLiteral("First"), 103, red},
                          {QStringLiteral("Second"), 103, blue},
                          {QStringLiteral("Elsewhere"), 7, Qt::green}});
        const QImage both = m_pane->grab().toImage();
        QVERIFY(pixelsOf(both, red) > 100); // a tag for each, though they are on one line
        QVERIFY(pixelsOf(both, blue) > 100);
        QCOMPARE(pixelsOf(both, Qt::green), 0);
        m_pane->setMarks({});
        QCOMPARE(pixelsOf(m_pane->grab().toImage(), red), 0);
    }

    void saysWhereTheThreadsAreForThoseWhoCantSeeIt()
    {
        m_pane->setMarks({{QStringLiteral("First"), 103, Qt::red},
                          {QStringLiteral("Second"), 103, Qt::blue},
                          {QStringLiteral("Elsewhere"), 7, Qt::green}});
        QCOMPARE(m_pane->accessibleDescription(),
                 QStringLiteral("First is at line 103: row 2\nSecond is at line 103: row 2"));
        QCOMPARE(placesText(m_pane->marks()),
                 QStringLiteral("Line 7: Elsewhere. Line 103: First, Second."));
    }

    void knowsWhetherALitLineIsInSight()
    {
        QVERIFY(m_pane->hasMarkInSight()); // none could be
        m_pane->setMarks({{QStringLiteral("First"), 180, Qt::red}});
        QVERIFY(!m_pane->hasMarkInSight());
        m_pane->showMostMarks();
        QVERIFY(m_pane->hasMarkInSight());
        QVERIFY(!m_pane->wasScrolled());
        m_pane->verticalScrollBar()->setValue(0);
        QVERIFY(!m_pane->hasMarkInSight());
        QVERIFY(m_pane->wasScrolled());
    }

    void scrollsToTheMarksUnlessTheReaderHasScrolled()
    {
        m_pane->setMarks({{QStringLiteral("First"), 180, Qt::red}});
        QCOMPARE(firstRow(), 0);
        m_pane->showMarks(0);
        QVERIFY(firstRow() > 60 && firstRow() <= 79);
        QVERIFY(!m_pane->wasScrolled());
        m_pane->verticalScrollBar()->setValue(10);
        QVERIFY(m_pane->wasScrolled());
        m_pane->followAgain();
        QVERIFY(!m_pane->wasScrolled());
    }

    void isToBeReadAndCopiedNotChanged()
    {
        QVERIFY(m_pane->isReadOnly());
        QTest::keyClicks(m_pane.get(), QStringLiteral("x"));
        QCOMPARE(m_pane->toPlainText(), longCode().text);
        m_pane->selectAll();
        m_pane->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), longCode().text);
    }

    void threePanesShareTheRoomThatThereIs_data()
    {
        QTest::addColumn<int>("letters"); // of room
        QTest::addColumn<int>("visible");
        QTest::newRow("wide") << 200 << 3;
        QTest::newRow("medium") << 130 << 2;
        QTest::newRow("narrow") << 90 << 1;
    }
    void threePanesShareTheRoomThatThereIs()
    {
        QFETCH(int, letters);
        QFETCH(int, visible);
        CodePanes panes;
        const CodePane &qt = panes.pane(CodePanes::QtPane);
        panes.resize(letters * qt.fontMetrics().horizontalAdvance(QLatin1Char('m')), 400);
        panes.show();
        const auto visibleOnes = [&] {
            int count = 0;
            for (const CodePane *pane : panes.findChildren<CodePane *>()) {
                count += pane->isVisible() ? 1 : 0;
            }
            return count;
        };
        QCOMPARE(visibleOnes(), visible);
        QVERIFY(qt.isVisible());
        for (const auto pane :
             {CodePanes::StandardPane, CodePanes::PythonPane, CodePanes::QtPane}) {
            panes.choose(pane);
            QVERIFY(panes.pane(pane).isVisible());
            QCOMPARE(visibleOnes(), visible);
        }
    }

    void anotherPaneIsChosenInTheHeadOfThisOne()
    {
        CodePanes panes;
        panes.resize(300, 400);
        panes.show();
        const auto choice = [&](const char *text) -> QToolButton * {
            for (auto *button : panes.findChildren<QToolButton *>()) {
                if (button->isVisible() && button->text() == QLatin1StringView(text)) {
                    return button;
                }
            }
            return nullptr;
        };
        QTest::mouseClick(choice("C++ standard library"), Qt::LeftButton);
        QVERIFY(panes.pane(CodePanes::StandardPane).isVisible());
        QVERIFY(choice("C++ standard library")->isChecked());
        QVERIFY(!choice("Python: threading")->isChecked());
        QTest::keyClick(choice("Python: threading"), Qt::Key_Space);
        QVERIFY(panes.pane(CodePanes::PythonPane).isVisible());
        QVERIFY(choice("Python: threading")->isChecked());
    }
};

QTEST_MAIN(TestCodePane)
#include "tst_codepane.moc"
