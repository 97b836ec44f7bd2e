// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <unistd.h>

namespace {

const auto source = QStringLiteral(THAW_SOURCE_DIR);

} // namespace

/// packaging/newlesson.sh, in a copy of what it needs of the tree.
class NewLessonTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_tree;
    QString m_output;
    QString m_error;

    void copy(const QString &path)
    {
        const QString to = m_tree->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(to).path()));
        QVERIFY(QFile::copy(source + QLatin1Char('/') + path, to));
    }
    [[nodiscard]] QString script() const
    {
        return m_tree->filePath(QStringLiteral("packaging/newlesson.sh"));
    }
    [[nodiscard]] int run(const QStringList &arguments)
    {
        return runProgram(QStringLiteral("bash"), QStringList{script()} + arguments);
    }
    [[nodiscard]] int runProgram(
            const QString &program, const QStringList &arguments,
            const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess bash;
        bash.setProcessEnvironment(environment);
        bash.start(program, arguments);
        bash.waitForFinished(250'000);
        m_output = QString::fromUtf8(bash.readAllStandardOutput());
        m_error = QString::fromUtf8(bash.readAllStandardError());
        return bash.exitCode();
    }
    [[nodiscard]] QString textOf(const QString &path) const
    {
        QFile file(m_tree->filePath(path));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    void write(const QString &path, const QString &text) const
    {
        const QString whole = m_tree->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }
    void replace(const QString &path, const QRegularExpression &what, const QString &with) const
    {
        QString text = textOf(path);
        const QString before = text;
        text.replace(what, with);
        QVERIFY(text != before);
        write(path, text);
    }
    // All files with what is in them.
    [[nodiscard]] QMap<QString, QString> all() const
    {
        QMap<QString, QString> files;
        QDirIterator entries(m_tree->path(), QDir::Files, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            const QString path = QDir(m_tree->path()).relativeFilePath(entries.next());
            files.insert(path, textOf(path));
        }
        return files;
    }

private Q_SLOTS:
    void init()
    {
        m_tree = std::make_unique<QTemporaryDir>();
        for (const char *path : {"packaging/newlesson.sh", "src/jobs/lessons/lessons.cmake",
                                 "README.md", ".clang-format", "tests/jobs/lessons/tst_lessons.cpp",
                                 "src/jobs/lessons/semaphore/semaphore.h"}) {
            copy(QString::fromLatin1(path));
        }
        const QString templates = QStringLiteral("packaging/newlesson");
        for (const QString &name :
             QDir(source + QLatin1Char('/') + templates).entryList(QDir::Files)) {
            copy(templates + QLatin1Char('/') + name);
        }
    }

    void writesAllFilesOfALesson()
    {
        const QMap<QString, QString> before = all();
        QCOMPARE(run({QStringLiteral("timer-elsewhere")}), 0);
        QCOMPARE(m_error, QString());
        QStringList added;
        const QMap<QString, QString> after = all();
        for (auto file = after.cbegin(); file != after.cend(); ++file) {
            if (!before.contains(file.key())) {
                added.append(file.key());
                QVERIFY2(!file->contains(
                                 QRegularExpression(QStringLiteral("an-?example"),
                                                    QRegularExpression::CaseInsensitiveOption)),
                         qPrintable(file.key()));
                QVERIFY2(file->contains(QStringLiteral("SPDX-License-Identifier")),
                         qPrintable(file.key()));
                QVERIFY2(m_output.contains(file.key()), qPrintable(file.key()));
            }
        }
        QCOMPARE(added,
                 (QStringList{
                         QStringLiteral("resources/icons/job-timer-elsewhere.svg"),
                         QStringLiteral("resources/lessons/timer-elsewhere.cpp"),
                         QStringLiteral("resources/lessons/timer-elsewhere.py"),
                         QStringLiteral("src/jobs/lessons/timerelsewhere/timerelsewhere.cpp"),
                         QStringLiteral("src/jobs/lessons/timerelsewhere/timerelsewhere.h"),
                         QStringLiteral("src/jobs/lessons/timerelsewhere/timerelsewherelesson.cpp"),
                         QStringLiteral("tests/jobs/lessons/snippets/timer-elsewhere.txt"),
                         QStringLiteral("tests/jobs/lessons/tst_timerelsewhere.cpp"),
                 }));
        const QString lesson =
                textOf(QStringLiteral("src/jobs/lessons/timerelsewhere/timerelsewherelesson.cpp"));
        QVERIFY(lesson.contains(QLatin1String("JobDescriptor timerElsewhereLesson()")));
        QVERIFY(lesson.contains(QLatin1String("QStringLiteral(\"timer-elsewhere\")")));
        QVERIFY(lesson.contains(QLatin1String("void TimerElsewhereLesson::teach()")));
    }

    void registersItAndCountsIt()
    {
        const QString list = QStringLiteral("src/jobs/lessons/lessons.cmake");
        const QString before = textOf(list);
        const QString readme = textOf(QStringLiteral("README.md"));
        QCOMPARE(run({QStringLiteral("one-more")}), 0);
        QString expected = before;
        expected.replace(QRegularExpression(QStringLiteral("(\\n    [a-z-]+)\\)\\n")),
                         QStringLiteral("\\1\n    one-more)\n"));
        QVERIFY(expected != before);
        QCOMPARE(textOf(list), expected);
        const QString counted = textOf(QStringLiteral("README.md"));
        QVERIFY(counted != readme);
        QCOMPARE(counted.count(QLatin1Char('\n')), readme.count(QLatin1Char('\n')));
        QCOMPARE(run({QStringLiteral("yet-another")}), 0);
        QVERIFY(textOf(QStringLiteral("README.md")) != counted);
        QVERIFY(textOf(list).contains(QLatin1String("    one-more\n    yet-another)\n")));
    }

    // As far as can be told without the program that moc and the linker make of it.
    void whatItWritesCompiles()
    {
        QCOMPARE(run({QStringLiteral("timer-elsewhere")}), 0);
        write(QStringLiteral("mocs/tst_timerelsewhere.moc"), QString());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CPLUS_INCLUDE_PATH"), QStringLiteral(THAW_QT_INCLUDES));
        QStringList arguments{
                QStringLiteral("-std=c++20"),
                QStringLiteral("-fPIC"),
                QStringLiteral("-fsyntax-only"),
                QStringLiteral("-Wall"),
                QStringLiteral("-Wextra"),
                QStringLiteral("-Werror"),
                QStringLiteral("-DQT_NO_CAST_FROM_ASCII"),
                QStringLiteral("-DQT_NO_KEYWORDS"),
                QStringLiteral("-I") + m_tree->filePath(QStringLiteral("src")),
                QStringLiteral("-I") + m_tree->filePath(QStringLiteral("mocs")),
                QStringLiteral("-I") + source + QStringLiteral("/src"),
                QStringLiteral("-I") + source + QStringLiteral("/tests"),
        };
        for (const char *path : {"src/jobs/lessons/timerelsewhere/timerelsewhere.cpp",
                                 "src/jobs/lessons/timerelsewhere/timerelsewherelesson.cpp",
                                 "tests/jobs/lessons/tst_timerelsewhere.cpp",
                                 "resources/lessons/timer-elsewhere.cpp"}) {
            arguments.append(m_tree->filePath(QString::fromLatin1(path)));
        }
        const int result = runProgram(QStringLiteral(THAW_COMPILER), arguments, environment);
        QCOMPARE(m_error, QString());
        QCOMPARE(result, 0);
    }

    void refusesWhatItCouldNotEdit_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("with");
        QTest::addColumn<QString>("sentence");
        const QString list = QStringLiteral("src/jobs/lessons/lessons.cmake");
        const QString readme = QStringLiteral("README.md");
        QString more;
        for (int number = 1; number <= 14; ++number) { // with the seventeen
            more += QStringLiteral("\n    x%1").arg(number);
        }
        const auto noList =
                QStringLiteral("src/jobs/lessons/lessons.cmake has no list that begins with "
                               "'set(thaw_lessons', has an id a line and ends with ')'");
        QTest::newRow("a list that isn't there") << list << QStringLiteral("set\\(thaw_lessons")
                                                 << QStringLiteral("set(lessons") << noList;
        QTest::newRow("a list that ends otherwise") << list << QStringLiteral("join-freezes\\)")
                                                    << QStringLiteral("join-freezes )#") << noList;
        QTest::newRow("a README that doesn't count")
                << readme << QStringLiteral("Seventeen lessons, ") << QStringLiteral("Lessons, ")
                << QStringLiteral("README.md has no line that begins with 'Seventeen lessons, '; "
                                  "let it say how many there are, and try again");
        QTest::newRow("thirty-one lessons")
                << list << QStringLiteral("\n    semaphore") << more
                << QStringLiteral("there are 30 lessons, and no words for 31; add them to "
                                  "in_words() here and to tests/jobs/lessons/tst_lessons.cpp");
    }
    void refusesWhatItCouldNotEdit()
    {
        QFETCH(QString, path);
        QFETCH(QString, pattern);
        QFETCH(QString, with);
        QFETCH(QString, sentence);
        replace(path, QRegularExpression(pattern), with);
        const QMap<QString, QString> before = all();
        QCOMPARE(run({QStringLiteral("one-more")}), 2);
        QCOMPARE(m_error, QStringLiteral("newlesson.sh: %1\n").arg(sentence));
        QCOMPARE(all(), before);
    }

    // Root may write everything, so for root it is somebody else who tries.
    void refusesWhatItMayNotWrite()
    {
        const QMap<QString, QString> before = all();
        if (geteuid() == 0) {
            QCOMPARE(runProgram(QStringLiteral("chmod"),
                                {QStringLiteral("-R"), QStringLiteral("a+rX"), m_tree->path()}),
                     0);
            QCOMPARE(runProgram(QStringLiteral("setpriv"),
                                {QStringLiteral("--reuid=65534"), QStringLiteral("--clear-groups"),
                                 QStringLiteral("bash"), script(), QStringLiteral("one-more")}),
                     2);
        } else {
            QVERIFY(QFile::setPermissions(
                    m_tree->filePath(QStringLiteral("src/jobs/lessons/lessons.cmake")),
                    QFile::ReadOwner));
            QCOMPARE(run({QStringLiteral("one-more")}), 2);
        }
        QCOMPARE(m_error,
                 QStringLiteral("newlesson.sh: src/jobs/lessons/lessons.cmake can't be written; "
                                "let it and its folder be changed, and try again\n"));
        QCOMPARE(all(), before);
    }

    // A file stands where a folder must be: some files have been written by then.
    void leavesNothingOfALessonThatItCouldNotWrite()
    {
        const QString inTheWay = QStringLiteral("resources/icons");
        write(inTheWay, QStringLiteral("in the way"));
        const QMap<QString, QString> before = all();
        QVERIFY(run({QStringLiteral("one-more")}) != 0);
        QVERIFY(!m_error.isEmpty());
        QCOMPARE(all(), before);
        QVERIFY(QFile::remove(m_tree->filePath(inTheWay)));
        QCOMPARE(run({QStringLiteral("one-more")}), 0);
    }

    // The signal comes with each of the copies that it makes, with the first to the last.
    void leavesNothingWhenASignalEndsIt()
    {
        const QMap<QString, QString> before = all();
        const QTemporaryDir others;
        QFile copy(others.filePath(QStringLiteral("cp")));
        QVERIFY(copy.open(QIODevice::WriteOnly));
        copy.write("#!/bin/bash\n"
                   "echo >>\"$THAW_TEST_COPIES\"\n"
                   "(($(wc -l <\"$THAW_TEST_COPIES\") < THAW_TEST_LAST)) || kill -TERM $PPID\n"
                   "exec /bin/cp \"$@\"\n");
        copy.close();
        QVERIFY(copy.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        int last = 1;
        for (int result = 143; result == 143; ++last) {
            const QString copies = others.filePath(QString::number(last));
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("PATH"),
                               others.path() + QLatin1Char(':')
                                       + environment.value(QStringLiteral("PATH")));
            environment.insert(QStringLiteral("THAW_TEST_COPIES"), copies);
            environment.insert(QStringLiteral("THAW_TEST_LAST"), QString::number(last));
            result = runProgram(QStringLiteral("bash"), {script(), QStringLiteral("one-more")},
                                environment);
            if (result == 143) {
                QCOMPARE(all(), before);
            } else {
                QCOMPARE(result, 0); // there were no more copies
            }
        }
        QVERIFY(last > 8);
    }

    void refusesWhatIsNoNewLesson_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QStringList &arguments, const char *sentence) {
            QTest::newRow(name) << arguments << QString::fromLatin1(sentence);
        };
        row("no id", {}, "give the lesson's id, as in: bash packaging/newlesson.sh an-example");
        row("two ids", {QStringLiteral("one"), QStringLiteral("two")},
            "give the lesson's id, as in: bash packaging/newlesson.sh an-example");
        for (const char *id : {"AnExample", "an_example", "-example", "an--example", "an-example-",
                               "../example", "an example", "2-threads", ""}) {
            QTest::newRow(id) << QStringList{QString::fromLatin1(id)}
                              << QStringLiteral("'%1' is no id of a lesson; words in lower case "
                                                "with hyphens between them are, as in an-example")
                                         .arg(QString::fromLatin1(id));
        }
        row("too long", {QStringLiteral("a-lesson-that-has-far-too-long-a-name")},
            "'a-lesson-that-has-far-too-long-a-name' is too long for an id; 30 characters are the "
            "most");
        row("taken", {QStringLiteral("semaphore")},
            "'semaphore' is taken: there is src/jobs/lessons/semaphore already");
        row("taken but for hyphens", {QStringLiteral("sema-phore")},
            "'sema-phore' is taken: there is src/jobs/lessons/semaphore already");
        row("a test's name", {QStringLiteral("lessons")},
            "'lessons' is taken: there is tests/jobs/lessons/tst_lessons.cpp already");
        row("a lesson's lesson", {QStringLiteral("my-lesson")},
            "'my-lesson' ends in 'lesson'; choose an id that says what it teaches");
    }
    void refusesWhatIsNoNewLesson()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const QMap<QString, QString> before = all();
        QCOMPARE(run(arguments), 2);
        QCOMPARE(m_error, QStringLiteral("newlesson.sh: %1\n").arg(sentence));
        QCOMPARE(m_output, QString());
        QCOMPARE(all(), before);
    }

    void refusesAFolderThatIsNoClone()
    {
        QVERIFY(QFile::remove(m_tree->filePath(QStringLiteral("src/jobs/lessons/lessons.cmake"))));
        QCOMPARE(run({QStringLiteral("an-example")}), 2);
        QCOMPARE(m_error, QStringLiteral("newlesson.sh: %1 is no clone of Thaw: "
                                         "src/jobs/lessons/lessons.cmake isn't there\n")
                                  .arg(QFileInfo(m_tree->path()).canonicalFilePath()));
    }
};

QTEST_GUILESS_MAIN(NewLessonTest)
#include "tst_newlesson.moc"
