// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/inputguard.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

using Clock = std::chrono::steady_clock;

quint64 stampOf(Clock::time_point time)
{
    // As a window system gives it: 32 bits of milliseconds.
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return static_cast<quint32>(ms.count());
}

// A frozen window with a button that counts its clicks, and a person who clicks at given moments.
struct FrozenWindow
{
    FrozenWindow()
    {
        button.seen = &keys;
        button.resize(200, 100);
        button.show();
        QObject::connect(&button, &QPushButton::clicked, &button, [this] { ++clicked; });
        QObject::connect(&guard, &InputGuard::delivered, &guard,
                         [this](const WaitingInput &waited) { input = waited; });
    }

    void send(QEvent::Type type, Clock::time_point at)
    {
        QMouseEvent event(type, {50, 50}, button.mapToGlobal(QPointF(50, 50)), Qt::LeftButton,
                          type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, {});
        event.setTimestamp(stampOf(at));
        QCoreApplication::sendEvent(button.windowHandle(), &event);
    }
    void click(Clock::time_point at)
    {
        send(QEvent::MouseButtonPress, at);
        release(at);
    }
    void release(Clock::time_point at) { send(QEvent::MouseButtonRelease, at); }

    [[nodiscard]] bool hasSeen(int key) { return keys.contains(key); }

    void press(int key, Qt::KeyboardModifiers modifiers, Clock::time_point at)
    {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        event.setTimestamp(stampOf(at));
        QCoreApplication::sendEvent(button.windowHandle(), &event);
    }

    struct Button : QPushButton
    {
        void keyPressEvent(QKeyEvent *event) override { seen->append(event->key()); }
        QList<int> *seen = nullptr;
    };

    QList<int> keys; // that came to the button
    Button button;
    InputGuard guard;
    int clicked = 0;
    std::optional<WaitingInput> input;
};

} // namespace

class TestInputGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsHowLongAnEventWaited_data()
    {
        QTest::addColumn<qint64>("stamp");
        QTest::addColumn<qint64>("nowMs");
        QTest::addColumn<int>("waited"); // -1: of another clock
        QTest::newRow("just now") << qint64{5000} << qint64{5000} << 0;
        QTest::newRow("in the freeze") << qint64{5000} << qint64{9200} << 4200;
        QTest::newRow("over the wrap") << qint64{0xfffffff0} << qint64{0x1'0000'0010} << 32;
        QTest::newRow("too long ago") << qint64{5000} << qint64{60'000} << -1;
        QTest::newRow("in the future") << qint64{6000} << qint64{5000} << -1;
    }
    void readsHowLongAnEventWaited()
    {
        QFETCH(qint64, stamp);
        QFETCH(qint64, nowMs);
        QFETCH(int, waited);
        const auto result = waitOf(static_cast<quint64>(stamp),
                                   Clock::time_point(std::chrono::milliseconds(nowMs)), 10s);
        QCOMPARE(result ? static_cast<int>(result->count()) : -1, waited);
    }

    void dropsAndCountsWhatWasMadeInTheFreeze()
    {
        FrozenWindow window;
        const auto began = Clock::now();
        window.guard.freezeBegins();
        QTest::qSleep(60);
        window.guard.freezeEnds();
        window.click(began + 10ms);
        window.click(began + 20ms);
        window.press(Qt::Key_Space, {}, began + 30ms);
        window.press(Qt::Key_Shift, Qt::ShiftModifier, began + 30ms); // on the way to a key
        QVERIFY(window.guard.isActive());
        QTRY_VERIFY(window.input);
        QCOMPARE(window.clicked, 0);
        QCOMPARE(window.input->clicks, 2);
        QCOMPARE(window.input->keys, 1);
        QVERIFY(window.input->longest >= 45ms);
        QVERIFY(!window.guard.isActive());
    }

    void letsThroughWhatWasMadeAfterIt()
    {
        FrozenWindow window;
        window.guard.freezeBegins();
        window.guard.freezeEnds();
        QTest::qSleep(5);
        window.click(Clock::now());
        QCOMPARE(window.clicked, 1);
        QTRY_VERIFY(window.input);
        QVERIFY(window.input->isEmpty());
    }

    void letsEverythingThroughOnceItHasSettled()
    {
        FrozenWindow window;
        const auto began = Clock::now();
        window.guard.freezeBegins();
        window.guard.freezeEnds();
        QTRY_VERIFY(window.input);
        window.click(began);
        QCOMPARE(window.clicked, 1);
    }

    void aPlainWishIsHonoured_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("quit") << static_cast<int>(Qt::Key_Q)
                              << Qt::KeyboardModifiers(Qt::ControlModifier);
        QTest::newRow("cancel") << static_cast<int>(Qt::Key_Escape) << Qt::KeyboardModifiers();
    }
    void aPlainWishIsHonoured()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        FrozenWindow window;
        const auto began = Clock::now();
        window.guard.freezeBegins();
        QTest::qSleep(10);
        window.guard.freezeEnds();
        window.press(key, modifiers, began + 5ms);
        QTRY_VERIFY(window.input);
        QCOMPARE(window.input->keys, 0); // neither counted ...
        QVERIFY(window.hasSeen(key));    // ... nor dropped
    }

    void aButtonThatWasPressedBeforeTheFreezeDoesNotStayPressed()
    {
        FrozenWindow window;
        window.send(QEvent::MouseButtonPress, Clock::now());
        QVERIFY(window.button.isDown());
        const auto began = Clock::now();
        window.guard.freezeBegins();
        QTest::qSleep(10);
        window.guard.freezeEnds();
        window.release(began + 5ms);
        QVERIFY(!window.button.isDown());
        QTRY_VERIFY(window.input);
        QVERIFY(window.input->isEmpty());
    }

    // As from a display on another machine, or an event that some program made up.
    void aStampOfAnotherClockHoldsNobodyUpForLong()
    {
        FrozenWindow window;
        window.guard.freezeBegins();
        window.guard.freezeEnds();
        window.click(Clock::time_point(0s)); // right after the freeze: made in it, for all we know
        QCOMPARE(window.clicked, 0);
        QTest::qSleep(200);
        window.click(Clock::time_point(0s));
        QCOMPARE(window.clicked, 1);
        QTRY_VERIFY(window.input);
        QCOMPARE(window.input->clicks, 1);
    }
};

QTEST_MAIN(TestInputGuard)
#include "tst_inputguard.moc"
