// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/responsiveness/pulseview.h"

#include <QAccessible>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace thaw;

Q_DECLARE_METATYPE(thaw::PulseLevel)

class PulseViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void tellsHowADelayFeels_data()
    {
        QTest::addColumn<qint64>("microseconds"); // negative: none
        QTest::addColumn<PulseLevel>("level");
        QTest::newRow("not measured") << qint64{-1} << PulseLevel::Unknown;
        QTest::newRow("at once") << qint64{0} << PulseLevel::Good;
        QTest::newRow("within a frame") << qint64{16'600} << PulseLevel::Good;
        QTest::newRow("a frame late") << qint64{16'700} << PulseLevel::Warning;
        QTest::newRow("noticeable") << qint64{99'999} << PulseLevel::Warning;
        QTest::newRow("frozen") << qint64{100'000} << PulseLevel::Bad;
    }
    void tellsHowADelayFeels()
    {
        QFETCH(qint64, microseconds);
        std::optional<std::chrono::nanoseconds> delay;
        if (microseconds >= 0) {
            delay = std::chrono::microseconds{microseconds};
        }
        QTEST(pulseLevel(delay), "level");
    }

    void showsTheThreeFigures()
    {
        PulseView view;
        QCOMPARE(view.text(), QStringLiteral("pulse – · worst – · frozen 0×"));
        view.setPulse(300us, 12ms, 2);
        QCOMPARE(view.text(), QStringLiteral("pulse 0.3 ms · worst 12 ms · frozen 2×"));
        QCOMPARE(view.accessibleName(), QStringLiteral("Pulse"));
        QCOMPARE(view.accessibleDescription(), view.text());
    }

    void keepsItsWidth()
    {
        PulseView view;
        const QSize atFirst = view.sizeHint();
        for (const std::chrono::nanoseconds delay : {50'000ns, 999'000'000ns, 88'800'000'000ns}) {
            view.setPulse(delay, delay, 120);
            QCOMPARE(view.sizeHint(), atFirst);
        }
    }

    void countsTheColumnsFreezesApartAsSoonAsThereAreAny()
    {
        PulseView view;
        const int atFirst = view.sizeHint().width();
        view.setPulse(300us, 2s, 1, 78);
        QCOMPARE(view.text(),
                 QStringLiteral("pulse 0.3 ms · worst 2.0 s · frozen 1× · columns 78×"));
        QCOMPARE(view.accessibleDescription(), view.text());
        const int withColumns = view.sizeHint().width();
        QVERIFY(withColumns > atFirst);
        view.setPulse(300us, 2s, 1, 799);
        QCOMPARE(view.sizeHint().width(), withColumns);
        QVERIFY(view.toolTip().endsWith(QStringLiteral("Frozen by the columns: 799×.")));
        view.setCompact(true);
        QCOMPARE(view.sizeHint().width(), atFirst);
        QVERIFY(view.text().contains(QStringLiteral("columns 799×")));
        QVERIFY(!view.grab().isNull());
    }

    void isAButton()
    {
        PulseView view;
        view.show();
        QSignalSpy clicked(&view, &PulseView::clicked);
        QTest::mouseClick(&view, Qt::LeftButton);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(clicked.size(), 2);
        QCOMPARE(QAccessible::queryAccessibleInterface(&view)->role(), QAccessible::Button);
    }
};

QTEST_MAIN(PulseViewTest)
#include "tst_pulseview.moc"
