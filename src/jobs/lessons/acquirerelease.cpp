// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <list>
#include <mutex>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Mutex;
using traced::Thread;

class AcquireRelease : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::AcquireRelease)
public:
    explicit AcquireRelease(const ParameterValues &values)
        : Lesson(values)
        , m_threads(values[QStringLiteral("threads")].toInt())
        , m_increments(values[QStringLiteral("increments")].toInt())
        , m_forgetRelease(values[QStringLiteral("forget_release")].toBool())
    {}

private:
    //! [lesson]
    // Acquires the lock, changes what it protects, and releases it, again and again.
    void add(Mutex &lock)
    {
        for (int turn = 0; turn < m_increments; ++turn) {
            lock.lock();
            m_counter += 1;
            sleep(10ms);
            lock.unlock();
        }
        say(tr("Has added %1").arg(m_increments));
    }

    // Forgets to release it. Nothing else does that, not even the end of the thread.
    void forget(Mutex &lock)
    {
        lock.lock();
        m_counter += 1;
        say(tr("Ends without releasing the lock"));
    }

    // After that, lock() would wait for ever. With a time limit a thread can give up, and say why.
    void tryToAdd(Mutex &lock)
    {
        if (lock.tryLock(paced(1s))) {
            m_counter += 1;
            lock.unlock();
            return;
        }
        const QString holder = lock.holder();
        say(tr("Gives up: %1 still holds the lock").arg(holder));
        noteTimeOut(holder);
    }

    void addTogether()
    {
        Mutex lock(context(), tr("the lock"));
        Thread forgetful(context(), QStringLiteral("Forgetful"), [&] { forget(lock); });
        if (m_forgetRelease) {
            forgetful.start();
            forgetful.wait();
        }
        std::list<Thread> threads;
        for (int number = 1; number <= m_threads; ++number) {
            threads.emplace_back(context(), QStringLiteral("Adder-%1").arg(number),
                                 [&] { m_forgetRelease ? tryToAdd(lock) : add(lock); });
            threads.back().start();
        }
        for (Thread &thread : threads) {
            thread.wait();
        }
    }
    //! [lesson]

    void teach() override
    {
        countLines(m_forgetRelease ? m_threads + 1 : m_threads);
        addTogether();
        m_forgetRelease ? concludeFromTimeOuts() : concludeFromCounter();
    }

    void noteTimeOut(const QString &holder)
    {
        const std::lock_guard lock(m_mutex);
        m_holdersSeen.append(holder);
    }

    void concludeFromCounter()
    {
        const int expected = m_threads * m_increments;
        setFact("expected", expected);
        setFact("final", m_counter);
        setFact("timed_out", false);
        conclude(m_counter == expected, tr("%1 threads have added %2 each: the counter is %3.")
                                                .arg(m_threads)
                                                .arg(m_increments)
                                                .arg(m_counter));
    }

    void concludeFromTimeOuts()
    {
        const std::lock_guard lock(m_mutex);
        setFact("final", m_counter);
        setFact("timed_out", !m_holdersSeen.isEmpty());
        setFact("holder", m_holdersSeen.value(0));
        conclude(m_holdersSeen == QStringList(m_threads, QStringLiteral("Forgetful")),
                 tr("%1 of %2 threads gave up waiting for a lock that %3 had not released.")
                         .arg(m_holdersSeen.size())
                         .arg(m_threads)
                         .arg(m_holdersSeen.value(0)));
    }

    const int m_threads;
    const int m_increments;
    const bool m_forgetRelease;
    int m_counter = 0; // protected by the lesson's lock

    std::mutex m_mutex;        // protects the next
    QStringList m_holdersSeen; // by each that gave up
};

QString expectedOf(const ParameterValues &values)
{
    return values[QStringLiteral("forget_release")].toBool()
                   ? AcquireRelease::tr("Every other thread waits for the lock in vain, gives up "
                                        "after a second times the pace, and names Forgetful as "
                                        "its holder.")
                   : AcquireRelease::tr("The counter is %1 in the end.")
                             .arg(values[QStringLiteral("threads")].toInt()
                                  * values[QStringLiteral("increments")].toInt());
}

} // namespace

JobDescriptor acquireReleaseLesson()
{
    return {
            .id = QStringLiteral("acquire-release"),
            .title = AcquireRelease::tr("Acquire and release"),
            .summary = AcquireRelease::tr("A lock taken by hand must be released by hand."),
            .icon = QStringLiteral("job-acquire-release"),
            .chapter = chapterName(Chapter::Locks),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("threads"),
                     .type = ParameterType::Integer,
                     .label = AcquireRelease::tr("Threads"),
                     .help = AcquireRelease::tr("How many threads add to the counter"),
                     .initial = qlonglong{10},
                     .least = 1,
                     .most = 20},
                    {.name = QStringLiteral("increments"),
                     .type = ParameterType::Integer,
                     .label = AcquireRelease::tr("Increments"),
                     .help = AcquireRelease::tr("How often each thread adds one"),
                     .initial = qlonglong{10},
                     .least = 1,
                     .most = 50},
                    {.name = QStringLiteral("forget_release"),
                     .type = ParameterType::Switch,
                     .label = AcquireRelease::tr("Forget a release"),
                     .help = AcquireRelease::tr("A thread acquires the lock first and never "
                                                "releases it"),
                     .initial = false},
            }),
            .duration =
                    [](const ParameterValues &values) {
                        return pacedDuration(
                                values,
                                values[QStringLiteral("forget_release")].toBool()
                                        ? 1.0
                                        : values[QStringLiteral("threads")].toInt() * 0.01
                                                  * values[QStringLiteral("increments")].toInt());
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<AcquireRelease>(values);
                    },
            .lesson = LessonTexts{.goal = AcquireRelease::tr(
                                          "Between acquire and release a thread has what the lock "
                                          "protects to itself. If a release is forgotten, all "
                                          "others wait for ever, unless they set a time limit."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
