// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobharness.h"
#include "jobs/lessons/lesson.h"
#include "jobs/lessons/lessonharness.h"
#include "jobs/traced/eventloopthread.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <array>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

#include <sys/resource.h>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

struct NoValues : LessonValues
{
    void declare(ParameterFields & /*fields*/) {}
};

QString expectedOf(const NoValues & /*values*/)
{
    return QStringLiteral("A mistake.");
}

template <typename Taught>
JobDescriptor mistake()
{
    return describeLesson<Taught>({.id = QStringLiteral("a-mistake"),
                                   .title = QStringLiteral("A mistake"),
                                   .summary = QStringLiteral("A mistake."),
                                   .goal = QStringLiteral("A mistake."),
                                   .expected = expectedOf});
}

/// Its loop is Qt's own, and what is called there throws.
class ThrowsThroughTheLoop : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        traced::Thread thread(context(), QStringLiteral("Looper"), [] {
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &timer,
                             [] { throw std::runtime_error("out of paper"); });
            timer.start(1ms);
            QEventLoop().exec();
        });
        thread.start();
        thread.wait();
    }
};

/// Stops a timer from another thread than the timer's.
class StopsATimerElsewhere : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        traced::EventLoopThread loop(context(), QStringLiteral("Looper"));
        loop.start();
        auto &timer = loop.make<QTimer>();
        loop.call([&] { timer.start(1h); });
        timer.stop();
        conclude(true, QStringLiteral("The timer was stopped."));
    }
};

/// The same, which is what it shows.
class ShowsAWarning : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        expectQtWarning(QStringLiteral("cannot be stopped from another thread"));
        traced::EventLoopThread loop(context(), QStringLiteral("Looper"));
        loop.start();
        auto &timer = loop.make<QTimer>();
        loop.call([&] { timer.start(1h); });
        timer.stop();
        conclude(qtWarnings().size() == 1, QStringLiteral("Qt has warned."));
    }
};

/// Nobody quits its loop.
class ForgetsToQuit : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        traced::Thread thread(context(), QStringLiteral("Looper"), [this] {
            say(QStringLiteral("Loops"));
            QEventLoop().exec();
        });
        thread.start();
        thread.wait();
    }
};

/// Qt warns more often than is kept.
class WarnsOften : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        for (int turn = 0; turn < 140; ++turn) {
            qWarning("often");
        }
    }
};

/// Waits until it is stopped.
class Waits : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override
    {
        say(QStringLiteral("Waits"));
        sleep(24h);
    }
};

/// Has something traced as a member, or does something else that takes a run, before there is one.
class UsesTheRunTooEarly : public LessonWith<NoValues>
{
public:
    using Use = void (UsesTheRunTooEarly::*)();
    static inline Use use = nullptr;

    explicit UsesTheRunTooEarly(const NoValues &values)
        : LessonWith(values)
    {
        (this->*use)();
    }

    void makeTraced() { traced::Mutex(context(), QStringLiteral("the lock")).lock(); }
    void sayLine() { say(QStringLiteral("Here")); }
    void sleepALittle() { sleep(1ms); }
    void askForAPacedTime() { static_cast<void>(paced(1ms)); }
    void count() { countLines(1); }
    void set() { setFact("lines", 1); }
    void askForWarnings() { static_cast<void>(qtWarnings()); }
    void expectAWarning() { expectQtWarning(QStringLiteral("part")); }

private:
    void teach() override {}
};

struct NamedUse
{
    const char *name;
    UsesTheRunTooEarly::Use use;
};
constexpr std::array uses{NamedUse{"a traced member", &UsesTheRunTooEarly::makeTraced},
                          NamedUse{"say", &UsesTheRunTooEarly::sayLine},
                          NamedUse{"sleep", &UsesTheRunTooEarly::sleepALittle},
                          NamedUse{"paced", &UsesTheRunTooEarly::askForAPacedTime},
                          NamedUse{"countLines", &UsesTheRunTooEarly::count},
                          NamedUse{"setFact", &UsesTheRunTooEarly::set},
                          NamedUse{"qtWarnings", &UsesTheRunTooEarly::askForWarnings},
                          NamedUse{"expectQtWarning", &UsesTheRunTooEarly::expectAWarning}};

constexpr const char *childsVariable = "THAW_TEST_IS_A_CHILD";

bool isInChild()
{
    return qEnvironmentVariableIsSet(childsVariable);
}

/// Runs the row of the test that is under way in a child: whether it failed there, and its output.
std::pair<bool, QString> inChild()
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(childsVariable), QStringLiteral("1"));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("-nocrashhandler"),
                 QStringLiteral("%1:%2").arg(QString::fromLatin1(QTest::currentTestFunction()),
                                             QString::fromLatin1(QTest::currentDataTag()))});
    if (!child.waitForFinished()) {
        return {true, child.errorString()};
    }
    return {child.exitStatus() == QProcess::CrashExit || child.exitCode() != 0,
            QString::fromUtf8(child.readAll())};
}

QStringList strings(const QJsonValue &array)
{
    QStringList texts;
    for (const QJsonValue &value : array.toArray()) {
        texts.append(value.toString());
    }
    return texts;
}

} // namespace

