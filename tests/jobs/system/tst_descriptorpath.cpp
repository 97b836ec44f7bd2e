// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/descriptorpath.h"
#include "tempfolder.h"

#include <QTest>

#include <cerrno>

#include <fcntl.h>

using namespace thaw;

class TestDescriptorPath : public QObject
{
    Q_OBJECT
    const TempFolder m_folder;

private Q_SLOTS:
    void knowsThisProcesssOpenFiles_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("fd");
        const QByteArray self = "/proc/" + QByteArray::number(getpid());
        QTest::newRow("standard input") << QByteArray("/dev/stdin") << 0;
        QTest::newRow("standard output") << QByteArray("/dev/stdout") << 1;
        QTest::newRow("by number") << QByteArray("/dev/fd/77") << 77; // open or not
        QTest::newRow("of itself") << QByteArray("/proc/self/fd/7") << 7;
        QTest::newRow("by its id") << QByteArray(self + "/fd/7") << 7;
        QTest::newRow("of a thread") << QByteArray("/proc/thread-self/fd/7") << 7;
        QTest::newRow("round about") << QByteArray("/dev/../dev//fd/./7") << 7;
        m_folder.makeLink("/dev/stdout", "link");
        m_folder.makeLink("link", "linktolink");
        QTest::newRow("a link") << m_folder.path("link") << 1;
        QTest::newRow("a link to a link") << m_folder.path("linktolink") << 1;
    }
    void knowsThisProcesssOpenFiles()
    {
        QFETCH(QByteArray, path);
        const auto found = descriptorPath(path);
        QVERIFY(found);
        QVERIFY(found->fd);
        QTEST(*found->fd, "fd");
    }

    void knowsAnotherProcesssOpenFiles()
    {
        const auto found = descriptorPath("/proc/1/fd/0");
        QVERIFY(found);
        QVERIFY(!found->fd);
    }

    void leavesAllOtherPathsAlone_data()
    {
        QTest::addColumn<QByteArray>("path");
        m_folder.write("file", "");
        m_folder.makeLink("file", "tofile");
        m_folder.makeLink("circle", "circle");
        m_folder.makeLink("nowhere", "dangling");
        for (const char *name : {"file", "tofile", "circle", "dangling", "nothing", "1"}) {
            QTest::addRow("the file %s", name) << m_folder.path(name);
        }
        for (const char *path :
             {"", "/", "1", "/dev/null", "/proc/self/fd", "/proc/self/fdinfo/1", "/proc/self/fd/x",
              "/proc/self/fd/-1", "/proc/self/fd/99999999999", "/nonexistent/fd/1"}) {
            QTest::newRow(path) << QByteArray(path);
        }
    }
    void leavesAllOtherPathsAlone()
    {
        QFETCH(QByteArray, path);
        QVERIFY(!descriptorPath(path));
    }

    void givesOnlyWhatThisProgramWasGiven()
    {
        const FileDescriptor own(open("/dev/null", O_RDONLY | O_CLOEXEC));
        QVERIFY(!inherited(own.value()).isOpen());
        QCOMPARE(errno, EBADF);
        QVERIFY(!inherited(987654).isOpen());
        QCOMPARE(errno, EBADF);
        const FileDescriptor given(open("/dev/null", O_RDONLY)); // goes through an exec
        QVERIFY(inherited(given.value()).isOpen());
    }
};

QTEST_APPLESS_MAIN(TestDescriptorPath)
#include "tst_descriptorpath.moc"
