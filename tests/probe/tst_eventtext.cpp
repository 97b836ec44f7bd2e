// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/eventtext.h"

#include <QTest>

class TestEventText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysItInPlainWords_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("className");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        const auto row = [](int type, const char *className, const char *name, const char *text) {
            QTest::newRow(text) << type << QByteArray(className) << QString::fromLatin1(name)
                                << QString::fromLatin1(text);
        };
        row(QEvent::Timer, "QTimer", "", "Timer (QTimer)");
        row(QEvent::MouseButtonPress, "QPushButton", "cancel",
            "Mouse button press (QPushButton cancel)");
        row(QEvent::MetaCall, "my::deep::Loader", "", "Queued call (Loader)");
        row(QEvent::UpdateRequest, "QWidgetWindow", "MainWindowWindow",
            "Repaint (QWidgetWindow MainWindowWindow)");
        row(QEvent::SockAct, "QSocketNotifier", "", "Socket (QSocketNotifier)");
        row(QEvent::DeferredDelete, "Page", "", "Deletion (Page)");
        row(QEvent::LayoutRequest, "Page", "", "Layout (Page)");
        row(QEvent::KeyPress, "Page", "", "Key press (Page)");
        row(QEvent::User + 7, "thaw::Run", "", "Event of its own (Run)");
        row(999, "Page", "", "Event 999 (Page)");
    }
    void saysItInPlainWords()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, className);
        QFETCH(QString, name);
        QTEST(thaw::eventText(static_cast<QEvent::Type>(type), className.toStdString(), name),
              "text");
    }
};

QTEST_APPLESS_MAIN(TestEventText)
#include "tst_eventtext.moc"
