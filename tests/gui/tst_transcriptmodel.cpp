// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

class TestTranscriptModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsLinesInTheOrderInWhichTheyWereSaid()
    {
        TranscriptModel model;
        const QAbstractItemModelTester tester(&model);
        const std::vector<TranscriptLine> first{
                {1500ms, QStringLiteral("worker"), QStringLiteral("a")},
                {1600ms, QStringLiteral("hash-1"), QStringLiteral("b")}};
        const std::vector<TranscriptLine> second{
                {2s, QStringLiteral("worker"), QStringLiteral("c")}};
        model.append(first);
        model.append({});
        model.append(second);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, TranscriptModel::Time).data(), QStringLiteral("1.500"));
        QCOMPARE(model.index(1, TranscriptModel::Thread).data(), QStringLiteral("hash-1"));
        QCOMPARE(model.index(2, TranscriptModel::Text).data(), QStringLiteral("c"));
        QCOMPARE(model.plainText(2), QStringLiteral("2.000\tworker\tc"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTranscriptModel)
#include "tst_transcriptmodel.moc"
