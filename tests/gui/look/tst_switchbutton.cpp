// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/switchbutton.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace thaw;

class SwitchButtonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void laysOutTextTrackAndKnob_data()
    {
        QTest::addColumn<QRect>("area");
        QTest::addColumn<bool>("on");
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<QRect>("track");
        QTest::addColumn<QRect>("knob");
        QTest::newRow("off") << QRect(0, 0, 150, 22) << false << Qt::LeftToRight
                             << QRect(116, 2, 32, 18) << QRect(119, 5, 12, 12);
        QTest::newRow("on") << QRect(0, 0, 150, 22) << true << Qt::LeftToRight
                            << QRect(116, 2, 32, 18) << QRect(133, 5, 12, 12);
        QTest::newRow("off, right to left") << QRect(0, 0, 150, 22) << false << Qt::RightToLeft
                                            << QRect(2, 2, 32, 18) << QRect(19, 5, 12, 12);
        QTest::newRow("on, right to left") << QRect(0, 0, 150, 22) << true << Qt::RightToLeft
                                           << QRect(2, 2, 32, 18) << QRect(5, 5, 12, 12);
    }
    void laysOutTextTrackAndKnob()
    {
        QFETCH(QRect, area);
        QFETCH(bool, on);
        QFETCH(Qt::LayoutDirection, direction);
        const SwitchGeometry geometry = switchGeometry(area, 17, on, direction);
        QTEST(geometry.track, "track");
        QTEST(geometry.knob, "knob");
        QVERIFY(geometry.track.contains(geometry.knob));
        QVERIFY(area.contains(geometry.text));
        QVERIFY(!geometry.text.intersects(geometry.track));
    }

    void takesClicksAnywhereAndTheSpaceKey()
    {
        SwitchButton button;
        button.setText(QStringLiteral("On the GUI thread"));
        button.resize(button.sizeHint());
        button.show();
        QSignalSpy toggled(&button, &SwitchButton::toggled);
        QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(4, button.height() / 2));
        QVERIFY(button.isChecked());
        QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(button.width() - 6, 8));
        QVERIFY(!button.isChecked());
        QTest::keyClick(&button, Qt::Key_Space);
        QVERIFY(button.isChecked());
        QCOMPARE(toggled.size(), 3);
    }

    void isACheckBoxToAssistiveTechnology()
    {
        SwitchButton button;
        button.setText(QStringLiteral("&On"));
        button.setChecked(true);
        QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(&button);
        QVERIFY(seen);
        QCOMPARE(seen->role(), QAccessible::CheckBox);
        QCOMPARE(seen->text(QAccessible::Name), QStringLiteral("On"));
        QVERIFY(seen->state().checked);
        seen->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(!button.isChecked());
    }
};

QTEST_MAIN(SwitchButtonTest)
#include "tst_switchbutton.moc"
