// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/workloads/hash/filewalk.h"
#include "tempfolder.h"

#include <QTest>

#include <algorithm>
#include <chrono>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace thaw;

namespace {

FileId idOf(const QByteArray &path)
{
    struct stat status = {};
    stat(path.constData(), &status);
    return {status.st_dev, status.st_ino};
}

// A chain of folders, each in the one before, deeper than any path can name; a file in the last.
void makeChain(const QByteArray &top, int depth, const QByteArray &name)
{
    int at = open(top.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; i < depth; ++i) {
        mkdirat(at, name.constData(), 0755);
        const int next = openat(at, name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        close(at);
        at = next;
    }
    close(openat(at, "deep", O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    close(at);
}

} // namespace

class TestFileWalk : public QObject
{
    Q_OBJECT
    std::unique_ptr<TempFolder> m_folder;
    QByteArrayList m_found;
    QStringList m_problems;
    WalkCounts m_counts;
    FileWalk::AtPoint m_atPoint;

    bool walk(const std::optional<LeftOut> &leftOut = {})
    {
        const TreeRoot root(TreeRoot::openFolder(m_folder->path()), Links::Refused);
        FileWalk walk(root, m_atPoint,
                      [&](FileWalk::Kind kind, const QByteArray &path, const QString &reason) {
                          m_problems.append(QString::fromUtf8(path)
                                            + (kind == FileWalk::Kind::Folder ? u"/: " : u": ")
                                            + reason);
                      });
        if (leftOut) {
            walk.leaveOut(*leftOut);
        }
        FileTree tree;
        const bool whole = walk.walk(tree);
        for (FileTree::Index file = 0; file < tree.fileCount(); ++file) {
            m_found.append(tree.filePath(file));
        }
        m_counts = walk.counts();
        return whole;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_found.clear();
        m_problems.clear();
        m_atPoint = [](const FileTree &) { return true; };
    }

    void findsNothingInAnEmptyFolder()
    {
        m_folder->makeFolder("empty");
        QVERIFY(walk());
        QVERIFY(m_found.isEmpty());
        QVERIFY(m_problems.isEmpty());
    }

    void findsNamesThatAreNotUtf8()
    {
        const QByteArrayList names = {"-n", " ", "a\nb", "a\\b", "b\xff\xfe", "\xe4"};
        for (const QByteArray &name : names) {
            m_folder->write(name, "x");
        }
        m_folder->makeFolder("f\x80");
        m_folder->write("f\x80/g\x81", "x");
        QVERIFY(walk());
        QByteArrayList expected = names + QByteArrayList{"f\x80/g\x81"};
        std::sort(expected.begin(), expected.end(), [](const QByteArray &a, const QByteArray &b) {
            return a.toStdString() < b.toStdString();
        });
        QCOMPARE(m_found, expected);
    }

    void sortsByTheBytesOfTheWholePath()
    {
        m_folder->makeFolder("a");
        m_folder->makeFolder("a.b");
        for (const char *name : {"a/x", "a.b/x", "a-", "a.", "a0", "B", "\xc3\xa4"}) {
            m_folder->write(name, "x");
        }
        QVERIFY(walk());
        // As `find -type f | LC_ALL=C sort` has it: - . / 0
        QCOMPARE(m_found, QByteArrayList({"B", "a-", "a.", "a.b/x", "a/x", "a0", "\xc3\xa4"}));
    }

    void countsLinksAndFollowsNone()
    {
        m_folder->write("real", "x");
        m_folder->makeFolder("folder");
        m_folder->makeLink("real", "link");
        m_folder->makeLink("nowhere", "dangling");
        m_folder->makeLink("..", "folder/up");
        QVERIFY(walk());
        QCOMPARE(m_found, QByteArrayList({"real"}));
        QCOMPARE(m_counts.links, 3);
        QCOMPARE(m_counts.special, 0);
    }

    void countsSpecialFilesAndDoesNotOpenThem()
    {
        m_folder->makeFifo("fifo"); // opened for reading, it would wait for a writer
        const int socketFd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, m_folder->path("socket").constData(), sizeof address.sun_path);
        QCOMPARE(bind(socketFd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        close(socketFd);
        m_folder->write("real", "x");
        QVERIFY(walk());
        QCOMPARE(m_found, QByteArrayList({"real"}));
        QCOMPARE(m_counts.special, 2);
    }

    void leavesOutTheManifestInItsFolderOnly()
    {
        m_folder->makeFolder("sub");
        for (const char *name : {"sums", "sub/sums", "kept"}) {
            m_folder->write(name, "x");
        }
        QVERIFY(walk(LeftOut{idOf(m_folder->path()), {"sums", ".tmp"}}));
        QCOMPARE(m_found, QByteArrayList({"kept", "sub/sums"}));
    }

    void leavesOutAFileByWhatItIs()
    {
        for (const char *name : {"sums", "kept"}) {
            m_folder->write(name, "x");
        }
        QVERIFY(walk(LeftOut{.file = idOf(m_folder->path("sums"))}));
        QCOMPARE(m_found, QByteArrayList({"kept"}));
    }

    void survivesAChainOfThousandsOfFolders_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("length");
        QTest::newRow("many short names") << 3000 << 1;
        QTest::newRow("long names") << 300 << 255;
    }
    void survivesAChainOfThousandsOfFolders()
    {
        QFETCH(int, depth);
        QFETCH(int, length);
        makeChain(m_folder->path(), depth, QByteArray(length, 'd'));
        rlimit before = {};
        getrlimit(RLIMIT_NOFILE, &before);
        const rlimit few = {64, before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
        const bool whole = walk();
        setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY(whole);
        QCOMPARE(m_problems, QStringList());
        QCOMPARE(m_found.size(), 1);
        QCOMPARE(m_found.constFirst().size(), qsizetype{depth} * (length + 1) + 4);
    }

    void namesAFolderThatWentAndGoesOn()
    {
        m_folder->makeFolder("goes");
        m_folder->write("z", "x");
        for (int i = 0; i < 200; ++i) { // enough for a point while the folder is still unread
            m_folder->write("f" + QByteArray::number(i), "x");
        }
        m_atPoint = [this](const FileTree &) {
            rmdir(m_folder->path("goes").constData());
            return true;
        };
        QVERIFY(walk());
        QCOMPARE(m_problems, QStringList({QStringLiteral("goes/: it is not there any more")}));
        QCOMPARE(m_found.size(), 201);
    }

    void doesNotFollowAFolderThatBecameALink()
    {
        const TempFolder secret;
        secret.write("secret", "x");
        m_folder->makeFolder("swapped");
        for (int i = 0; i < 200; ++i) {
            m_folder->write("f" + QByteArray::number(i), "x");
        }
        m_atPoint = [&](const FileTree &) {
            if (rmdir(m_folder->path("swapped").constData()) == 0) {
                m_folder->makeLink(secret.path(), "swapped");
            }
            return true;
        };
        QVERIFY(walk());
        QCOMPARE(m_found.size(), 200);
        QCOMPARE(m_problems.size(), 1);
    }

    // However many files a folder has: to sort them all in one go would keep a cancel waiting. The
    // best of some walks, since a machine that does something else takes its time from one or two.
    void noStretchWithoutAPointGrowsWithTheFolder()
    {
        constexpr int files = 20'000;
        for (int i = 0; i < files; ++i) {
            m_folder->write("a name as long as names are " + QByteArray::number(i * 7919 % files),
                            "");
        }
        constexpr double small = 0.03; // of the whole; the sort took more than twice that
        double least = 1;
        for (int turn = 0; turn < 5 && least >= small; ++turn) {
            std::chrono::nanoseconds longest{};
            const std::chrono::nanoseconds began = currentThreadCpu();
            std::chrono::nanoseconds last = began;
            m_atPoint = [&](const FileTree &) {
                const std::chrono::nanoseconds now = currentThreadCpu();
                longest = std::max(longest, now - last);
                last = now;
                return true;
            };
            m_found.clear();
            QVERIFY(walk());
            QCOMPARE(m_found.size(), files);
            least = std::min(least, std::chrono::duration<double>(longest) / (last - began));
        }
        QVERIFY2(least < small, qPrintable(QString::number(least)));
    }

    void stopsWithinABatch()
    {
        for (int i = 0; i < 500; ++i) {
            m_folder->write("f" + QByteArray::number(i), "x");
        }
        int calls = 0;
        m_atPoint = [&](const FileTree &) { return ++calls < 3; };
        QVERIFY(!walk());
        QCOMPARE(calls, 3);
        QVERIFY(m_found.size() < 500);
    }
};

QTEST_GUILESS_MAIN(TestFileWalk)
#include "tst_filewalk.moc"
