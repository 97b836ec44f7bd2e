// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settingskeeper.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

class TestSettingsKeeper : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void theNewestOfManyIsWritten()
    {
        const SettingsFile file(m_folder.filePath(QStringLiteral("many.ini")));
        SettingsKeeper keeper(file);
        Settings settings;
        for (int limit = 1; limit <= 500; ++limit) {
            settings.freezeLimit = std::chrono::seconds(limit);
            keeper.keep(settings);
        }
        QVERIFY(keeper.flush(60s));
        QCOMPARE(file.load().settings.freezeLimit, 500s);
    }

    void destroyingItWaitsForTheLastWrite()
    {
        const SettingsFile file(m_folder.filePath(QStringLiteral("last.ini")));
        {
            SettingsKeeper keeper(file);
            Settings settings;
            settings.job = QStringLiteral("wait");
            keeper.keep(settings);
        }
        QCOMPARE(file.load().settings.job, QStringLiteral("wait"));
    }

    void aFailureIsToldOnce()
    {
        QFile inTheWay(m_folder.filePath(QStringLiteral("file")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        SettingsKeeper keeper(SettingsFile(inTheWay.fileName() + QStringLiteral("/thaw.ini")));
        QStringList problems;
        connect(&keeper, &SettingsKeeper::failed, this,
                [&](const QString &problem) { problems.append(problem); });
        keeper.keep({});
        QTRY_COMPARE(problems.size(), 1);
        keeper.keep({});
        QVERIFY(keeper.flush(60s));
        QTest::qWait(20);
        QCOMPARE(problems.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSettingsKeeper)
#include "tst_settingskeeper.moc"
