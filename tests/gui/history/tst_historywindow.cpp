// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/history/historywindow.h"

#include "gui/history/historymodel.h"
#include "gui/history/runfigures.h"
#include "history/historydatabase.h"
#include "history/historysample.h"
#include "history/historystore.h"
#include "jobs/job/verdict.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <utility>

using namespace thaw;

namespace {

struct Fixture
{
    explicit Fixture(int runs)
        : path(folder.filePath(QStringLiteral("history.db")))
    {
        if (runs > 0) {
            add(0, runs);
        }
        store = std::make_unique<HistoryStore>(path);
        window = std::make_unique<HistoryWindow>(*store);
        window->show();
    }
    void add(int from, int to) const
    {
        const auto database =
                HistoryDatabase::openPatiently(path, HistoryDatabase::Access::ReadWrite);
        for (int number = from; number < to; ++number) {
            addSample(*database, number);
        }
    }
    template <typename Widget>
    [[nodiscard]] Widget &part(const char *name) const
    {
        return *window->findChild<Widget *>(QLatin1StringView(name));
    }
    [[nodiscard]] QTableView &runs() const { return part<QTableView>("runs"); }
    [[nodiscard]] HistoryModel &model() const { return *window->findChild<HistoryModel *>(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return model().index(row, column).data().toString();
    }
    // Of the table on the right, in the row of that name; empty if there is none.
    [[nodiscard]] QString figure(const QString &name, int column = 1) const
    {
        const auto &table = part<QTableWidget>("figures");
        for (int row = 0; row < table.rowCount(); ++row) {
            const QTableWidgetItem *item = table.item(row, column);
            if (table.item(row, 0)->text() == name && item) {
                return item->text();
            }
        }
        return {};
    }
    void select(std::initializer_list<int> rows) const
    {
        runs().clearSelection();
        for (const int row : rows) {
            runs().selectionModel()->select(
                    model().index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }

    QTemporaryDir folder;
    QString path;
    std::unique_ptr<HistoryStore> store;
    std::unique_ptr<HistoryWindow> window;
};

} // namespace

class TestHistoryWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingOfNoRow()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        const Fixture fixture(0);
        QCOMPARE(fixture.model().data(QModelIndex(), Qt::DisplayRole), QVariant());
    }

