// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/coregroup.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace thaw;
using namespace std::chrono_literals;

class TestCoreGroup : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_mounted;

    void write(const QString &folder, const QString &name, const QByteArray &contents)
    {
        QVERIFY(QDir(m_mounted->path()).mkpath(folder));
        QFile file(m_mounted->filePath(folder + QLatin1Char('/') + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
    }
    [[nodiscard]] CoreGroup groups(const QByteArray &lines) const
    {
        return CoreGroup(lines, m_mounted->path());
    }

private Q_SLOTS:
    void init() { m_mounted = std::make_unique<QTemporaryDir>(); }

    void readsTheSecondVersion()
    {
        write(QStringLiteral("system.slice/a b.service"), QStringLiteral("cpu.max"),
              "150000 100000\n");
        write(QStringLiteral("system.slice/a b.service"), QStringLiteral("cpu.stat"),
              "usage_usec 99\nnr_throttled 3\nthrottled_usec 250000\n");
        const CoreGroup group = groups("0::/system.slice/a b.service\n");
        QCOMPARE(group.cores(), std::optional(1.5));
        QCOMPARE(group.throttled(), std::chrono::nanoseconds(250ms));
    }

    // The least of what it is in holds, and each of them may stop it.
    void readsTheGroupsThatItIsIn()
    {
        write(QStringLiteral("outer/inner"), QStringLiteral("cpu.max"), "max 100000\n");
        write(QStringLiteral("outer/inner"), QStringLiteral("cpu.stat"), "throttled_usec 1000\n");
        write(QStringLiteral("outer"), QStringLiteral("cpu.max"), "50000 100000\n");
        write(QStringLiteral("outer"), QStringLiteral("cpu.stat"), "throttled_usec 2000\n");
        const CoreGroup group = groups("0::/outer/inner\n");
        QCOMPARE(group.cores(), std::optional(0.5));
        QCOMPARE(group.throttled(), std::chrono::nanoseconds(3ms));
    }

    // A container that sees the path on its host, but has its own group mounted.
    void readsTheFirstVersion()
    {
        write(QStringLiteral("cpu"), QStringLiteral("cpu.cfs_quota_us"), "200000\n");
        write(QStringLiteral("cpu"), QStringLiteral("cpu.cfs_period_us"), "100000\n");
        write(QStringLiteral("cpu"), QStringLiteral("cpu.stat"),
              "nr_periods 9\nnr_throttled 2\nthrottled_time 7000000\n");
        const CoreGroup group = groups("5:memory:/docker/1234\n3:cpu,cpuacct:/docker/1234\n0::/\n");
        QCOMPARE(group.cores(), std::optional(2.0));
        QCOMPARE(group.throttled(), std::chrono::nanoseconds(7ms));
    }

    void knowsNoLimitWhereThereIsNone_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no limit") << QByteArray("0::/free\n");
        QTest::newRow("not there") << QByteArray("0::/gone/away\n");
        QTest::newRow("no line") << QByteArray("0:/free\nfree\n:\n::");
        QTest::newRow("outside") << QByteArray("0::/../../proc\n");
    }
    void knowsNoLimitWhereThereIsNone()
    {
        QFETCH(QByteArray, lines);
        write(QStringLiteral("free"), QStringLiteral("cpu.max"), "max 100000\n");
        write(QStringLiteral("free"), QStringLiteral("cpu.stat"), "throttled_usec\n");
        const CoreGroup group = groups(lines);
        QCOMPARE(group.cores(), std::nullopt);
        QCOMPARE(group.throttled(), 0ns);
    }
};

QTEST_APPLESS_MAIN(TestCoreGroup)
#include "tst_coregroup.moc"
