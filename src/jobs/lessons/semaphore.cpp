// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/semaphore.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/thread.h"

#include <algorithm>
#include <list>
#include <mutex>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Semaphore;
using traced::Thread;

class SemaphoreLesson : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::SemaphoreLesson)
public:
    explicit SemaphoreLesson(const ParameterValues &values)
        : Lesson(values)
        , m_threads(values[QStringLiteral("threads")].toInt())
        , m_permits(values[QStringLiteral("permits")].toInt())
    {}

private:
    //! [lesson]
    // A room for a few at a time: who comes when it is full waits until somebody leaves.
    void visit(Semaphore &room)
    {
        room.acquire();
        const int inside = countIn();
        say(tr("Comes in: %1 inside").arg(inside));
        sleep(500ms);
        countOut();
        room.release();
    }

    void visitTogether()
    {
        Semaphore room(context(), tr("the room"), m_permits);
        std::list<Thread> visitors;
        for (int number = 1; number <= m_threads; ++number) {
            visitors.emplace_back(context(), QStringLiteral("Visitor-%1").arg(number),
                                  [&] { visit(room); });
        }
        for (Thread &visitor : visitors) {
            visitor.start();
        }
        for (Thread &visitor : visitors) {
            visitor.wait();
        }
    }
    //! [lesson]

    void teach() override
    {
        countLines(m_threads);
        const auto began = context().activeTime();
        visitTogether();
        const double took = factSeconds(context().activeTime() - began);
        const std::lock_guard lock(m_mutex);
        setFact("max_inside", m_mostInside);
        setFact("visits", m_visits);
        setFact("took_s", took);
        const int most = std::min(m_permits, m_threads);
        conclude({.isRight = m_mostInside <= most && m_visits == m_threads,
                  .isShown = m_mostInside == most},
                 tr("%1 visits in %2 s, with %3 inside at most.")
                         .arg(m_visits)
                         .arg(took)
                         .arg(m_mostInside));
    }

    int countIn()
    {
        const std::lock_guard lock(m_mutex);
        ++m_visits;
        m_mostInside = std::max(m_mostInside, ++m_inside);
        return m_inside;
    }

    void countOut()
    {
        const std::lock_guard lock(m_mutex);
        --m_inside;
    }

    const int m_threads;
    const int m_permits;

    std::mutex m_mutex; // protects all below
    int m_inside = 0;
    int m_mostInside = 0;
    int m_visits = 0;
};

QString expectedOf(const ParameterValues &values)
{
    const int threads = values[QStringLiteral("threads")].toInt();
    const int permits = values[QStringLiteral("permits")].toInt();
    return SemaphoreLesson::tr("At most %1 of the %2 threads are inside at any moment, and at some "
                               "moment as many.")
            .arg(std::min(permits, threads))
            .arg(threads);
}

// Each fills the room once, the last of them perhaps not wholly.
int rounds(const ParameterValues &values)
{
    const int threads = values[QStringLiteral("threads")].toInt();
    const int permits = values[QStringLiteral("permits")].toInt();
    return (threads + permits - 1) / permits;
}

} // namespace

JobDescriptor semaphoreLesson()
{
    return {
            .id = QStringLiteral("semaphore"),
            .title = SemaphoreLesson::tr("Semaphore"),
            .summary = SemaphoreLesson::tr("A semaphore lets in so many at a time."),
            .icon = QStringLiteral("job-semaphore"),
            .chapter = chapterName(Chapter::HandingOver),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("threads"),
                     .type = ParameterType::Integer,
                     .label = SemaphoreLesson::tr("Threads"),
                     .help = SemaphoreLesson::tr("How many want to come in"),
                     .initial = qlonglong{6},
                     .least = 1,
                     .most = 24},
                    {.name = QStringLiteral("permits"),
                     .type = ParameterType::Integer,
                     .label = SemaphoreLesson::tr("Permits"),
                     .help = SemaphoreLesson::tr("How many may be inside at a time"),
                     .initial = qlonglong{2},
                     .least = 1,
                     .most = 8},
            }),
            .duration =
                    [](const ParameterValues &values) {
                        return pacedDuration(values, 0.5 * rounds(values));
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<SemaphoreLesson>(values);
                    },
            .lesson = LessonTexts{.goal = SemaphoreLesson::tr(
                                          "A semaphore counts permits. Who acquires one takes it; "
                                          "who finds none waits until another releases one."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