/// What a lesson must not do, and how it shows when one does.
class TestLessonMistakes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // GLib's loop would leak what it holds when an exception goes through it.
    void initTestCase() { qputenv("QT_NO_GLIB", "1"); }

    void anExceptionThroughQtsLoopFailsTheRunWithAWarning()
    {
        JobHarness lesson(mistake<ThrowsThroughTheLoop>());
        lesson.run();
        QCOMPARE(lesson.outcome().kind, OutcomeKind::Failed);
        QCOMPARE(lesson.outcome().reason, QStringLiteral("out of paper"));
        const QStringList warnings = strings(lesson.fact("unexpected_qt_warnings"));
        QCOMPARE(warnings.size(), 1);
        QVERIFY2(warnings.front().startsWith(
                         QLatin1String("Looper: Qt has caught an exception thrown")),
                 qPrintable(warnings.front()));
    }

    void aTimerStoppedOnAnotherThreadIsAWarning()
    {
        JobHarness lesson(mistake<StopsATimerElsewhere>());
        lesson.run();
        QCOMPARE(lesson.outcome().kind, OutcomeKind::Finished);
        const QStringList warnings = strings(lesson.fact("unexpected_qt_warnings"));
        QCOMPARE(warnings.size(), 1);
        QVERIFY2(warnings.front().contains(
                         QLatin1String("Timers cannot be stopped from another thread")),
                 qPrintable(warnings.front()));
        QCOMPARE(strings(lesson.fact("qt_warnings")), warnings);
    }

    void aWarningIsShownAndMayBeExpected()
    {
        JobHarness lesson(mistake<ShowsAWarning>());
        lesson.run();
        QCOMPARE(lesson.fact("as_expected"), QJsonValue(true));
        QVERIFY(lesson.fact("unexpected_qt_warnings").isUndefined());
        QCOMPARE(strings(lesson.fact("qt_warnings")).size(), 1);
        QCOMPARE(lesson.lines().size(), 1);
        QVERIFY2(lesson.lines().front().startsWith(QLatin1String("Qt warns: QObject::killTimer")),
                 qPrintable(lesson.lines().front()));
    }

    void aLoopThatNobodyQuitsFailsACanceledRun()
    {
        JobHarness lesson(mistake<ForgetsToQuit>());
        lesson.start();
        QVERIFY(lesson.await([&] { return !lesson.lines().isEmpty(); }));
        lesson.control().requestStop(StopReason::User);
        lesson.finish();
        QCOMPARE(lesson.outcome().kind, OutcomeKind::Failed);
        QCOMPARE(lesson.outcome().reason,
                 QStringLiteral("The thread Looper was in an event loop that nobody quit when the "
                                "run was to stop: it must be a traced::EventLoopThread."));
    }

    void moreWarningsThanAreKeptAreCounted()
    {
        JobHarness lesson(mistake<WarnsOften>());
        lesson.run();
        const QStringList warnings = strings(lesson.fact("qt_warnings"));
        QCOMPARE(warnings.size(), 101);
        QCOMPARE(warnings.front(), QStringLiteral("main: often"));
        QCOMPARE(warnings.back(), QStringLiteral("and 40 more"));
        QCOMPARE(strings(lesson.fact("unexpected_qt_warnings")), warnings);
        QCOMPARE(lesson.lines().size(), 101);
        QCOMPARE(lesson.lines().back(),
                 QStringLiteral("Qt warns of more; only the first 100 are told."));
    }

    // In a child, since it ends the program: in this one if it is that child.
    void whatIsUsedBeforeARunEndsTheProgramWithASentence_data()
    {
        QTest::addColumn<int>("use");
        for (std::size_t use = 0; use < uses.size(); ++use) {
            QTest::newRow(uses[use].name) << static_cast<int>(use);
        }
    }
    void whatIsUsedBeforeARunEndsTheProgramWithASentence()
    {
        QFETCH(int, use);
        if (isInChild()) {
            const rlimit none{};
            setrlimit(RLIMIT_CORE, &none);
            UsesTheRunTooEarly::use = uses[static_cast<std::size_t>(use)].use;
            const JobDescriptor lesson = mistake<UsesTheRunTooEarly>();
            lesson.make(lesson.parameters.defaults());
            return;
        }
        const auto [hasFailed, output] = inChild();
        QVERIFY(hasFailed);
        QVERIFY2(output.contains(QLatin1String(
                         "A lesson has no context before it is run: make what is traced in "
                         "teach() or below it, not as a member of the lesson.")),
                 qPrintable(output));
    }

    // As above, since it makes the test fail.
    void aWarningOfALessonFailsItsTest_data()
    {
        QTest::addColumn<bool>("isExpected");
        QTest::newRow("unexpected") << false;
        QTest::newRow("expected") << true;
    }
    void aWarningOfALessonFailsItsTest()
    {
        QFETCH(bool, isExpected);
        if (isInChild()) {
            LessonHarness(isExpected ? mistake<ShowsAWarning>() : mistake<StopsATimerElsewhere>())
                    .run();
            return;
        }
        const auto [hasFailed, output] = inChild();
        QCOMPARE(hasFailed, !isExpected);
        QCOMPARE(output.contains(QLatin1String("Qt warned on the lesson's thread main: ")),
                 !isExpected);
    }

    // Of the other threads of the program during the run, and of this one after it.
    void otherWarningsGoOnAsBefore()
    {
        JobHarness lesson(mistake<Waits>());
        lesson.start();
        QVERIFY(lesson.await([&] { return !lesson.lines().isEmpty(); }));
        QTest::ignoreMessage(QtWarningMsg, "of nobody's run");
        qWarning("of nobody's run");
        lesson.control().requestStop(StopReason::User);
        lesson.finish();
        QVERIFY(lesson.fact("qt_warnings").isUndefined());
        {
            JobHarness here(mistake<ShowsAWarning>());
            here.run();
        }
        QTest::ignoreMessage(QtWarningMsg, "after the run");
        qWarning("after the run");
    }
};

QTEST_GUILESS_MAIN(TestLessonMistakes)
#include "tst_lessonmistakes.moc"
