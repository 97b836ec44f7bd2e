// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lessonharness.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string_view>

#ifndef THAW_SANITIZED
#include <cerrno>

#include <dlfcn.h>
#include <pthread.h>

namespace {

std::atomic<bool> refusesProbe = false;

} // namespace

// In the system's place: refuses a thread that the thread "Window" starts.
// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
extern "C" int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                              void *(*body)(void *), void *argument) noexcept
{
    static const auto create =
            reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
    char name[16] = {};
    pthread_getname_np(pthread_self(), name, sizeof name);
    return refusesProbe && std::string_view(name) == "Window"
                   ? EAGAIN
                   : create(thread, attributes, body, argument);
}
#endif

using namespace thaw;
using namespace std::chrono_literals;

class TestJoinFreezes : public QObject
{
    Q_OBJECT
    std::unique_ptr<LessonHarness> m_lesson;

    [[nodiscard]] double number(const char *fact) const { return m_lesson->fact(fact).toDouble(); }

private Q_SLOTS:
    void init() { m_lesson = std::make_unique<LessonHarness>(QStringLiteral("join-freezes")); }

    void aJoinFreezesTheWindowAndASignalDoesNot()
    {
        m_lesson->run();
        QVERIFY2(m_lesson->isAsExpectedOrUntold(),
                 qPrintable(m_lesson->fact("verdict").toString()));
        QCOMPARE(number("joined_ticks"), 0.0);
        QVERIFY(number("signalled_ticks") >= 1);
        QVERIFY(number("joined_refresh_ms") >= 100);
        QVERIFY(number("signalled_refresh_ms") >= 100);
        QVERIFY(number("joined_delay_ms") > number("joined_refresh_ms") / 2);
        QVERIFY(number("signalled_delay_ms") < number("joined_delay_ms"));
        QCOMPARE(m_lesson->progress(), (Progress{14, 14}));
    }

    void saysWhatWasRefusedTheProbe()
    {
#ifdef THAW_SANITIZED
        QSKIP("The sanitizer stands in pthread_create's place itself.");
#else
        refusesProbe = true;
        m_lesson->run();
        refusesProbe = false;
        QCOMPARE(m_lesson->outcome().kind, OutcomeKind::Failed);
        QCOMPARE(m_lesson->outcome().reason,
                 QStringLiteral("The system refused the window's probe its thread; close other "
                                "programs or raise the limits of processes and memory."));
#endif
    }

    void theNumbersTakeAsLongAsAsked()
    {
        m_lesson->set("number_ms", 800).run();
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QVERIFY(number("joined_refresh_ms") >= 200);
    }

    // What the window shows, last of all of each half, is what the thread brought.
    void theWindowShowsWhatTheThreadBrought()
    {
        m_lesson->run();
        const QStringList lines = m_lesson->lines();
        QCOMPARE(lines.size(), 14);
        for (const int half : {0, 7}) {
            QStringList numbers;
            for (int line = half + 1; line <= half + 5; ++line) {
                QVERIFY(lines[line].startsWith(QLatin1String("A number: ")));
                numbers.append(lines[line].section(QLatin1Char(' '), -1));
            }
            QCOMPARE(lines[half + 6],
                     QStringLiteral("The window shows ") + numbers.join(QLatin1String(", ")));
        }
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Window")).size(), 4);
        QCOMPARE(m_lesson->linesOf(QStringLiteral("Refresher")).size(), 10);
    }

    void tracesWhatTheWindowWaitsFor()
    {
        m_lesson->run();
        QCOMPARE(m_lesson->laneNames(),
                 (std::set{QStringLiteral("Refresher"), QStringLiteral("Window")}));
        const auto waits = m_lesson->spans(QStringLiteral("Window"), LaneState::Waiting);
        const auto longestFor = [&](const QString &object) {
            Span::Clock::duration longest{};
            for (const Span &span : waits) {
                if (span.object == object) {
                    longest = std::max(longest, span.length());
                }
            }
            return longest;
        };
        QVERIFY(longestFor(QStringLiteral("the end of Refresher")) >= 90ms); // the join
        QVERIFY(longestFor(QStringLiteral("the next event")) >= 90ms);       // the signal
    }

    // In a second the window's clock and its probe need a core for more than what is rounded.
    void whatItHadOfTheCoresIncludesTheWindow()
    {
        m_lesson->set("number_ms", 2000).run();
        std::chrono::nanoseconds wanted{};
        for (const ThreadCost &thread : m_lesson->threads()) {
            wanted += thread.cpu + thread.withoutCore;
        }
        QVERIFY(std::chrono::duration<double>(number("core_wanted_s")) + 1ms > wanted);
    }

    // In the freeze, too: 100 ms are promised, and a busy machine is given more.
    void isCanceledInTheFreeze()
    {
        m_lesson->set("pace", 10).set("number_ms", 2000).start();
        QVERIFY(m_lesson->await([&] { return m_lesson->progress().done >= 1; }));
        const auto before = std::chrono::steady_clock::now();
        m_lesson->control().requestStop(StopReason::User);
        QCOMPARE(m_lesson->finish().kind, OutcomeKind::Canceled);
        QVERIFY(std::chrono::steady_clock::now() - before < 2s);
    }

    // A pause in the freeze doesn't make the freeze any longer.
    void aPauseCountsInNoDelay()
    {
        m_lesson->start();
        QVERIFY(m_lesson->await([&] { return m_lesson->progress().done >= 2; }));
        m_lesson->control().pause();
        std::this_thread::sleep_for(1s);
        m_lesson->control().resume();
        QCOMPARE(m_lesson->finish().kind, OutcomeKind::Finished);
        QVERIFY(m_lesson->isAsExpectedOrUntold());
        QVERIFY(number("joined_refresh_ms") < 1000);
        QVERIFY(number("joined_delay_ms") < 1000);
    }
};

QTEST_GUILESS_MAIN(TestJoinFreezes)
#include "tst_joinfreezes.moc"
