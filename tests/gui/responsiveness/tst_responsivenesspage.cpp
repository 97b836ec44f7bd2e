// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/responsiveness/responsivenesspage.h"

#include "gui/responsiveness/stalllistmodel.h"
#include "probe/responsivenesslog.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QLocale>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

using Clock = ResponsivenessLog::Clock;

/// A log whose last 20 s were quiet, but for a freeze of `freeze` 10 s ago.
std::shared_ptr<ResponsivenessLog> logWith(std::chrono::nanoseconds freeze)
{
    auto log = std::make_shared<ResponsivenessLog>();
    const auto now = Clock::now();
    for (auto at = now - 20s; at < now; at += 50ms) {
        const bool isFreeze = freeze > 0ns && at <= now - 10s && at + 50ms > now - 10s;
        if (!isFreeze) {
            log->addDelay({at, 400us, 50ms});
            continue;
        }
        log->addDelay({at, freeze, 50ms}, Stall{at, 50ms, freeze, false});
        at += freeze - 50ms;
    }
    return log;
}

QString shown(const ResponsivenessPage &page, const char *name)
{
    return page.findChild<QLabel *>(QString::fromLatin1(name))->text();
}

} // namespace

class ResponsivenessPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void summarizesTheLastMinute_data()
    {
        QTest::addColumn<QList<int>>("stalls"); // lengths in ms
        QTest::addColumn<int>("seconds");       // measured
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QList<int>{} << 0
                                 << QStringLiteral("Nothing has been measured yet.");
        QTest::newRow("just begun")
                << QList<int>{} << 12
                << QStringLiteral("The window has answered within 0.4 ms for the last 12 s.");
        QTest::newRow("quiet")
                << QList<int>{} << 60
                << QStringLiteral("The window has answered within 0.4 ms for the last minute.");
        QTest::newRow("frozen") << QList<int>{5'000} << 60
                                << QStringLiteral("In the last minute the window was frozen once, "
                                                  "for 5.0 s.");
        QTest::newRow("frozen often")
                << QList<int>{340, 5'000, 120} << 60
                << QStringLiteral("In the last minute the window was frozen 3 times, up to 5.0 s.");
    }
    void summarizesTheLastMinute()
    {
        QFETCH(QList<int>, stalls);
        QFETCH(int, seconds);
        ResponsivenessSnapshot snapshot;
        snapshot.start = Clock::time_point{1h};
        snapshot.bucketWidth = 200ms;
        snapshot.now = snapshot.start + 60s;
        snapshot.worstDelays.assign(300, 300us);
        std::fill_n(snapshot.worstDelays.begin(), (60 - seconds) * 5,
                    ResponsivenessSnapshot::noData);
        snapshot.delayCount = seconds * 20;
        snapshot.worst = 400us;
        for (const int length : stalls) {
            snapshot.stalls.push_back(
                    {snapshot.start + 30s, 5ms, std::chrono::milliseconds{length}, false});
        }
        QTEST(responsivenessSummary(snapshot), "text");
    }

    void tellsTheColumnsFreezesApart_data()
    {
        QTest::addColumn<int>("others");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("text");
        QTest::newRow("both") << 1 << 78
                              << QStringLiteral(
                                         "Frozen in the last minute once, for 2.0 s, and by the "
                                         "columns 78 times, up to 250 ms.");
        QTest::newRow("only they") << 0 << 1
                                   << QStringLiteral("In the last minute the window was frozen by "
                                                     "its columns alone, once, for 250 ms.");
    }
    void tellsTheColumnsFreezesApart()
    {
        QFETCH(int, others);
        QFETCH(int, columns);
        ResponsivenessSnapshot snapshot;
        snapshot.stalls.assign(static_cast<std::size_t>(columns),
                               {{}, 5ms, 250ms, false, QStringLiteral("Column 1"), true});
        snapshot.stalls.insert(snapshot.stalls.begin(), static_cast<std::size_t>(others),
                               {{}, 5ms, 2s, false});
        QTEST(responsivenessSummary(snapshot), "text");
    }

    void saysSoWhenThereWasNoStall()
    {
        ResponsivenessPage page{logWith(0ns)};
        page.resize(1000, 300);
        page.show();
        QVERIFY(shown(page, "noStall").startsWith(QStringLiteral("No stall so far")));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("noStall"))->isVisible());
        QVERIFY(!page.findChild<QTableView *>()->isVisible());
        QVERIFY(!page.findChild<QTableView *>()->model()); // it would load a face for its header
        QCOMPARE(shown(page, "worst"), QStringLiteral("0.4 ms"));
    }

    void showsAFreezeAtItsFullLength()
    {
        ResponsivenessPage page{logWith(5s)};
        page.setActivity(QStringLiteral("primes, Blocking"));
        page.resize(1000, 300);
        page.show();
        QVERIFY(page.findChild<QTableView *>()->isVisible());
        QCOMPARE(page.stalls().rowCount(), 1);
        QCOMPARE(page.stalls().index(0, StallListModel::Length).data().toString(),
                 QStringLiteral("5.0 s"));
        QCOMPARE(shown(page, "worst"), QStringLiteral("5.0 s"));
        QCOMPARE(shown(page, "summary"), page.accessibleDescription());
    }

    void makesItsChartAfterTheFirstPaint()
    {
        ResponsivenessPage page{logWith(5s)};
        QVERIFY(!page.findChild<QWidget *>(QStringLiteral("delayChart")));
        page.show();
        QVERIFY(!page.findChild<QWidget *>(QStringLiteral("delayChart")));
        QTRY_VERIFY(page.findChild<QWidget *>(QStringLiteral("delayChart")));
        QCOMPARE(page.findChild<QWidget *>(QStringLiteral("delayChart"))->accessibleDescription(),
                 shown(page, "summary"));
    }

    void saysThatItsChartIsNotThere()
    {
        const QStringList paths = QCoreApplication::libraryPaths();
        QCoreApplication::setLibraryPaths({});
        ResponsivenessPage page{logWith(5s)};
        page.show();
        const auto *place = page.findChild<QWidget *>(QStringLiteral("chartPlace"));
        QTRY_VERIFY(place->findChild<QLabel *>());
        QCoreApplication::setLibraryPaths(paths);
        QVERIFY(place->findChild<QLabel *>()->text().startsWith(
                QStringLiteral("The charts could not be loaded: ")));
        QCOMPARE(shown(page, "worst"), QStringLiteral("5.0 s")); // the rest is
    }

    void theColumnsStallsCanBeLeftOut()
    {
        const auto log = logWith(5s);
        const auto at = Clock::now() - 2s;
        log->addDelay({at, 250ms, 50ms},
                      Stall{at, 50ms, 250ms, false, QStringLiteral("Column 1"), true});
        ResponsivenessPage page{log};
        page.resize(1000, 300);
        page.show();
        QCOMPARE(page.stalls().rowCount(), 2);
        QCOMPARE(page.stalls().index(0, StallListModel::WhatRan).data().toString(),
                 QStringLiteral("Column 1"));
        auto *box = page.findChild<QCheckBox *>();
        QVERIFY(!box->accessibleName().isEmpty() && !box->toolTip().isEmpty());
        QVERIFY(box->focusPolicy() & Qt::TabFocus);
        QSignalSpy edited(&page, &ResponsivenessPage::edited);
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(edited.size(), 1);
        QVERIFY(!page.showsColumns());
        QCOMPARE(page.stalls().rowCount(), 1);
        QCOMPARE(page.stalls().index(0, StallListModel::Length).data().toString(),
                 QStringLiteral("5.0 s"));
        // What is measured is told all the same.
        QVERIFY(shown(page, "summary")
                        .endsWith(QStringLiteral("and by the columns once, for 250 ms.")));
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(page.stalls().rowCount(), 2);
    }

    void theirChartShowsThemOnlyIfTheListDoes()
    {
        const auto log = logWith(0ns);
        const auto at = Clock::now() - 10s;
        log->addDelay({at, 250ms, 50ms}, Stall{at, 50ms, 250ms, false, {}, true});
        ResponsivenessPage page{log};
        page.resize(1000, 300);
        page.setShowsColumns(false);
        page.show();
        QWidget *chart = nullptr;
        QTRY_VERIFY((chart = page.findChild<QWidget *>(QStringLiteral("delayChart"))));
        QTRY_COMPARE(chart->size(), chart->parentWidget()->size()); // it is laid out
        const QRect legend(chart->width() - 180, 0, 180, 30);
        const QImage hidden = chart->grab(legend).toImage();
        page.setShowsColumns(true);
        QVERIFY(chart->grab(legend).toImage() != hidden);
    }

    void doesNotSayThatThereWasNoStallWhenTheyAreLeftOut()
    {
        const auto log = logWith(0ns);
        const auto at = Clock::now() - 2s;
        log->addDelay({at, 250ms, 50ms}, Stall{at, 50ms, 250ms, false, {}, true});
        ResponsivenessPage page{log};
        page.setShowsColumns(false);
        page.show();
        QCOMPARE(shown(page, "noStall"),
                 QStringLiteral("No stall so far but those of the columns."));
    }

    void readsTheLogOnlyWhileItIsSeen()
    {
        const auto log = logWith(0ns);
        ResponsivenessPage page{log};
        page.show();
        page.hide();
        const auto at = Clock::now();
        log->addDelay({at, 400us, 50ms}, Stall{at, 50ms, 340ms, false});
        QTest::qWait(1'200); // longer than the slowest refresh
        QCOMPARE(page.stalls().rowCount(), 0);
        page.show();
        QCOMPARE(page.stalls().rowCount(), 1);
        log->addDelay({at + 1s, 400us, 50ms}, Stall{at + 1s, 50ms, 340ms, false});
        QTRY_COMPARE(page.stalls().rowCount(), 2);
    }
};

QTEST_MAIN(ResponsivenessPageTest)
#include "tst_responsivenesspage.moc"
