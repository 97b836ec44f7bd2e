// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/manifest/manifestline.h"

#include <QTest>

using namespace thaw;

namespace {

const QByteArray digest = QByteArray::fromHex("00112233445566778899aabbccddeeff");
const QByteArray hex = "00112233445566778899aabbccddeeff";

} // namespace

class TestManifestLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesAsCoreutilsDo_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArray("a b") << QByteArray(hex + "  a b\n");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray('\\' + hex + "  a\\nb\n");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray('\\' + hex + "  a\\\\b\n");
        QTest::newRow("return") << QByteArray("a\rb") << QByteArray('\\' + hex + "  a\\rb\n");
        QTest::newRow("not UTF-8") << QByteArray("\xff") << QByteArray(hex + "  \xff\n");
        QTest::newRow("leading space") << QByteArray(" x") << QByteArray(hex + "   x\n");
        QTest::newRow("star") << QByteArray("*x") << QByteArray(hex + "  *x\n");
    }
    void writesAsCoreutilsDo()
    {
        QFETCH(QByteArray, name);
        QTEST(manifestLine(digest, name), "line");
    }

    // sha256sum reads its standard input for a lone dash.
    void writesALoneDashAsAPath()
    {
        QCOMPARE(manifestLine(digest, "-"), QByteArray(hex + "  ./-\n"));
        QCOMPARE(manifestLine(digest, "a/-"), QByteArray(hex + "  a/-\n"));
    }
};

QTEST_APPLESS_MAIN(TestManifestLine)
#include "tst_manifestline.moc"
