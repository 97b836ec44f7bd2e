// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settings.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace std::chrono_literals;
using namespace thaw;

class TestSettings : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    void write(const QByteArray &content)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("thaw.ini"));
    }

    // Nothing waits for them or reads all of them, and nothing is saved in their place.
    void whatIsNoFileOfSettingsIsToldAndLeftAlone_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"pipe", "folder", "device", "circle", "too long"}) {
            QTest::newRow(kind) << QString::fromLatin1(kind);
        }
    }
    void whatIsNoFileOfSettingsIsToldAndLeftAlone()
    {
        QFETCH(QString, kind);
        const QByteArray name = QFile::encodeName(m_path);
        if (kind == QStringLiteral("pipe")) {
            QCOMPARE(mkfifo(name.constData(), 0600), 0);
        } else if (kind == QStringLiteral("folder")) {
            QVERIFY(QDir().mkdir(m_path));
        } else if (kind == QStringLiteral("device")) {
            QVERIFY(QFile::link(QStringLiteral("/dev/zero"), m_path));
        } else if (kind == QStringLiteral("circle")) {
            QVERIFY(QFile::link(m_path, m_path));
        } else {
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(100'000'000));
        }
        struct stat before = {};
        QCOMPARE(lstat(name.constData(), &before), 0);
        const SettingsFile file(m_path);
        const auto loaded = file.load();
        QVERIFY(loaded.isLeftAlone);
        QVERIFY2(loaded.problem.contains(kind) && loaded.problem.contains(m_path),
                 qPrintable(loaded.problem));
        QCOMPARE(loaded.settings.job, QStringLiteral("primes"));
        const auto problem = file.save(Settings());
        QVERIFY(problem && problem->contains(kind));
        struct stat after = {};
        QCOMPARE(lstat(name.constData(), &after), 0);
        QCOMPARE(after.st_ino, before.st_ino);
        QCOMPARE(after.st_size, before.st_size);
        QCOMPARE(QDir(m_folder->path())
                         .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                         .size(),
                 1);
    }

    void withoutAFileThereAreDefaults()
    {
        const auto loaded = SettingsFile(m_path).load();
        QVERIFY(loaded.problem.isEmpty());
        QCOMPARE(loaded.settings.job, QStringLiteral("primes"));
        QCOMPARE(loaded.settings.placement, QStringLiteral("worker"));
        QCOMPARE(loaded.settings.freezeLimit, 15s);
        QCOMPARE(loaded.settings.columns[1].period, 2000ms);
        QCOMPARE(loaded.settings.theme, Theme::System);
        QVERIFY(loaded.settings.columnsStalls);
        QVERIFY(!loaded.settings.greeted);
        QVERIFY(loaded.settings.done.isEmpty());
    }

    void whatWasSavedIsThereAgain()
    {
        Settings settings;
        settings.geometry = QByteArray("\x00\xff geometry", 11);
        settings.job = QStringLiteral("hash");
        settings.placement = QStringLiteral("gui");
        settings.theme = Theme::Dark;
        settings.greeted = true;
        settings.done = {QStringLiteral("semaphore"), QStringLiteral("numbers-and-letters")};
        settings.columnsStalls = false;
        settings.untold = {QStringLiteral("cpu-or-io")};
        settings.freezeLimit = 0s;
        settings.placements = {.poolSize = 7, .slice = 33ms, .priority = JobPriority::Normal};
        settings.columns[2].period = 4500ms;
        settings.columns[2].workKind = ColumnWork::Computing;
        settings.parameters[QStringLiteral("hash")] = {
                {QStringLiteral("path"), QByteArray("/caf\xe9")},
                {QStringLiteral("threads"), qlonglong{3}}};
        const SettingsFile file(m_folder->filePath(QStringLiteral("new/folder/thaw.ini")));
        QCOMPARE(file.save(settings), std::nullopt);
        const Settings loaded = file.load().settings;
        QCOMPARE(loaded.geometry, settings.geometry);
        QCOMPARE(loaded.job, settings.job);
        QCOMPARE(loaded.placement, settings.placement);
        QCOMPARE(loaded.theme, settings.theme);
        QCOMPARE(loaded.greeted, true);
        QCOMPARE(loaded.done, settings.done);
        QCOMPARE(loaded.columnsStalls, false);
        QCOMPARE(loaded.untold, settings.untold);
        QCOMPARE(loaded.freezeLimit, 0s);
        QVERIFY(loaded.placements == settings.placements);
        QVERIFY(loaded.columns == settings.columns);
        const QVariantMap hash = loaded.parameters[QStringLiteral("hash")];
        QCOMPARE(hash[QStringLiteral("path")].toByteArray(), QByteArray("/caf\xe9"));
        QCOMPARE(hash[QStringLiteral("threads")].toInt(), 3);
    }

    void ticksThatCantBeOfAJobAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QStringList>("done");
        QTest::newRow("one") << QByteArray("done=event") << QStringList{QStringLiteral("event")};
        QTest::newRow("rubbish between them")
                << QByteArray("done=event, \\x0, two words, -, queue, Queue, queue-, \\xff")
                << QStringList{QStringLiteral("event"), QStringLiteral("queue")};
        QTest::newRow("none") << QByteArray("done=") << QStringList();
        QTest::newRow("no list") << QByteArray("done=@Variant(\\0\\0\\0\\x7f)") << QStringList();
    }
    void ticksThatCantBeOfAJobAreLeftOut()
    {
        QFETCH(QByteArray, line);
        QFETCH(QStringList, done);
        write("[General]\n" + line + '\n');
        if (line.contains("@Variant")) {
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression(QStringLiteral("^QVariant::load: unknown")));
        }
        const SettingsFile file(m_path);
        Settings loaded = file.load().settings;
        QCOMPARE(loaded.done, QSet<QString>(done.begin(), done.end()));
        loaded.done.clear();
        QCOMPARE(file.save(loaded), std::nullopt);
        QVERIFY(file.load().settings.done.isEmpty());
    }

    void whatIsComparedSurvives()
    {
        const SettingsFile file(m_path);
        Settings settings;
        settings.compare = {{QStringLiteral("gui"), QStringLiteral("join")}, 7, Measure::Memory};
        QCOMPARE(file.save(settings), std::nullopt);
        QVERIFY(file.load().settings.compare == settings.compare);
        settings.compare.leftOut.clear();
        QCOMPARE(file.save(settings), std::nullopt);
        QVERIFY(file.load().settings.compare.leftOut.isEmpty());
        write("[compare]\nrepeats=1000\nmeasure=beauty\nleft_out=gui, No Such Thing!\n");
        const ComparisonSettings read = file.load().settings.compare;
        QCOMPARE(read.repeats, ComparisonPlan::mostRepeats);
        QVERIFY(read.measure == Measure::WorstDelay);
        QCOMPARE(read.leftOut, QStringList{QStringLiteral("gui")});
    }

    void aBrokenFileIsSetAsideAndNotLost_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\0\0\0\x01=",
                                              9);
        QTest::newRow("prose") << QByteArray("this is no settings file at all\n");
    }
    void aBrokenFileIsSetAsideAndNotLost()
    {
        QFETCH(QByteArray, content);
        write(content);
        const SettingsFile file(m_path);
        const auto loaded = file.load();
        QVERIFY(!loaded.problem.isEmpty());
        QCOMPARE(loaded.settings.job, QStringLiteral("primes"));
        QVERIFY(!QFile::exists(m_path));
        const QStringList aside = QDir(m_folder->path()).entryList({QStringLiteral("*.broken-*")});
        QCOMPARE(aside.size(), 1);
        QFile kept(m_folder->filePath(aside.first()));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), content);
        QCOMPARE(file.save({}), std::nullopt); // and the next start is an ordinary one
        QVERIFY(file.load().problem.isEmpty());
    }

    void valuesOutOfRangeBecomeGoodOnes()
    {
        write("[General]\nfreeze_limit_s=-5\ntheme=purple\n[column1]\ncount=1000\nperiod_ms="
              "rubbish\n"
              "lowest=90\nhighest=10\nwork_ms=-1\n");
        const auto loaded = SettingsFile(m_path).load();
        QVERIFY(loaded.problem.isEmpty());
        QCOMPARE(loaded.settings.freezeLimit, 0s);
        QCOMPARE(loaded.settings.theme, Theme::System);
        QCOMPARE(loaded.settings.columns[0].count, 20);
        QCOMPARE(loaded.settings.columns[0].period, 1000ms);
        QCOMPARE(loaded.settings.columns[0].highest, 90);
        QCOMPARE(loaded.settings.columns[0].work, 0ms);
    }

    void withoutAnyFolderNothingIsKept()
    {
        const SettingsFile file{QString()};
        QVERIFY(file.load().problem.isEmpty());
        const auto problem = file.save(Settings());
        QVERIFY(problem && problem->contains(QStringLiteral("--data")));
    }

    void aFolderThatCannotBeWrittenIsToldInOneSentence()
    {
        write("x=1\n");
        const SettingsFile file(m_path
                                + QStringLiteral("/thaw.ini")); // a file in its folder's place
        const auto problem = file.save({});
        QVERIFY(problem);
        QVERIFY(problem->contains(m_path));
        QVERIFY(!problem->contains(QLatin1Char('\n')));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
