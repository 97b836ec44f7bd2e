// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/semaphore/semaphore.h"

#include <algorithm>

namespace thaw {

void SemaphoreLesson::teach()
{
    countLines(values().threads);
    const auto began = context().activeTime();
    visitTogether();
    const double took = factSeconds(context().activeTime() - began);
    const std::lock_guard lock(m_mutex);
    setFact("max_inside", m_mostInside);
    setFact("visits", m_visits);
    setFact("took_s", took);
    const int most = std::min(values().permits, values().threads);
    conclude({.isRight = m_mostInside <= most && m_visits == values().threads,
              .isShown = m_mostInside == most},
             tr("%1 visits in %2 s, with %3 inside at most.")
                     .arg(m_visits)
                     .arg(took)
                     .arg(m_mostInside));
}

int SemaphoreLesson::countIn()
{
    const std::lock_guard lock(m_mutex);
    ++m_visits;
    m_mostInside = std::max(m_mostInside, ++m_inside);
    return m_inside;
}

void SemaphoreLesson::countOut()
{
    const std::lock_guard lock(m_mutex);
    --m_inside;
}

void SemaphoreValues::declare(ParameterFields &fields)
{
    fields.add("threads", threads,
               {.label = SemaphoreLesson::tr("Threads"),
                .help = SemaphoreLesson::tr("How many want to come in"),
                .least = 1,
                .most = 24});
    fields.add("permits", permits,
               {.label = SemaphoreLesson::tr("Permits"),
                .help = SemaphoreLesson::tr("How many may be inside at a time"),
                .least = 1,
                .most = 8});
}

namespace {

QString expectedOf(const SemaphoreValues &values)
{
    const int threads = values.threads;
    const int permits = values.permits;
    return SemaphoreLesson::tr("At most %1 of the %2 threads are inside at any moment, and at some "
                               "moment as many.")
            .arg(std::min(permits, threads))
            .arg(threads);
}

// Each fills the room once, the last of them perhaps not wholly.
int rounds(const SemaphoreValues &values)
{
    const int threads = values.threads;
    const int permits = values.permits;
    return (threads + permits - 1) / permits;
}

} // namespace

JobDescriptor semaphoreLesson()
{
    return describeLesson<SemaphoreLesson>({
            .id = QStringLiteral("semaphore"),
            .title = SemaphoreLesson::tr("Semaphore"),
            .summary = SemaphoreLesson::tr("A semaphore lets in so many at a time."),
            .chapter = Chapter::HandingOver,
            .unit = QStringLiteral("lines"),
            .goal = SemaphoreLesson::tr("A semaphore counts permits. Who acquires one takes it; "
                                        "who finds none waits until another releases one."),
            .expected = expectedOf,
            .seconds = [](const SemaphoreValues &values) { return 0.5 * rounds(values); },
    });
}

} // namespace thaw
