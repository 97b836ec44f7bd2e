// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/jobpicker.h"

#include "gui/jobs/joblistmodel.h"
#include "gui/jobs/jobpopup.h"
#include "gui/look/icons.h"
#include "scriptedjob.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleOptionComboBox>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace thaw;

namespace {

// Twenty lessons in four chapters, and two workloads.
JobCatalog manyJobs()
{
    JobCatalog jobs;
    for (int number = 1; number <= 22; ++number) {
        JobDescriptor job = scripted(untilStopped, QStringLiteral("job-%1").arg(number));
        job.title = QStringLiteral("Title %1").arg(number);
        job.summary = QStringLiteral("Summary of number %1.").arg(number);
        if (number <= 20) {
            job.lesson = LessonTexts{};
            job.chapter = QStringLiteral("Chapter %1").arg((number + 4) / 5);
        }
        jobs.add(job);
    }
    return jobs;
}

// One row of the list a line: "# Chapter", "id", "id *" where ticked.
QStringList picture(const JobListModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        rows.append(index.data(JobListModel::IsHeaderRole).toBool()
                            ? QStringLiteral("# ") + index.data().toString()
                            : index.data(JobListModel::IdRole).toString()
                                      + (index.data(JobListModel::DoneRole).toBool()
                                                 ? QStringLiteral(" *")
                                                 : QString()));
    }
    return rows;
}

} // namespace

struct OpenPicker : JobPicker
{
    using JobPicker::initStyleOption;
    using JobPicker::JobPicker;

    [[nodiscard]] QString shownText() const
    {
        QStyleOptionComboBox option;
        initStyleOption(&option);
        return option.currentText;
    }
};

class TestJobPicker : public QObject
{
    Q_OBJECT

    const JobCatalog m_jobs = manyJobs();
    std::unique_ptr<QWidget> m_window;
    JobPicker *m_picker = nullptr;

