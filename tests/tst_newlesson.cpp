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
    [[nodiscard]] int run(const QStringList &arguments)
    {
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   QStringList{m_tree->filePath(QStringLiteral("packaging/newlesson.sh"))}
                           + arguments);
        bash.waitForFinished();
        m_output = QString::fromUtf8(bash.readAllStandardOutput());
        m_error = QString::fromUtf8(bash.readAllStandardError());
        return bash.exitCode();
    }
    [[nodiscard]] QString textOf(const QString &path) const
    {
        QFile file(m_tree->filePath(path));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
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
