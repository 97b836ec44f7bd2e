// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

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

    void withoutAFileThereAreDefaults()
    {
        const auto loaded = SettingsFile(m_path).load();
        QVERIFY(loaded.problem.isEmpty());
        QCOMPARE(loaded.settings.job, QStringLiteral("primes"));
        QCOMPARE(loaded.settings.placement, QStringLiteral("worker"));
        QCOMPARE(loaded.settings.freezeLimit, 15s);
        QCOMPARE(loaded.settings.columns[1].period, 2000ms);
        QCOMPARE(loaded.settings.theme, Theme::System);
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
        const CompareSettings read = file.load().settings.compare;
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
