// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/acquirerelease/acquirerelease.h"

namespace thaw {

void AcquireRelease::teach()
{
    countLines(values().forgetRelease ? values().threads + 1 : values().threads);
    addTogether();
    values().forgetRelease ? concludeFromTimeOuts() : concludeFromCounter();
}

void AcquireRelease::noteTimeOut(const QString &holder)
{
    const std::lock_guard lock(m_mutex);
    m_holdersSeen.append(holder);
}

void AcquireRelease::concludeFromCounter()
{
    const int expected = values().threads * values().increments;
    setFact("expected", expected);
    setFact("final", m_counter);
    setFact("timed_out", false);
    conclude(m_counter == expected, tr("%1 threads have added %2 each: the counter is %3.")
                                            .arg(values().threads)
                                            .arg(values().increments)
                                            .arg(m_counter));
}

void AcquireRelease::concludeFromTimeOuts()
{
    const std::lock_guard lock(m_mutex);
    setFact("final", m_counter);
    setFact("timed_out", !m_holdersSeen.isEmpty());
    setFact("holder", m_holdersSeen.value(0));
    conclude(m_holdersSeen == QStringList(values().threads, QStringLiteral("Forgetful")),
             tr("%1 of %2 threads gave up waiting for a lock that %3 had not released.")
                     .arg(m_holdersSeen.size())
                     .arg(values().threads)
                     .arg(m_holdersSeen.value(0)));
}

void AcquireReleaseValues::declare(ParameterFields &fields)
{
    fields.add("threads", threads,
               {.label = AcquireRelease::tr("Threads"),
                .help = AcquireRelease::tr("How many threads add to the counter"),
                .least = 1,
                .most = 20});
    fields.add("increments", increments,
               {.label = AcquireRelease::tr("Increments"),
                .help = AcquireRelease::tr("How often each thread adds one"),
                .least = 1,
                .most = 50});
    fields.add("forget_release", forgetRelease,
               {.label = AcquireRelease::tr("Forget a release"),
                .help = AcquireRelease::tr("A thread acquires the lock first and never "
                                           "releases it")});
}

namespace {

QString expectedOf(const AcquireReleaseValues &values)
{
    return values.forgetRelease
                   ? AcquireRelease::tr("Every other thread waits for the lock in vain, gives up "
                                        "after a second times the pace, and names Forgetful as "
                                        "its holder.")
                   : AcquireRelease::tr("The counter is %1 in the end.")
                             .arg(values.threads * values.increments);
}

} // namespace

JobDescriptor acquireReleaseLesson()
{
    return describeLesson<AcquireRelease>({
            .id = QStringLiteral("acquire-release"),
            .title = AcquireRelease::tr("Acquire and release"),
            .summary = AcquireRelease::tr("A lock taken by hand must be released by hand."),
            .chapter = Chapter::Locks,
            .unit = QStringLiteral("lines"),
            .goal = AcquireRelease::tr("Between acquire and release a thread has what the lock "
                                       "protects to itself. If a release is forgotten, all "
                                       "others wait for ever, unless they set a time limit."),
            .expected = expectedOf,
            .seconds =
                    [](const AcquireReleaseValues &values) {
                        return values.forgetRelease ? 1.0
                                                    : values.threads * 0.01 * values.increments;
                    },
    });
}

} // namespace thaw
