// SPDX-License-Identifier: GPL-3.0-or-later
#include "filecontent.h"
#include "report/savefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace thaw;

namespace {

bool writeHello(QIODevice &device)
{
    return device.write("hello") == 5;
}

} // namespace

class TestSaveFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void writesTheWholeInPlaceOfWhatWasThere()
    {
        const QString path = m_folder.filePath(QStringLiteral("whole"));
        QVERIFY(!saveFile(path,
                          [](QIODevice &device) { return device.write("something longer") > 0; }));
        QVERIFY(!saveFile(path, writeHello));
        QCOMPARE(contentOf(path), QByteArray("hello"));
    }

    void leavesWhatWasThereWhenTheWriterFails()
    {
        const QString path = m_folder.filePath(QStringLiteral("kept"));
        QVERIFY(!saveFile(path, writeHello));
        QVERIFY(saveFile(path, [](QIODevice &device) {
            device.write("half");
            return false;
        }));
        QCOMPARE(contentOf(path), QByteArray("hello"));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept*")}, QDir::Files).size(), 1);
    }

    void takesNothingMoreWhenItIsStopped()
    {
        const QString path = m_folder.filePath(QStringLiteral("stopped"));
        std::stop_source stop;
        const auto reason = saveFile(
                path,
                [&](QIODevice &device) {
                    const bool took = device.write("half") == 4;
                    stop.request_stop();
                    return took && device.write("of it") == 5;
                },
                stop.get_token());
        QVERIFY(reason && reason->contains(QStringLiteral("canceled")));
        const auto atTheEnd = saveFile(
                path, [&](QIODevice &device) { return device.isOpen(); }, stop.get_token());
        QVERIFY(atTheEnd);
        QVERIFY(QDir(m_folder.path())
                        .entryList({QStringLiteral("stopped*")}, QDir::Files)
                        .isEmpty());
    }

    void saysWhyAFolderTakesNoFile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("no such folder") << m_folder.filePath(QStringLiteral("none/file"));
        QTest::newRow("a folder itself") << m_folder.path();
    }
    void saysWhyAFolderTakesNoFile()
    {
        QFETCH(QString, path);
        const auto reason = whyNotWritable(path);
        QVERIFY(reason);
        QVERIFY(!reason->isEmpty());
        QVERIFY(saveFile(path, writeHello));
    }

    void leavesNothingBehindWhenItOnlyAsks()
    {
        const QString path = m_folder.filePath(QStringLiteral("asked"));
        QVERIFY(!whyNotWritable(path));
        QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("asked*")}, QDir::Files).isEmpty());
    }

    void aFullDiskIsAnErrorAndTheDeviceStaysADevice()
    {
        const auto reason = saveFile(QStringLiteral("/dev/full"), writeHello);
        QVERIFY(reason);
        QVERIFY2(reason->contains(QStringLiteral("space")), qPrintable(*reason));
        struct stat status = {};
        QCOMPARE(stat("/dev/full", &status), 0);
        QVERIFY(S_ISCHR(status.st_mode));
    }
};

QTEST_APPLESS_MAIN(TestSaveFile)
#include "tst_savefile.moc"
