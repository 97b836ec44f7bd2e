// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparisonsample.h"

#include "gui/compare/comparisonmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace thaw;

class TestComparisonModel : public QObject
{
    Q_OBJECT

    static ComparisonSample sample()
    {
        ComparisonSample sample({QStringLiteral("worker"), QStringLiteral("gui")}, 2);
        sample.add("worker", {{.elapsed = 2000}, {.elapsed = 2200}});
        sample.add("gui", {{.outcome = OutcomeKind::Failed}});
        return sample;
    }

private Q_SLOTS:
    void saysNothingOfNoRow()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        const ComparisonModel model;
        QCOMPARE(model.data(QModelIndex(), Qt::DisplayRole), QVariant());
    }

    void isAModelAtEveryStep()
    {
        ComparisonModel model;
        const QAbstractItemModelTester tester(
                &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ComparisonSample one({QStringLiteral("worker"), QStringLiteral("gui")}, 2);
        model.setComparison(one.comparison);
        QCOMPARE(model.rowCount(), 2);
        one.add("worker", {{}});
        model.setComparison(one.comparison);
        const ComparisonSample other({QStringLiteral("pool")}, 1);
        model.setComparison(other.comparison);
        QCOMPARE(model.rowCount(), 1);
        model.setComparison(Comparison());
        QCOMPARE(model.rowCount(), 0);
    }

    void hasTheMedianOverTheRange()
    {
        ComparisonModel model;
        model.setComparison(sample().comparison);
        const int elapsed = ComparisonModel::FirstMeasure;
        const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
            return model.index(row, column).data(role).toString();
        };
        QCOMPARE(cell(0, ComparisonModel::Placement), QStringLiteral("Worker thread"));
        QCOMPARE(cell(0, ComparisonModel::Runs), QStringLiteral("2"));
        QCOMPARE(cell(0, elapsed), QStringLiteral("2.1 s\n2.0–2.2 s"));
        QCOMPARE(cell(0, elapsed, Qt::AccessibleTextRole), QStringLiteral("2.1 s, 2.0–2.2 s"));
        QCOMPARE(cell(1, ComparisonModel::Runs), QStringLiteral("0 of 1\n1 failed"));
        QVERIFY(cell(1, ComparisonModel::Runs, Qt::ToolTipRole).contains(QStringLiteral("moon")));
        QCOMPARE(cell(1, elapsed), QStringLiteral("–"));
        for (int column = elapsed; column < model.columnCount(); ++column) {
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole)
                             .toString()
                             .isEmpty());
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole)
                             .toString()
                             .contains(QLatin1Char('\n')));
        }
    }

    // What is selected, and where it is scrolled to, stays.
    void rowsStayWhileTheSameIsCompared()
    {
        ComparisonModel model;
        ComparisonSample growing = sample();
        model.setComparison(growing.comparison);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        growing.add("gui", {{}});
        model.setComparison(growing.comparison);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestComparisonModel)
#include "tst_comparisonmodel.moc"
