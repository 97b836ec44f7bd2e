// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/style.h"

#include "gui/lesson/codepane.h"
#include "gui/look/colors.h"
#include "pixels.h"

#include <QHBoxLayout>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace thaw;

/// Where the keyboard is can be seen.
class TestStyle : public QObject
{
    Q_OBJECT

    // The first thing in `window` that Tab comes to is `reached`, which is lit then, and only then.
    static void compareLights(QWidget &window, QWidget &reached)
    {
        const QColor accent = themeColors(window.palette()).accent;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setFocus();
        QCOMPARE(pixelsOf(reached.grab().toImage(), accent), 0);
        QTest::keyClick(&window, Qt::Key_Tab);
        QVERIFY(reached.hasFocus());
        QVERIFY(pixelsOf(reached.grab().toImage(), accent) > reached.width());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style);
        QApplication::setPalette(lightPalette());
    }

    void textHasARingWhileTheKeyboardIsThere()
    {
        QWidget window;
        window.setFocusPolicy(Qt::ClickFocus);
        auto *pane = new CodePane(CodeLanguage::Cpp);
        (new QHBoxLayout(&window))->addWidget(pane);
        compareLights(window, *pane);
    }

    void aTableHasARingWhileTheKeyboardIsThere()
    {
        QWidget window;
        window.setFocusPolicy(Qt::ClickFocus);
        auto *table = new QTableView;
        (new QHBoxLayout(&window))->addWidget(table);
        compareLights(window, *table);
    }

    void aToolButtonHasARingWhenAKeyCameToIt()
    {
        QWidget window;
        window.setFocusPolicy(Qt::ClickFocus);
        auto *button = new QToolButton;
        button->setText(QStringLiteral("Run"));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        (new QHBoxLayout(&window))->addWidget(button);
        compareLights(window, *button);
    }
};

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
