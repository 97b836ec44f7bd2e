// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/lessoncode.h"

#include "jobs/catalog/builtinjobs.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace thaw;

namespace {

const auto source = QStringLiteral("// SPDX-License-Identifier: GPL-3.0-or-later\n"
                                   "#include <thread>\n"
                                   "\n"
                                   "class Lesson\n"
                                   "{\n"
                                   "    //! [lesson]\n"
                                   "    void one()\n"
                                   "    {\n"
                                   "        lock();\n"
                                   "\n"
                                   "    }\n"
                                   "    //! [lesson]\n"
                                   "    int hidden;\n"
                                   "    //! [lesson]\n"
                                   "    void two();\n"
                                   "    //! [lesson]\n"
                                   "};\n");

} // namespace

class TestLessonCode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsTheMarkedPartsWithoutTheirIndentation()
    {
        QCOMPARE(markedPart(source).text, QStringLiteral("void one()\n"
                                                         "{\n"
                                                         "    lock();\n"
                                                         "\n"
                                                         "}\n"
                                                         "…\n"
                                                         "void two();"));
    }

    void keepsTheLineNumbersOfTheFile()
    {
        const CodeText part = markedPart(source);
        QCOMPARE(part.lines, (std::vector{7, 8, 9, 10, 11, 0, 15}));
        const QStringList rows = part.text.split(QLatin1Char('\n'));
        const QStringList file = source.split(QLatin1Char('\n'));
        for (int row = 0; row < rows.size(); ++row) {
            if (const int line = part.lines[static_cast<std::size_t>(row)]; line > 0) {
                QCOMPARE(rows[row].trimmed(), file[line - 1].trimmed());
                QCOMPARE(part.rowOf(line), row);
            }
        }
        QCOMPARE(part.rowOf(13), -1); // left out
        QCOMPARE(part.rowOf(0), -1);  // no line, though a row has none
        QCOMPARE(part.rowOf(99), -1);
    }

    void withoutMarksThereIsNothing()
    {
        QVERIFY(markedPart(QStringLiteral("int main() {}\n")).text.isEmpty());
        QVERIFY(markedPart({}).lines.empty());
    }

    void leavesOutTheLicence_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("C++") << QStringLiteral(
                "// SPDX-License-Identifier: MIT\n#include <mutex>\n\nint x;\n");
        QTest::newRow("Python, with a blank line behind it")
                << QStringLiteral("# SPDX-License-Identifier: MIT\n\n#include <mutex>\n\nint x;\n");
        QTest::newRow("none") << QStringLiteral("#include <mutex>\n\nint x;\n");
    }
    void leavesOutTheLicence()
    {
        QFETCH(QString, file);
        const CodeText code = withoutLicence(file);
        QCOMPARE(code.text, QStringLiteral("#include <mutex>\n\nint x;"));
        QCOMPARE(code.lines, (std::vector{1, 2, 3}));
    }

    void everyLessonHasItsThreeCodes_data()
    {
        QTest::addColumn<QString>("id");
        const JobCatalog jobs = builtInJobs();
        for (const JobDescriptor &job : jobs.all()) {
            if (job.isLesson()) {
                QTest::newRow(qPrintable(job.id)) << job.id;
            }
        }
    }
    void everyLessonHasItsThreeCodes()
    {
        QFETCH(QString, id);
        const LessonCode code = lessonCode(id);
        for (const CodeText *text : {&code.qt, &code.python, &code.standard}) {
            QVERIFY(text->lines.size() > 5);
            QCOMPARE(text->text.count(QLatin1Char('\n')) + 1, qsizetype(text->lines.size()));
            QVERIFY(!text->text.contains(QStringLiteral("SPDX")));
            QVERIFY(!text->text.contains(QStringLiteral("[lesson]")));
        }
        QVERIFY(code.qt.lines.front() > 5);
        QVERIFY(!code.qt.text.startsWith(QLatin1Char(' ')));
    }

    // What isn't the idea has files of its own.
    void mostOfALessonsOwnFileIsShown_data() { everyLessonHasItsThreeCodes_data(); }
    void mostOfALessonsOwnFileIsShown()
    {
        QFETCH(QString, id);
        const auto shown =
                std::ranges::count_if(lessonCode(id).qt.lines, [](int line) { return line > 0; });
        QFile file(QStringLiteral(":/lessons/%1/qt.cpp").arg(id));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto all = file.readAll().count('\n');
        QVERIFY2(shown * 100 >= all * 60,
                 qPrintable(QStringLiteral("%1 of %2 lines are shown").arg(shown).arg(all)));
    }

    void aWorkloadHasNone()
    {
        const LessonCode code = lessonCode(QStringLiteral("primes"));
        QVERIFY(code.qt.text.isEmpty());
        QVERIFY(code.python.text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLessonCode)
#include "tst_lessoncode.moc"
