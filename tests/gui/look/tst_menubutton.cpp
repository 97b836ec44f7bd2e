// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/menubutton.h"

#include <QAction>
#include <QMenu>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace thaw;

class TestMenuButton : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensByMouseAndKeyAndReturnsAtOnce_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("mouse") << true;
        QTest::newRow("space") << false;
    }
    void opensByMouseAndKeyAndReturnsAtOnce()
    {
        QFETCH(bool, byMouse);
        MenuButton button;
        QAction *action = button.popup().addAction(QStringLiteral("Do it"));
        const QSignalSpy triggered(action, &QAction::triggered);
        button.show();
        QVERIFY(QTest::qWaitForWindowActive(&button));
        button.setFocus();
        if (byMouse) {
            QTest::mouseClick(&button, Qt::LeftButton);
        } else {
            QTest::keyClick(&button, Qt::Key_Space);
        }
        QVERIFY(button.popup().isVisible());
        QTest::keyClick(&button.popup(), Qt::Key_Down);
        QTest::keyClick(&button.popup(), Qt::Key_Return);
        QTRY_COMPARE(triggered.size(), 1);
        QVERIFY(!button.popup().isVisible());
        QVERIFY(!button.isDown());
    }

    void theMenuIsWhollyOnTheScreen()
    {
        MenuButton button;
        button.popup().addAction(QStringLiteral("An entry that takes some room"));
        const QRect room = button.screen()->availableGeometry();
        button.move(room.bottomRight() - QPoint(10, 10));
        button.show();
        QVERIFY(QTest::qWaitForWindowExposed(&button));
        QTest::mouseClick(&button, Qt::LeftButton);
        QVERIFY(button.popup().isVisible());
        QVERIFY(room.contains(button.popup().geometry()));
        button.popup().close();
    }
};

QTEST_MAIN(TestMenuButton)
#include "tst_menubutton.moc"
