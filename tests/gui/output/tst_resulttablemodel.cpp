// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/resulttablemodel.h"

#include <QAbstractItemModelTester>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace thaw;

namespace {

struct Fixture
{
    Fixture() { model.setTable(columns(), rows()); }

    static std::vector<ResultColumn> columns()
    {
        const auto name = [](const QJsonObject &row) { return row[u"name"].toString(); };
        return {{.title = QStringLiteral("What"), .text = name},
                {.title = QStringLiteral("CPU time"),
                 .unit = QStringLiteral("s"),
                 .key = QStringLiteral("cpu_s"),
                 .decimals = 2,
                 .help = QStringLiteral("That the cores spent")},
                {.title = QStringLiteral("Most at once"), .key = QStringLiteral("at_once")}};
    }
    static QJsonArray rows()
    {
        return {QJsonObject{{QStringLiteral("name"), QStringLiteral("threads")},
                            {QStringLiteral("cpu_s"), 1234.5},
                            {QStringLiteral("at_once"), 4}},
                QJsonObject{{QStringLiteral("name"), QStringLiteral("processes")},
                            {QStringLiteral("cpu_s"), 0}}};
    }
    [[nodiscard]] QVariant cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return model.index(row, column).data(role);
    }
    [[nodiscard]] QVariant heading(int column, int role = Qt::DisplayRole) const
    {
        return model.headerData(column, Qt::Horizontal, role);
    }

    ResultTableModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestResultTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysNothingOfNoRow()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        const Fixture f;
        QCOMPARE(f.model.data(QModelIndex(), Qt::DisplayRole), QVariant());
    }

    void showsFiguresWithTheirDecimals()
    {
        const Fixture f;
        QCOMPARE(f.cell(0, 0), QStringLiteral("threads"));
        QCOMPARE(f.cell(0, 1), QStringLiteral("1,234.50"));
        QCOMPARE(f.cell(0, 2), QStringLiteral("4"));
        QCOMPARE(f.cell(1, 1), QStringLiteral("0.00"));
    }

    void saysThatAFigureIsNotKnown()
    {
        const Fixture f;
        QCOMPARE(f.cell(1, 2), QStringLiteral("–"));
        QCOMPARE(f.cell(1, 2, Qt::AccessibleTextRole), QStringLiteral("not known"));
        QCOMPARE(f.cell(0, 2, Qt::AccessibleTextRole), QStringLiteral("4"));
    }

    void breaksItsHeadingsInTwoLines()
    {
        const Fixture f;
        QCOMPARE(f.heading(0), QStringLiteral("What"));
        QCOMPARE(f.heading(1), QStringLiteral("CPU time\ns"));
        QCOMPARE(f.heading(2), QStringLiteral("Most at\nonce"));
        QCOMPARE(f.heading(1, Qt::AccessibleTextRole), QStringLiteral("CPU time (s)"));
        QCOMPARE(f.heading(1, Qt::ToolTipRole), QStringLiteral("That the cores spent"));
    }

    void alignsFiguresToTheRight()
    {
        const Fixture f;
        for (const auto &[column, side] :
             {std::pair(0, Qt::AlignLeft), {1, Qt::AlignRight}, {2, Qt::AlignRight}}) {
            const auto wanted = Qt::Alignment(side | Qt::AlignVCenter);
            QCOMPARE(f.cell(0, column, Qt::TextAlignmentRole).value<Qt::Alignment>(), wanted);
            QCOMPARE(f.heading(column, Qt::TextAlignmentRole).value<Qt::Alignment>(), wanted);
        }
    }

    void copiesRowsForASpreadsheet()
    {
        const Fixture f;
        QCOMPARE(f.model.plainText({0, 1}), QStringLiteral("What\tCPU time (s)\tMost at once\n"
                                                           "threads\t1234.50\t4\n"
                                                           "processes\t0.00\t\n"));
        QCOMPARE(f.model.plainText({1}),
                 QStringLiteral("What\tCPU time (s)\tMost at once\nprocesses\t0.00\t\n"));
    }

    void takesAnotherTable()
    {
        Fixture f;
        f.model.setTable({{.title = QStringLiteral("Threads"), .key = QStringLiteral("at_once")}},
                         QJsonArray{Fixture::rows().first()});
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.model.columnCount(), 1);
        QCOMPARE(f.cell(0, 0), QStringLiteral("4"));
    }
};

QTEST_MAIN(TestResultTableModel)
#include "tst_resulttablemodel.moc"
