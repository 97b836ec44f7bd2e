// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobharness.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/eventloopthread.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <chrono>
#include <memory>
#include <stdexcept>

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

/// Has something traced before there is a run.
class HasATracedMember : public LessonWith<NoValues>
{
public:
    using LessonWith::LessonWith;

private:
    void teach() override { m_lock.lock(); }

    traced::Mutex m_lock{context(), QStringLiteral("the lock")};
};

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

    // In a child, since it ends the program: in this one if it is that child.
    void aTracedMemberEndsTheProgramWithASentence()
    {
        const char *inChild = "THAW_TEST_MAKES_A_TRACED_MEMBER";
        if (qEnvironmentVariableIsSet(inChild)) {
            const rlimit none{};
            setrlimit(RLIMIT_CORE, &none);
            const JobDescriptor lesson = mistake<HasATracedMember>();
            lesson.make(lesson.parameters.defaults());
            return;
        }
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(inChild), QStringLiteral("1"));
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::MergedChannels);
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("-nocrashhandler"),
                     QString::fromLatin1(QTest::currentTestFunction())});
        QVERIFY(child.waitForFinished());
        QVERIFY(child.exitStatus() == QProcess::CrashExit || child.exitCode() != 0);
        const QString output = QString::fromUtf8(child.readAll());
        QVERIFY2(output.contains(QLatin1String(
                         "A lesson has no context before it is run: make what is traced in "
                         "teach() or below it, not as a member of the lesson.")),
                 qPrintable(output));
    }

    // Of the other threads of the program, and of these after the run.
    void otherWarningsGoOnAsBefore()
    {
        {
            JobHarness lesson(mistake<ShowsAWarning>());
            lesson.run();
        }
        QTest::ignoreMessage(QtWarningMsg, "of nobody's run");
        qWarning("of nobody's run");
    }
};

QTEST_GUILESS_MAIN(TestLessonMistakes)
#include "tst_lessonmistakes.moc"
