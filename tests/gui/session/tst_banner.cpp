// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/banner.h"

#include <QEnterEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace thaw;

namespace {

/// A banner in a window, as it is used.
struct Window : QWidget
{
    Window()
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(&banner);
        layout->addStretch();
        resize(1024, 300);
        show();
    }
    [[nodiscard]] QList<QPushButton *> shownButtons()
    {
        QList<QPushButton *> shown;
        for (QPushButton *button : banner.findChildren<QPushButton *>()) {
            if (button->isVisible()) {
                shown.append(button);
            }
        }
        return shown;
    }
    Banner banner{this};
};

} // namespace

class BannerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isHiddenUntilItHasSomethingToSay()
    {
        Window window;
        QVERIFY(window.banner.isHidden());
        window.banner.showMessage(Banner::Kind::Bad, QStringLiteral("The window was frozen."));
        QVERIFY(window.banner.isVisible());
        QCOMPARE(window.banner.text(), QStringLiteral("The window was frozen."));
        QCOMPARE(window.banner.kind(), Banner::Kind::Bad);
        QVERIFY(window.shownButtons().isEmpty());
    }

    void doesWhatItOffersAfterHidingItself()
    {
        Window window;
        bool wasHidden = false;
        QSignalSpy dismissed(&window.banner, &Banner::dismissed);
        const auto trigger = [&] { wasHidden = window.banner.isHidden(); };
        window.banner.showMessage(
                Banner::Kind::Info, QStringLiteral("Run it again?"),
                {{QStringLiteral("Later"), {}}, {QStringLiteral("Run"), trigger}});
        QCOMPARE(window.shownButtons().size(), 2);
        QTest::mouseClick(window.shownButtons().at(1), Qt::LeftButton);
        QVERIFY(wasHidden);
        QCOMPARE(dismissed.size(), 1);
    }

    void canShowTheNextMessageFromAnAction()
    {
        Window window;
        const auto next = [&] {
            window.banner.showMessage(Banner::Kind::Good, QStringLiteral("Next"));
        };
        window.banner.showMessage(Banner::Kind::Info, QStringLiteral("First"),
                                  {{QStringLiteral("Go on"), next}});
        QTest::mouseClick(window.shownButtons().at(0), Qt::LeftButton);
        QVERIFY(window.banner.isVisible());
        QCOMPARE(window.banner.text(), QStringLiteral("Next"));
        QVERIFY(window.shownButtons().isEmpty());
    }

    void closes()
    {
        Window window;
        QSignalSpy dismissed(&window.banner, &Banner::dismissed);
        window.banner.showMessage(Banner::Kind::Warning, QStringLiteral("It will freeze."));
        QTest::mouseClick(window.banner.findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(window.banner.isHidden());
        window.banner.dismiss(); // says nothing more
        QCOMPARE(dismissed.size(), 1);
    }

    void wrapsALongText()
    {
        Window window;
        window.banner.showMessage(Banner::Kind::Info, QStringLiteral("Short."));
        QTest::qWait(0);
        const int oneLine = window.banner.height();
        window.banner.showMessage(Banner::Kind::Info, QStringLiteral("many words ").repeated(40));
        QTRY_VERIFY(window.banner.height() > oneLine);
        QCOMPARE(window.width(), 1024);
    }

    void letsItsTextBeSelected()
    {
        Window window;
        window.banner.showMessage(Banner::Kind::Bad, QStringLiteral("The window was frozen."));
        QEnterEvent enter({}, {}, {});
        QCoreApplication::sendEvent(&window.banner, &enter);
        auto *label = window.banner.findChild<QLabel *>(QStringLiteral("text"));
        QTest::mouseDClick(label, Qt::LeftButton, {}, QPoint(8, label->height() / 2));
        QVERIFY(label->hasSelectedText());
    }

    void tellsItsTextToAssistiveTechnology()
    {
        Window window;
        window.banner.showMessage(Banner::Kind::Bad, QStringLiteral("The window was frozen."));
        QCOMPARE(window.banner.accessibleDescription(), window.banner.text());
    }
};

QTEST_MAIN(BannerTest)
#include "tst_banner.moc"