    void saysWhatWillBeHere()
    {
        const Fixture fixture(0);
        QTRY_VERIFY(fixture.part<QLabel>("emptyText").text().contains(QStringLiteral("Ctrl+R")));
        QCOMPARE(fixture.part<QStackedWidget>("pages").currentWidget()->objectName(),
                 QStringLiteral("emptyPage"));
        fixture.add(0, 1); // by another process
        QTRY_COMPARE_WITH_TIMEOUT(fixture.model().rowCount(), 1, 10'000);
        QTRY_COMPARE(fixture.part<QLabel>("summary").text(), QStringLiteral("1 run"));
    }

    // The arrows, Ctrl+A and Del are at hand at once, and stay with whom the person gave them.
    void theListHasTheFocus()
    {
        const Fixture fixture(7);
        auto &outcome = fixture.part<QComboBox>("outcome");
        const auto focus = [&] { return fixture.window->focusWidget(); };
        QTRY_COMPARE(focus(), &fixture.runs());
        fixture.part<QLineEdit>("text").setText(QStringLiteral("nothing like it"));
        QTRY_COMPARE(fixture.model().rowCount(), 0);
        fixture.part<QLineEdit>("text").clear();
        QTRY_COMPARE(focus(), &fixture.runs());

        outcome.setFocus();
        for (const auto &[choice, rows] : {std::pair{"running", 0}, std::pair{"failed", 1}}) {
            outcome.setCurrentText(QLatin1StringView(choice));
            QTRY_COMPARE(fixture.model().rowCount(), rows);
        }
        QCOMPARE(focus(), &outcome);
    }

    void listsTheNewestFirstAndShowsAllOfIt()
    {
        const Fixture fixture(7);
        QTRY_COMPARE(fixture.cell(0, HistoryModel::Job), QStringLiteral("primes"));
        QCOMPARE(fixture.cell(0, HistoryModel::Outcome), QStringLiteral("failed"));
        QCOMPARE(fixture.cell(6, HistoryModel::Elapsed), QStringLiteral("100 ms"));
        // The first is selected, and all of it is on the right.
        QTRY_COMPARE(fixture.figure(QStringLiteral("limit")), QStringLiteral("1,006"));
        QCOMPARE(fixture.figure(QStringLiteral("CPU time")), QStringLiteral("93 ms"));
        QCOMPARE(fixture.figure(QStringLiteral("Time without a core")), QStringLiteral("7.0 ms"));
        QCOMPARE(fixture.figure(QStringLiteral("Other programs, CPU time")),
                 QStringLiteral("2.0 s"));
        QCOMPARE(fixture.figure(QStringLiteral("Error")),
                 QStringLiteral("The moon is missing; wait."));
        QCOMPARE(fixture.part<QPlainTextEdit>("transcript").toPlainText(),
                 QStringLiteral("line 6"));
        fixture.select({5});
        QTRY_COMPARE(fixture.figure(QStringLiteral("limit")), QStringLiteral("1,001"));
    }

    void tellsWhatALessonCameTo()
    {
        const Fixture fixture(1);
        const auto database =
                HistoryDatabase::openPatiently(fixture.path, HistoryDatabase::Access::ReadWrite);
        using enum Verdict;
        for (const Verdict verdict : {AsExpected, NotAsExpected, NotToBeTold}) {
            const int number = 1 + static_cast<int>(verdict);
            RunRecord record = recordSample(number);
            record.facts.insert(QStringLiteral("as_expected"), asExpected(verdict));
            const StartedRun run = startedSample(number);
            database->keep(database->begin(run), run, record, run.at.addMSecs(1500));
        }
        fixture.model().reload();
        QTRY_COMPARE(fixture.model().rowCount(), 4);
        const QString verdict = QStringLiteral("Verdict");
        QTRY_COMPARE(fixture.model().rowCount(), 4);
        fixture.select({0}); // the newest
        QTRY_COMPARE(fixture.figure(verdict), QStringLiteral("not to be told"));
        fixture.select({1});
        QTRY_COMPARE(fixture.figure(verdict), QStringLiteral("not as expected"));
        fixture.select({2});
        QTRY_COMPARE(fixture.figure(verdict), QStringLiteral("as expected"));
        fixture.select({3}); // no lesson
        QTRY_COMPARE(fixture.figure(verdict), QString());
    }

    void comparesTwoTheOlderOneFirst()
    {
        const Fixture fixture(7);
        QTRY_COMPARE(fixture.model().rowCount(), 7);
        fixture.select({0, 3}); // the samples 6 and 3
        QTRY_COMPARE(fixture.figure(QStringLiteral("limit"), 2), QStringLiteral("1,006"));
        QCOMPARE(fixture.figure(QStringLiteral("limit"), 1), QStringLiteral("1,003"));
        QCOMPARE(fixture.figure(QStringLiteral("limit"), 3), QStringLiteral("+3 (+0 %)"));
        // 100 + 37 a number.
        QCOMPARE(fixture.figure(QStringLiteral("Elapsed"), 3), QStringLiteral("+111 ms (+53 %)"));
        QCOMPARE(fixture.figure(QStringLiteral("Placement"), 3), QStringLiteral("differs"));
        QCOMPARE(fixture.figure(QStringLiteral("Job"), 3), QString());
        fixture.select({0, 1, 2});
        QTRY_VERIFY(fixture.part<QLabel>("hint").text().contains(QStringLiteral("3 runs")));
    }

    void filtersByWordsJobPlacementAndOutcome()
    {
        const Fixture fixture(7);
        QTRY_COMPARE(fixture.model().rowCount(), 7);
        auto &text = fixture.part<QLineEdit>("text");
        text.setText(QStringLiteral("moon"));
        QTRY_COMPARE(fixture.model().rowCount(), 1);
        QCOMPARE(fixture.part<QLabel>("summary").text(), QStringLiteral("1 of 7 runs"));
        text.setText(QStringLiteral("nothing like this"));
        QTRY_COMPARE(fixture.part<QLabel>("emptyText").text(), QStringLiteral("No run matches."));
        text.clear();
        QTRY_COMPARE(fixture.model().rowCount(), 7);
        const auto choose = [&](const char *box, const QString &choice) {
            auto &combo = fixture.part<QComboBox>(box);
            QVERIFY(combo.findText(choice) > 0);
            combo.setCurrentText(choice);
        };
        choose("job", QStringLiteral("hash"));
        QTRY_COMPARE(fixture.model().rowCount(), 2);
        choose("placement", QStringLiteral("gui"));
        QTRY_COMPARE(fixture.model().rowCount(), 1);
        choose("outcome", QStringLiteral("canceled"));
        QTRY_COMPARE(fixture.model().rowCount(), 0);
    }

    void sortsByEachColumn()
    {
        const Fixture fixture(30);
        QTRY_COMPARE(fixture.model().rowCount(), 30);
        QHeaderView &header = *fixture.runs().horizontalHeader();
        for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
            header.setSortIndicator(column, Qt::AscendingOrder);
            QTest::qWait(50);
            const qint64 first = fixture.model().id(0);
            header.setSortIndicator(column, Qt::DescendingOrder);
            QTRY_VERIFY(fixture.model().id(29) == first); // the same order, from the other end
        }
    }

