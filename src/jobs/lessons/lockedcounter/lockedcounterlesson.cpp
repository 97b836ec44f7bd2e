// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lockedcounter/lockedcounter.h"

namespace thaw {

void LockedCounter::teach()
{
    const qint64 expected = qint64{values().threads} * values().increments;
    context().setProgress(0, expected);
    say(tr("%1 threads count to %2 each").arg(values().threads).arg(values().increments));
    countTogether();
    const qint64 final = m_counter.load(std::memory_order_relaxed);
    const qint64 lost = expected - final;
    say(tr("The counter is %1 of %2").arg(final).arg(expected));
    setFact("expected", expected);
    setFact("final", final);
    setFact("lost", lost);
    conclude(values().lock ? lost == 0 : lost > 0,
             lost == 0 ? tr("The counter is %1: no increment was lost.").arg(final)
                       : tr("The counter is %1 in place of %2: %3 increments were lost.")
                                 .arg(final)
                                 .arg(expected)
                                 .arg(lost));
}

// There are two places in each turn: before the addition, and in the middle of it. With the lock
// all threads meet at the first, without it at the second, so that all have read before one writes.
Interruptions LockedCounter::interruptionsFrom(StartLine &start) const
{
    return {context(), start, values().lock ? 1 : 2, 2 * values().increments};
}

void LockedCounterValues::declare(ParameterFields &fields)
{
    fields.add("threads", threads,
               {.label = LockedCounter::tr("Threads"),
                .help = LockedCounter::tr("How many threads count at once"),
                .least = 2,
                .most = 32});
    fields.add("increments", increments,
               {.label = LockedCounter::tr("Increments"),
                .help = LockedCounter::tr("How often each thread adds one"),
                .least = 10,
                .most = 1'000'000});
    fields.add("lock", lock,
               {.label = LockedCounter::tr("With the lock"),
                .help = LockedCounter::tr("Off, to see increments get lost")});
}

namespace {

QString expectedOf(const LockedCounterValues &values)
{
    const QString all = QString::number(qint64{values.threads} * values.increments);
    return values.lock ? LockedCounter::tr(
                                 "The counter is %1 in the end, every time. While the thread that "
                                 "has the lock is interrupted, the others wait for it.")
                                 .arg(all)
                       : LockedCounter::tr(
                                 "The counter is less than %1 in the end, and nobody can say by "
                                 "how much: increments get lost. So that it shows, each "
                                 "thread is made to sleep at about eight places that are drawn by "
                                 "lot, some of them between reading and writing.")
                                 .arg(all);
}

} // namespace

JobDescriptor lockedCounterLesson()
{
    return describeLesson<LockedCounter>({
            .id = QStringLiteral("locked-counter"),
            .title = LockedCounter::tr("A counter with a lock"),
            .summary = LockedCounter::tr("A lock makes read, change and write one step."),
            .chapter = Chapter::Locks,
            .unit = QStringLiteral("increments"),
            .goal = LockedCounter::tr("Threads that change the same number at once overwrite "
                                      "each other's changes, unless a lock lets only one of "
                                      "them at it at a time."),
            .expected = expectedOf,
    });
}

} // namespace thaw