    [[nodiscard]] JobPopup &popup() const { return *m_picker->findChild<JobPopup *>(); }
    [[nodiscard]] QLineEdit &search() const { return *popup().findChild<QLineEdit *>(); }
    [[nodiscard]] QListView &list() const { return *popup().findChild<QListView *>(); }
    [[nodiscard]] QString lit() const
    {
        return list().currentIndex().data(JobListModel::IdRole).toString();
    }
    void press(Qt::Key key) const { QTest::keyClick(&search(), key); }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(1024, 640);
        m_picker = new JobPicker(m_jobs);
        auto *layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_picker);
        layout->addStretch();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_picker->showPopup();
        QVERIFY(QTest::qWaitForWindowExposed(&popup()));
    }

    void groupsTheJobsByChapterInTheirOrder()
    {
        JobListModel model(m_jobs);
        const QAbstractItemModelTester tester(
                &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QStringList rows = picture(model);
        QCOMPARE(rows.size(), 22 + 5);
        QCOMPARE(rows.mid(0, 3), (QStringList{QStringLiteral("# Chapter 1"),
                                              QStringLiteral("job-1"), QStringLiteral("job-2")}));
        QCOMPARE(rows.mid(24), (QStringList{QStringLiteral("# Workloads"), QStringLiteral("job-21"),
                                            QStringLiteral("job-22")}));
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        QCOMPARE(model.nextJob(0, 1), 1);
        QCOMPARE(model.nextJob(0, -1), -1);
        model.setSearch(QStringLiteral("number 20"));
        QCOMPARE(picture(model),
                 (QStringList{QStringLiteral("# Chapter 4"), QStringLiteral("job-20")}));
    }

    void searchesTitleIdAndSummary_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("title, in any case") << QStringLiteral("tITle") << true;
        QTest::newRow("id") << QStringLiteral("job-1") << true;
        QTest::newRow("summary") << QStringLiteral("of number") << true;
        QTest::newRow("words of each") << QStringLiteral(" summary  job title ") << true;
        QTest::newRow("one word too many") << QStringLiteral("title moon") << false;
    }
    void searchesTitleIdAndSummary()
    {
        QFETCH(QString, text);
        QTEST(matchesSearch(m_jobs.all().front(), text), "matches");
    }

    void ticksWhatIsDone()
    {
        JobListModel model(m_jobs);
        model.setMarks({QStringLiteral("job-2"), QStringLiteral("job-21"), QStringLiteral("gone")},
                       {});
        QCOMPARE(picture(model).filter(QStringLiteral("*")), // no workload, and no job that isn't
                 QStringList{QStringLiteral("job-2 *")});
        QCOMPARE(model.index(2).data(Qt::AccessibleTextRole),
                 QStringLiteral("Title 2, done as expected"));
        QCOMPARE(model.index(2).data(Qt::AccessibleDescriptionRole),
                 QStringLiteral("Summary of number 2."));
    }

    // A third sign, where it is neither ticked nor new; a tick is more than that.
    void marksWhatWasNotToBeTold()
    {
        JobListModel model(m_jobs);
        model.setMarks({QStringLiteral("job-2")}, {QStringLiteral("job-2"), QStringLiteral("job-3"),
                                                   QStringLiteral("job-21")});
        const auto isUntold = [&](int row) {
            return model.index(row).data(JobListModel::UntoldRole).toBool();
        };
        QVERIFY(!isUntold(2));
        QVERIFY(isUntold(3));
        QVERIFY(!isUntold(model.rowOf(QStringLiteral("job-21")))); // a workload
        QCOMPARE(model.index(3).data(Qt::AccessibleTextRole),
                 QStringLiteral("Title 3, not to be told so far"));
    }

    void anOpenPopupLearnsOfAMark()
    {
        const auto data = [this](int row, int role) {
            return list().model()->index(row, 0).data(role).toBool();
        };
        m_picker->setMarks({QStringLiteral("job-3")}, {});
        QVERIFY(data(3, JobListModel::DoneRole));
        m_picker->setMarks({QStringLiteral("job-3")}, {QStringLiteral("job-2")});
        QVERIFY(data(2, JobListModel::UntoldRole));
    }

    // The signs are told apart by their shape, not by their colour alone.
    void paintsTheMarksDifferently()
    {
        const auto sign = [](const char *name) {
            return icon(QLatin1StringView(name), QColor(Qt::black)).pixmap(16, 16).toImage();
        };
        QVERIFY(sign("unknown") != sign("success"));
        QVERIFY(sign("unknown") != sign("error"));
        QVERIFY(!sign("unknown").isNull());
    }

    void theArrowsPassTheChaptersNames()
    {
        QCOMPARE(lit(), QStringLiteral("job-1"));
        press(Qt::Key_Up); // nothing is above it
        QCOMPARE(lit(), QStringLiteral("job-1"));
        for (int count = 0; count < 5; ++count) {
            press(Qt::Key_Down);
        }
        QCOMPARE(lit(), QStringLiteral("job-6"));
        press(Qt::Key_Up);
        QCOMPARE(lit(), QStringLiteral("job-5"));
        for (int count = 0; count < 10; ++count) {
            press(Qt::Key_PageDown);
        }
        QCOMPARE(lit(), QStringLiteral("job-22"));
        press(Qt::Key_Down);
        QCOMPARE(lit(), QStringLiteral("job-22"));
        for (int count = 0; count < 10; ++count) {
            press(Qt::Key_PageUp);
        }
        QCOMPARE(lit(), QStringLiteral("job-1"));
    }

    void enterTakesTheFirstMatch()
    {
        QSignalSpy chosen(m_picker, &QComboBox::currentIndexChanged);
        QTest::keyClicks(&search(), QStringLiteral("number 1"));
        QCOMPARE(lit(), QStringLiteral("job-1"));
        QTest::keyClicks(&search(), QStringLiteral("7"));
        QCOMPARE(lit(), QStringLiteral("job-17"));
        QVERIFY(search().accessibleDescription().startsWith(QStringLiteral("Title 17")));
        press(Qt::Key_Return);
        QVERIFY(!popup().isVisible());
        QCOMPARE(m_picker->currentData(), QStringLiteral("job-17"));
        QCOMPARE(chosen.count(), 1);
        m_picker->showPopup(); // the next time with all of them, and that one lit
        QVERIFY(search().text().isEmpty());
        QCOMPARE(lit(), QStringLiteral("job-17"));
    }

    void escClosesAndChangesNothing()
    {
        press(Qt::Key_Down);
        press(Qt::Key_Escape);
        QVERIFY(!popup().isVisible());
        QCOMPARE(m_picker->currentIndex(), 0);
    }

    void whereNothingMatchesEnterTakesNothing()
    {
        QTest::keyClicks(&search(), QStringLiteral("moon"));
        QVERIFY(!list().isVisible());
        press(Qt::Key_Return);
        QVERIFY(popup().isVisible());
        search().clear();
        QVERIFY(list().isVisible());
        QCOMPARE(lit(), QStringLiteral("job-1"));
    }

    void aClickTakesAJobButNoChaptersName()
    {
        const auto click = [&](int row) {
            QTest::mouseClick(list().viewport(), Qt::LeftButton, {},
                              list().visualRect(list().model()->index(row, 0)).center());
        };
        click(0);
        QVERIFY(popup().isVisible());
        click(3);
        QVERIFY(!popup().isVisible());
        QCOMPARE(m_picker->currentData(), QStringLiteral("job-3"));
    }

    void staysWithinTheWindowAndScrolls()
    {
        const QRect area = popup().geometry();
        const QRect window(m_window->mapToGlobal(QPoint()), m_window->size());
        QVERIFY2(window.contains(area), qPrintable(QDebug::toString(area)));
        QVERIFY(list().verticalScrollBar()->maximum() > 0);
        QVERIFY(list().horizontalScrollBar()->maximum() == 0);
    }

    void aTitleThatDoesNotFitEndsInAnEllipsis()
    {
        JobCatalog jobs;
        JobDescriptor job = scripted(untilStopped, QStringLiteral("long"));
        job.title = QStringLiteral("A title that is longer than a narrow bar has room for");
        jobs.add(job);
        OpenPicker picker(jobs);
        const QSize little = picker.sizeHint();
        picker.resize(little);
        QVERIFY(picker.shownText().endsWith(QChar(0x2026)));
        QVERIFY(picker.toolTip().startsWith(job.title));
        picker.setRoom(20);
        QCOMPARE(picker.sizeHint(), little + QSize(20, 0));
        picker.setRoom(2000);
        const QSize whole = picker.sizeHint();
        QVERIFY(whole.width() < 1000); // no wider than it needs
        picker.resize(whole);
        QCOMPARE(picker.shownText(), job.title);
        picker.setRoom(0);
        QCOMPARE(picker.sizeHint(), little);
    }

    void theItemsAreTheJobsAsBefore()
    {
        QCOMPARE(m_picker->count(), 22);
        QCOMPARE(m_picker->itemData(5), QStringLiteral("job-6"));
        QCOMPARE(m_picker->accessibleName(), QStringLiteral("Job"));
        m_picker->setMarks({QStringLiteral("job-6")}, {QStringLiteral("job-7")});
        QCOMPARE(m_picker->itemData(5, Qt::AccessibleTextRole),
                 QStringLiteral("Title 6, done as expected"));
        QCOMPARE(m_picker->itemData(6, Qt::AccessibleTextRole),
                 QStringLiteral("Title 7, not to be told so far"));
        QCOMPARE(m_picker->itemData(7, Qt::AccessibleTextRole), QStringLiteral("Title 8"));
        QCOMPARE(m_picker->itemData(5, Qt::AccessibleDescriptionRole),
                 QStringLiteral("Summary of number 6."));
        m_picker->choose(QStringLiteral("job-9"));
        m_picker->choose(QStringLiteral("moon"));
        QCOMPARE(m_picker->currentText(), QStringLiteral("Title 9"));
    }
};

QTEST_MAIN(TestJobPicker)
#include "tst_jobpicker.moc"
