// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/application.h"

#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;
using namespace thaw;

class TestApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWasHandledInAStall()
    {
        Probe probe;
        const QSignalSpy ended(&probe, &Probe::stallEnded);
        probe.start();
        QPushButton button;
        button.setObjectName(QStringLiteral("slow"));
        connect(&button, &QPushButton::clicked, this, [] { std::this_thread::sleep_for(300ms); });
        button.show();
        QVERIFY(QTest::qWaitForWindowExposed(&button));
        QTRY_VERIFY(probe.log()->snapshot()->current.has_value());
        QMetaObject::invokeMethod(&button, &QPushButton::click, Qt::QueuedConnection);
        const auto isLong = [&](const QList<QVariant> &arguments) {
            return arguments[0].value<Stall>().duration >= 250ms;
        };
        QTRY_VERIFY(std::ranges::any_of(ended, isLong));
        const auto stall = std::ranges::find_if(ended, isLong)->at(0).value<Stall>();
        QCOMPARE(stall.what, QStringLiteral("Queued call (QPushButton slow)"));
        QVERIFY(!stall.isApart);
    }

    // Also of another thread, whose events are told to nobody.
    void handlesEventsAsQtDoes()
    {
        QObject receiver;
        int handled = 0;
        std::thread other([&] {
            QObject here;
            QEvent event(QEvent::User);
            handled += QCoreApplication::sendEvent(&here, &event) ? 1 : 0;
        });
        other.join();
        QCOMPARE(handled, 1);
        QEvent event(QEvent::User);
        QVERIFY(QCoreApplication::sendEvent(&receiver, &event));
    }
};

int main(int argc, char **argv)
{
    Application application(argc, argv);
    TestApplication test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_application.moc"
