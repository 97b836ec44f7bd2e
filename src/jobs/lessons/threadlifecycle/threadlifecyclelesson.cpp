// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/threadlifecycle/threadlifecycle.h"

#include "jobs/engine/jobthread.h"

#include <stdexcept>

namespace thaw {

void ThreadLifecycle::teach()
{
    const CallArguments given = argumentsGiven();
    countLines(6);
    liveOnce(given);
    concludeFrom(given);
}

// Starts it, and notes which thread did.
void ThreadLifecycle::start(Thread &thread, SourceLine where)
{
    {
        const std::lock_guard guard(m_mutex);
        m_startedBy.insert(thread.name(), currentThreadName());
    }
    thread.start(where);
}

void ThreadLifecycle::askWhetherAlive(const Thread &thread, const QString &when, SourceLine where)
{
    const bool alive = thread.isRunning();
    m_alive.append(alive);
    say((alive ? tr("%1: alive") : tr("%1: not alive")).arg(when), where);
}

QString ThreadLifecycle::helperName() const
{
    return tr("Helper of %1").arg(name());
}

// Throws std::runtime_error if the parameters can't be understood.
CallArguments ThreadLifecycle::argumentsGiven() const
{
    if (name().isEmpty()) {
        throw std::runtime_error(
                tr("name: spaces alone are no name; write one as in 'Worker'.").toStdString());
    }
    CallArguments given = CallArguments::parse(values().args, values().kwargs);
    if (values().adds) {
        static_cast<void>(given.sum()); // throws if that can't be done
    }
    return given;
}

void ThreadLifecycle::concludeFrom(const CallArguments &given)
{
    setFact("alive", m_alive);
    setFact("second_start_refused", !m_refusal.isEmpty());
    setFact("called_with", m_arrived.toString());
    setFact("daemon", values().daemon);
    setFact("started_by", m_startedBy);
    const bool startedInTurn =
            m_startedBy == QJsonObject{{name(), currentThreadName()}, {helperName(), name()}};
    conclude(m_alive == QJsonArray{false, true, false} && !m_refusal.isEmpty() && m_arrived == given
                     && startedInTurn,
             tr("Alive before the start, after it and after the end: %1. It was called with "
                "%2, and a second start was %3.")
                     .arg(aliveInWords(), m_arrived.toString(),
                          m_refusal.isEmpty() ? tr("taken") : tr("refused")));
}

QString ThreadLifecycle::aliveInWords() const
{
    QStringList words;
    for (const QJsonValue alive : m_alive) {
        words.append(alive.toBool() ? tr("yes") : tr("no"));
    }
    return words.join(QStringLiteral(", "));
}

void ThreadLifecycleValues::declare(ParameterFields &fields)
{
    fields.addChoice<bool>(
            "target", adds, {{QStringLiteral("tell"), false}, {QStringLiteral("add"), true}},
            {.label = ThreadLifecycle::tr("Target"),
             .help = ThreadLifecycle::tr("What the thread does with its arguments: tell them, or "
                                         "add them up")});
    fields.add("args", args,
               {.label = ThreadLifecycle::tr("Arguments"),
                .help = ThreadLifecycle::tr("Values with commas between them: 1, 2")});
    fields.add(
            "kwargs", kwargs,
            {.label = ThreadLifecycle::tr("Arguments with names"),
             .help = ThreadLifecycle::tr("Names with values, and commas between them: x=3, y=4")});
    fields.add("name", name,
               {.label = ThreadLifecycle::tr("Name"),
                .help = ThreadLifecycle::tr("The thread's name"),
                .required = true});
    fields.add(
            "daemon", daemon,
            {.label = ThreadLifecycle::tr("Daemon"),
             .help = ThreadLifecycle::tr(
                     "Noted only, as Qt knows no daemons: the lesson waits for the thread in any "
                     "case; daemon-thread shows the difference")});
}

namespace {

QString expectedOf(const ThreadLifecycleValues &values)
{
    return ThreadLifecycle::tr("The thread %1 is alive only between its start and its end. Its "
                               "arguments arrive as given, it starts a helper, and a second start "
                               "is refused.")
            .arg(values.name.simplified());
}

} // namespace

JobDescriptor threadLifecycleLesson()
{
    return describeLesson<ThreadLifecycle>({
            .id = QStringLiteral("thread-lifecycle"),
            .title = ThreadLifecycle::tr("The life of a thread"),
            .summary = ThreadLifecycle::tr("A thread is made, started, alive, and joined."),
            .chapter = Chapter::Threads,
            .unit = QStringLiteral("lines"),
            .goal = ThreadLifecycle::tr("A thread object is no running thread yet: it runs from "
                                        "its start until its function returns, and never again. "
                                        "Who waits for that end has joined it."),
            .expected = expectedOf,
            .seconds = [](const ThreadLifecycleValues & /*values*/) { return 1.0; },
    });
}

} // namespace thaw
