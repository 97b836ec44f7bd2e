// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/whynotloaded.h"

#include <QFile>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace thaw;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool hasOwnAddressSpace = false; // the sanitizer reserves more than any limit
#else
constexpr bool hasOwnAddressSpace = true;
#endif

// Lowers a limit of this process for as long as it lives.
class LowLimit
{
public:
    LowLimit(__rlimit_resource which, rlim_t most)
        : m_which(which)
    {
        getrlimit(m_which, &m_before);
        const rlimit low{most, m_before.rlim_max};
        setrlimit(m_which, &low);
    }
    ~LowLimit() { setrlimit(m_which, &m_before); }
    LowLimit(const LowLimit &) = delete;
    LowLimit &operator=(const LowLimit &) = delete;

private:
    const __rlimit_resource m_which;
    rlimit m_before{};
};

QString why()
{
    return whyNotLoaded(QStringLiteral("Cannot load library x"), QStringLiteral("install it"));
}

} // namespace

class TestWhyNotLoaded : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheLoadersErrorAndTheRemedy()
    {
        QCOMPARE(why(), QStringLiteral("Cannot load library x; install it"));
    }

    void isTheDescriptorsWhereTheyAreShort()
    {
        QString said;
        {
            const LowLimit files(RLIMIT_NOFILE, 3);
            said = why();
        }
        QCOMPARE(said, QStringLiteral("Thaw may open too few files; raise the limit (ulimit -n)"));
    }

    void isTheMemoryWhereItIsShort()
    {
        if (!hasOwnAddressSpace) {
            return;
        }
        QFile sizes(QStringLiteral("/proc/self/statm"));
        QVERIFY(sizes.open(QIODevice::ReadOnly));
        const auto used = sizes.readAll().split(' ').constFirst().toULongLong()
                          * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
        QString said;
        {
            const LowLimit space(RLIMIT_AS, used + (rlim_t{16} << 20));
            said = why();
        }
        QVERIFY2(said.startsWith(QStringLiteral("there is too little memory left")),
                 qPrintable(said));
    }

    // What it tried with is there again.
    void keepsNothing()
    {
        const int before = dup(0);
        close(before);
        static_cast<void>(why());
        const int after = dup(0);
        close(after);
        QCOMPARE(after, before);
    }
};

QTEST_APPLESS_MAIN(TestWhyNotLoaded)
#include "tst_whynotloaded.moc"