    void asksBeforeItDeletes()
    {
        const Fixture fixture(7);
        QTRY_COMPARE(fixture.model().rowCount(), 7);
        fixture.select({1, 2});
        const auto answer = [&](const QString &button) {
            QTRY_VERIFY(fixture.part<QPushButton>("remove").isEnabled());
            fixture.part<QPushButton>("remove").click();
            auto *question = fixture.window->findChild<QMessageBox *>();
            QVERIFY(question && question->text().contains(QLatin1Char('2')));
            const auto buttons = question->buttons();
            const auto chosen = std::ranges::find(buttons, button, &QAbstractButton::text);
            QVERIFY(chosen != buttons.end());
            (*chosen)->click();
        };
        answer(QStringLiteral("Cancel"));
        QCOMPARE(fixture.store->flush(std::chrono::seconds(10)), HistoryStore::Flushed::All);
        QCOMPARE(HistoryDatabase::openPatiently(fixture.path, HistoryDatabase::Access::ReadOnly)
                         ->count(),
                 7);
        QTRY_VERIFY(!fixture.window->findChild<QMessageBox *>());
        answer(QStringLiteral("Delete"));
        QTRY_COMPARE(fixture.model().rowCount(), 5);
        QCOMPARE(fixture.cell(1, HistoryModel::Job), QStringLiteral("primes")); // the sample 3
    }

    void aNewRunComesOnTopAndTheSelectionStays()
    {
        const Fixture fixture(7);
        QTRY_COMPARE(fixture.model().rowCount(), 7);
        fixture.select({3});
        const qint64 selected = fixture.model().id(3);
        fixture.add(7, 9);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.model().rowCount(), 9, 10'000);
        const auto rows = fixture.runs().selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(fixture.model().id(rows[0].row()), selected);
        QCOMPARE(rows[0].row(), 5);
    }

    void saysWhyItCantBeRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.db"));
        {
            HistoryDatabase database(path, HistoryDatabase::Access::ReadWrite);
            addSample(database);
        }
        SqlConnection(path, SqlConnection::Access::ReadWrite)
                .run(QStringLiteral("PRAGMA user_version = 99"));
        HistoryStore newer(path);
        HistoryWindow window(newer);
        window.show();
        QTRY_VERIFY(window.findChild<QLabel *>(QStringLiteral("emptyText"))
                            ->text()
                            .contains(QStringLiteral("newer version")));
    }
};

QTEST_MAIN(TestHistoryWindow)
#include "tst_historywindow.moc"
