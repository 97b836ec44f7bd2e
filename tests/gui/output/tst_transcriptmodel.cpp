// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

class TestTranscriptModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingOfNoRow()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        const TranscriptModel model;
        QCOMPARE(model.data(QModelIndex(), Qt::DisplayRole), QVariant());
    }

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
        QCOMPARE(model.longestText(), QStringLiteral("a"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.longestText().isEmpty());
    }

    void hasTheWholeLineAsItsToolTip()
    {
        TranscriptModel model;
        const QString path = QString(200, QLatin1Char('x')) + QStringLiteral("<b>&");
        const std::vector<TranscriptLine> lines{{1s, QStringLiteral("worker"), path}};
        model.append(lines);
        QCOMPARE(model.longestText(), path);
        const auto tip = [&](int column) {
            return model.index(0, column).data(Qt::ToolTipRole).toString();
        };
        QVERIFY(tip(TranscriptModel::Text).contains(path.toHtmlEscaped()));
        QVERIFY(tip(TranscriptModel::Thread).isEmpty());
    }

    void rowsStayAsTheyWereWhileTheModelGrows()
    {
        TranscriptModel model;
        const auto said = [](int number) {
            return TranscriptLine{1s, QString::number(number % 2), QString::number(number)};
        };
        std::vector<TranscriptLine> lines;
        for (int number = 0; number < 10'000; ++number) {
            lines.push_back(said(number));
        }
        model.append(lines);
        model.showThread(1);
        const TranscriptRows rows = model.rows({{0, 1}, {4998, 4999}});
        QCOMPARE(rows.rows.size(), std::size_t{4});
        model.append(lines);
        model.clear();
        QCOMPARE(rows.plainText(1), QStringLiteral("1.000\t1\t3\n"));
        QCOMPARE(rows.plainText(3), QStringLiteral("1.000\t1\t9999\n"));
        QCOMPARE(rows.lines.size(), std::size_t{10'000});
    }
};

QTEST_GUILESS_MAIN(TestTranscriptModel)
#include "tst_transcriptmodel.moc"
