// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/columns/columncard.h"

#include "gui/columns/numbersview.h"
#include "gui/columns/sparkline.h"
#include "gui/look/switchbutton.h"
#include "runners/columns/column.h"

#include <QLabel>
#include <QLocale>
#include <QTest>
#include <QThread>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

/// A quick column with its card.
struct Fixture
{
    Column column{2, {.period = 100ms, .work = 0ms, .seed = 1}};
    ColumnCard card{column};

    [[nodiscard]] QString text(const char *name) const
    {
        return card.findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    [[nodiscard]] SwitchButton &switchButton() const { return *card.findChild<SwitchButton *>(); }
    [[nodiscard]] NumbersView &numbers() const { return *card.findChild<NumbersView *>(); }
    [[nodiscard]] bool awaitRefreshes(qsizetype count) const
    {
        return QTest::qWaitFor(
                [&] { return card.findChild<Sparkline *>()->points().size() >= count; }, 10'000);
    }
};

} // namespace

class ColumnCardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysWhoseItIs()
    {
        Fixture f;
        QCOMPARE(f.card.accessibleName(), QStringLiteral("Column 2"));
        QCOMPARE(f.text("title"), QStringLiteral("Column 2"));
        QCOMPARE(f.text("period"), QStringLiteral("· every 0.1 s"));
        QCOMPARE(f.text("thread"), QStringLiteral("thread column-2"));
        QCOMPARE(f.text("refreshes"), QStringLiteral("0 refreshes"));
        QCOMPARE(f.text("age"), QString{});
    }

    void showsEachRefresh()
    {
        Fixture f;
        f.column.start();
        QVERIFY(f.awaitRefreshes(3));
        QCOMPARE(f.numbers().numbers().size(), std::size_t{5});
        QVERIFY(f.text("refreshes").endsWith(QStringLiteral(" refreshes")));
        QVERIFY(f.text("age").endsWith(QStringLiteral(" s ago")));
    }

    void movesTheColumnByItsSwitch()
    {
        Fixture f;
        f.column.start();
        f.card.show();
        QTest::mouseClick(&f.switchButton(), Qt::LeftButton);
        QVERIFY(f.column.onGuiThread());
        QCOMPARE(f.text("thread"), QStringLiteral("GUI thread"));
        QTest::mouseClick(&f.switchButton(), Qt::LeftButton);
        QVERIFY(!f.column.onGuiThread());
        QCOMPARE(f.text("thread"), QStringLiteral("thread column-2"));
    }

    void followsAMoveMadeElsewhere()
    {
        Fixture f;
        f.column.start();
        f.column.setOnGuiThread(true);
        QTRY_VERIFY(f.switchButton().isChecked());
        QCOMPARE(f.text("thread"), QStringLiteral("GUI thread"));
        f.column.setOnGuiThread(false);
        QTRY_VERIFY(!f.switchButton().isChecked());
    }

    void followsTheSettings()
    {
        Fixture f;
        ColumnSettings settings = f.column.settings();
        settings.period = 2s;
        f.column.setSettings(settings);
        QCOMPARE(f.text("period"), QStringLiteral("· every 2 s"));
    }

    void countsTheAgeUntilTheWindowFreezes()
    {
        Fixture f;
        ColumnSettings settings = f.column.settings();
        settings.period = 60s;
        f.column.setSettings(settings);
        f.column.start();
        QVERIFY(f.awaitRefreshes(1));
        const QString first = f.text("age");
        QTRY_VERIFY(f.text("age") != first);
        const QString before = f.text("age");
        QThread::msleep(500); // the GUI thread is blocked: nothing counts
        QCOMPARE(f.text("age"), before);
        QTRY_VERIFY(f.text("age") != before);
    }

    void fitsItsPlace()
    {
        Fixture f;
        QVERIFY(f.card.minimumSizeHint().width() <= 330);
        QVERIFY(f.card.sizeHint().height() <= 170);
    }
};

QTEST_MAIN(ColumnCardTest)
#include "tst_columncard.moc"
