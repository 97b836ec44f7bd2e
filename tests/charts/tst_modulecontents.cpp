// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

namespace {

// The names of all that is in a program or module.
QByteArray symbolsOf(const QString &path)
{
    QProcess nm;
    nm.start(QStringLiteral("nm"), {QStringLiteral("--demangle"), path});
    return nm.waitForFinished() ? nm.readAllStandardOutput() : QByteArray();
}

} // namespace

// What is built from a room of the window has that room in it, and not the house.
class TestModuleContents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hasNothingOfOtherRooms_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("ownClass");
        QTest::addColumn<QByteArrayList>("others");
        const QByteArrayList rooms{"thaw::MainWindow", "thaw::HistoryWindow", "thaw::LessonPage"};
        QTest::newRow("the module of the charts")
                << QStringLiteral(THAW_CHARTS_MODULE) << QByteArray("thaw::ComparisonChart::")
                << rooms + QByteArrayList{"thaw::Style::"};
        QTest::newRow("a test of a small widget")
                << QStringLiteral(THAW_SMALL_TEST) << QByteArray("thaw::SwitchButton::") << rooms;
    }
    void hasNothingOfOtherRooms()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, ownClass);
        const QByteArray symbols = symbolsOf(path);
        QVERIFY2(symbols.contains(ownClass), qPrintable(path));
        QFETCH(QByteArrayList, others);
        for (const QByteArray &other : others) {
            QVERIFY2(!symbols.contains(other), other.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestModuleContents)
#include "tst_modulecontents.moc"
