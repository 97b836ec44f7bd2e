// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/newfile.h"

#include "tempfolder.h"

#include <QTest>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace thaw;

namespace {

// From now on the calling thread finds the file system unable to rename without replacing and, with
// `orLinks`, to link. False if the system can't do that to a thread.
bool forbidRenaming(bool orLinks)
{
    constexpr auto answer = [](int error) {
        return SECCOMP_RET_ERRNO | (static_cast<unsigned>(error) & SECCOMP_RET_DATA);
    };
    std::array<sock_filter, 8> program{{
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 4, 0),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 2),
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[4])), // its flags
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
            BPF_STMT(BPF_RET | BPF_K, orLinks ? answer(EPERM) : SECCOMP_RET_ALLOW),
            BPF_STMT(BPF_RET | BPF_K, answer(EINVAL)),
    }};
    const sock_fprog filter{program.size(), program.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
           && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

} // namespace

class TestNewFile : public QObject
{
    Q_OBJECT

    const TempFolder m_folder;
    FileDescriptor m_open{::open(m_folder.path().constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};

private Q_SLOTS:
    void cleanup()
    {
        for (const QByteArray &name : m_folder.names()) {
            m_folder.remove(name);
        }
    }

    void appearsWholeUnderItsName()
    {
        NewFile file(m_open);
        QCOMPARE(file.open(), std::nullopt);
        QCOMPARE(file.write("abc", 3), std::nullopt);
        QCOMPARE(m_folder.names().size(), 1);
        QVERIFY(m_folder.names().constFirst().startsWith(".thaw-download-"));
        QVERIFY(m_folder.names().constFirst().endsWith(".part"));
        QCOMPARE(file.keepAs("a.txt"), std::nullopt);
        QCOMPARE(file.name(), QByteArray("a.txt"));
        QCOMPARE(m_folder.names(), QByteArrayList({"a.txt"}));
        QCOMPARE(m_folder.read("a.txt"), QByteArray("abc"));
    }

    void leavesNothingOtherwise_data()
    {
        QTest::addColumn<bool>("isDiscarded");
        QTest::newRow("discarded") << true;
        QTest::newRow("destroyed") << false;
    }
    void leavesNothingOtherwise()
    {
        QFETCH(bool, isDiscarded);
        {
            NewFile file(m_open);
            QCOMPARE(file.open(), std::nullopt);
            QCOMPARE(file.write("abc", 3), std::nullopt);
            if (isDiscarded) {
                file.discard();
                QCOMPARE(m_folder.names(), QByteArrayList());
            }
        }
        QCOMPARE(m_folder.names(), QByteArrayList());
    }

    // As the umask has it, and not for the owner alone.
    void hasTheUsualMode()
    {
        NewFile file(m_open);
        QCOMPARE(file.open(), std::nullopt);
        QCOMPARE(file.keepAs("a"), std::nullopt);
        const mode_t mask = umask(0);
        umask(mask);
        struct stat status = {};
        QCOMPARE(stat(m_folder.path("a").constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0666U & ~mask);
    }

    void writesALargeFile()
    {
        NewFile file(m_open);
        QCOMPARE(file.open(), std::nullopt);
        const QByteArray block(1'000'000, 'x');
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(file.write(block.constData(), block.size()), std::nullopt);
        }
        QCOMPARE(file.keepAs("large"), std::nullopt);
        struct stat status = {};
        QCOMPARE(stat(m_folder.path("large").constData(), &status), 0);
        QCOMPARE(status.st_size, 20'000'000);
    }

    // Many that want one name at once each get one of their own, and none is lost.
    void neverReplacesAnother()
    {
        constexpr int threads = 4;
        constexpr int files = 25;
        std::atomic<int> problems = 0;
        std::vector<std::jthread> running;
        for (int thread = 0; thread < threads; ++thread) {
            running.emplace_back([&, thread] {
                for (int i = 0; i < files; ++i) {
                    NewFile file(m_open);
                    const QByteArray content = QByteArray::number(thread * files + i);
                    if (file.open() || file.write(content.constData(), content.size())
                        || file.keepAs("a.txt")) {
                        ++problems;
                    }
                }
            });
        }
        running.clear(); // joins
        QCOMPARE(problems.load(), 0);
        QCOMPARE(m_folder.names().size(), threads * files);
        QByteArrayList contents;
        for (const QByteArray &name : m_folder.names()) {
            contents.append(m_folder.read(name));
        }
        QCOMPARE(QSet<QByteArray>(contents.begin(), contents.end()).size(), threads * files);
    }

    void replacesNothingWhereTheFileSystemCanDoLess_data()
    {
        QTest::addColumn<bool>("hasLinks");
        QTest::newRow("such as NFS") << true;
        QTest::newRow("such as a phone") << false;
    }
    void replacesNothingWhereTheFileSystemCanDoLess()
    {
        QFETCH(bool, hasLinks);
        m_folder.write("a.txt", "before");
        bool isForbidden = false;
        std::optional<QString> problem;
        QByteArray name;
        std::thread([&] {
            isForbidden = forbidRenaming(!hasLinks);
            NewFile file(m_open);
            problem = file.open();
            problem = problem ? problem : file.write("abc", 3);
            problem = problem ? problem : file.keepAs("a.txt");
            name = file.name();
        }).join();
        if (!isForbidden) {
            QSKIP("the system takes no filter of system calls");
        }
        QCOMPARE(problem, std::nullopt);
        QCOMPARE(name, QByteArray("a (2).txt"));
        QCOMPARE(m_folder.names(), QByteArrayList({"a (2).txt", "a.txt"}));
        QCOMPARE(m_folder.read("a (2).txt"), QByteArray("abc"));
        QCOMPARE(m_folder.read("a.txt"), QByteArray("before"));
    }

    void doesNotWriteThroughALink()
    {
        m_folder.makeLink("elsewhere", "a");
        NewFile file(m_open);
        QCOMPARE(file.open(), std::nullopt);
        QCOMPARE(file.keepAs("a"), std::nullopt);
        QCOMPARE(file.name(), QByteArray("a (2)"));
        QCOMPARE(m_folder.names(), QByteArrayList({"a", "a (2)"}));
    }

    void saysWhenTheDiskIsFull()
    {
        const FileDescriptor devices(::open("/dev", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        const int full = openat(devices.value(), "full", O_WRONLY | O_CLOEXEC);
        if (full < 0) {
            QSKIP("there is no /dev/full");
        }
        ::close(full);
        NewFile file(m_open);
        QCOMPARE(file.open(), std::nullopt);
        // The very file is the device from now on.
        const QByteArray name = m_folder.names().constFirst();
        const QByteArray link = "/proc/self/fd/";
        for (int fd = 3; fd < 100; ++fd) {
            char target[256] = {};
            if (readlink(QByteArray(link + QByteArray::number(fd)).constData(), target,
                         sizeof target - 1)
                        > 0
                && QByteArray(target).endsWith(name)) {
                const int device = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
                QCOMPARE(dup2(device, fd), fd);
                ::close(device);
            }
        }
        QCOMPARE(file.write("abc", 3), QStringLiteral("the disk is full"));
        file.discard();
        QCOMPARE(m_folder.names(), QByteArrayList());
    }

    void saysThatItsFolderIsGone()
    {
        m_folder.makeFolder("below");
        const FileDescriptor below(
                ::open(m_folder.path("below").constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        QCOMPARE(rmdir(m_folder.path("below").constData()), 0);
        NewFile file(below);
        QCOMPARE(file.open(), QStringLiteral("its folder is not there any more"));
    }
};

QTEST_APPLESS_MAIN(TestNewFile)
#include "tst_newfile.moc"
