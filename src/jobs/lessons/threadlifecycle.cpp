// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/callarguments.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/semaphore.h"
#include "jobs/traced/thread.h"

#include <QJsonArray>
#include <QJsonObject>

#include <stdexcept>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Semaphore;
using traced::Thread;

class ThreadLifecycle : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ThreadLifecycle)
public:
    explicit ThreadLifecycle(const ParameterValues &values)
        : Lesson(values)
        , m_adds(values[QStringLiteral("target")] == QLatin1String("add"))
        , m_args(values[QStringLiteral("args")].toString())
        , m_kwargs(values[QStringLiteral("kwargs")].toString())
        , m_name(values[QStringLiteral("name")].toString().simplified())
        , m_daemon(values[QStringLiteral("daemon")].toBool())
    {}

private:
    //! [lesson]
    // What the thread does: its target, called with the arguments that it was made with.
    void callTarget(const CallArguments &arguments)
    {
        m_arrived = arguments;
        say(m_adds ? tr("add%1 is %2").arg(arguments.toString()).arg(arguments.sum())
                   : tr("tell%1").arg(arguments.toString()));
    }

    // Any thread may start another.
    void startHelper()
    {
        Thread helper(context(), helperName(), [this] { say(tr("Helping")); });
        start(helper);
        helper.wait();
    }

    void liveOnce(const CallArguments &arguments)
    {
        Semaphore asked(context(), tr("the question"), 0);
        Thread thread(context(), m_name, [this, arguments, &asked] {
            callTarget(arguments);
            startHelper();
            sleep(1s);
            asked.acquire(); // it doesn't end before it was asked
        });
        askWhetherAlive(thread, tr("Before the start"));
        start(thread);
        askWhetherAlive(thread, tr("After the start"));
        asked.release();
        thread.wait();
        askWhetherAlive(thread, tr("After the end"));

        // A thread lives once, as in Python. (A bare QThread could be started again and would call
        // its function once more.)
        try {
            thread.start();
        } catch (const std::runtime_error &refusal) {
            m_refusal = QString::fromUtf8(refusal.what());
            say(m_refusal);
        }
    }
    //! [lesson]

    void teach() override
    {
        const CallArguments given = argumentsGiven();
        countLines(6);
        liveOnce(given);
        concludeFrom(given);
    }

    // Starts it, and notes which thread did.
    void start(Thread &thread, SourceLine where = SourceLine::current())
    {
        {
            const std::lock_guard guard(m_mutex);
            m_startedBy.insert(thread.name(), currentThreadName());
        }
        thread.start(where);
    }

    void askWhetherAlive(const Thread &thread, const QString &when,
                         SourceLine where = SourceLine::current())
    {
        const bool alive = thread.isRunning();
        m_alive.append(alive);
        say((alive ? tr("%1: alive") : tr("%1: not alive")).arg(when), where);
    }

    [[nodiscard]] QString helperName() const { return tr("Helper of %1").arg(m_name); }

    // Throws std::runtime_error if the parameters can't be understood.
    [[nodiscard]] CallArguments argumentsGiven() const
    {
        if (m_name.isEmpty()) {
            throw std::runtime_error(
                    tr("name: spaces alone are no name; write one as in 'Worker'.").toStdString());
        }
        CallArguments given = CallArguments::parse(m_args, m_kwargs);
        if (m_adds) {
            static_cast<void>(given.sum()); // throws if that can't be done
        }
        return given;
    }

    void concludeFrom(const CallArguments &given)
    {
        setFact("alive", m_alive);
        setFact("second_start_refused", !m_refusal.isEmpty());
        setFact("called_with", m_arrived.toString());
        setFact("daemon", m_daemon);
        setFact("started_by", m_startedBy);
        const bool startedInTurn =
                m_startedBy == QJsonObject{{m_name, currentThreadName()}, {helperName(), m_name}};
        conclude(m_alive == QJsonArray{false, true, false} && !m_refusal.isEmpty()
                         && m_arrived == given && startedInTurn,
                 tr("Alive before the start, after it and after the end: %1. It was called with "
                    "%2, and a second start was %3.")
                         .arg(aliveInWords(), m_arrived.toString(),
                              m_refusal.isEmpty() ? tr("taken") : tr("refused")));
    }

    [[nodiscard]] QString aliveInWords() const
    {
        QStringList words;
        for (const QJsonValue alive : m_alive) {
            words.append(alive.toBool() ? tr("yes") : tr("no"));
        }
        return words.join(QStringLiteral(", "));
    }

    const bool m_adds; // the target: add, else tell
    const QString m_args;
    const QString m_kwargs;
    const QString m_name;
    const bool m_daemon;

    QJsonArray m_alive;      // the answers
    CallArguments m_arrived; // the thread's until it has ended
    QString m_refusal;       // of the second start

    std::mutex m_mutex;      // protects what is below
    QJsonObject m_startedBy; // the thread that started it, by a thread's name
};

QString expectedOf(const ParameterValues &values)
{
    return ThreadLifecycle::tr("The thread %1 is alive only between its start and its end. Its "
                               "arguments arrive as given, it starts a helper, and a second start "
                               "is refused.")
            .arg(values[QStringLiteral("name")].toString().simplified());
}

std::vector<Parameter> parameters()
{
    return {
            {.name = QStringLiteral("target"),
             .type = ParameterType::Choice,
             .label = ThreadLifecycle::tr("Target"),
             .help = ThreadLifecycle::tr("What the thread does with its arguments: tell them, or "
                                         "add them up"),
             .initial = QStringLiteral("tell"),
             .choices = {QStringLiteral("tell"), QStringLiteral("add")}},
            {.name = QStringLiteral("args"),
             .type = ParameterType::Text,
             .label = ThreadLifecycle::tr("Arguments"),
             .help = ThreadLifecycle::tr("Values with commas between them: 1, 2"),
             .initial = QStringLiteral("1, 2")},
            {.name = QStringLiteral("kwargs"),
             .type = ParameterType::Text,
             .label = ThreadLifecycle::tr("Arguments with names"),
             .help = ThreadLifecycle::tr("Names with values, and commas between them: x=3, y=4"),
             .initial = QStringLiteral("x=3")},
            {.name = QStringLiteral("name"),
             .type = ParameterType::Text,
             .label = ThreadLifecycle::tr("Name"),
             .help = ThreadLifecycle::tr("The thread's name"),
             .initial = QStringLiteral("Worker"),
             .required = true},
            {.name = QStringLiteral("daemon"),
             .type = ParameterType::Switch,
             .label = ThreadLifecycle::tr("Daemon"),
             .help = ThreadLifecycle::tr(
                     "Noted only, as Qt knows no daemons: the lesson waits for the thread in any "
                     "case; daemon-thread shows the difference"),
             .initial = false},
    };
}

} // namespace

JobDescriptor threadLifecycleLesson()
{
    return {
            .id = QStringLiteral("thread-lifecycle"),
            .title = ThreadLifecycle::tr("The life of a thread"),
            .summary = ThreadLifecycle::tr("A thread is made, started, alive, and joined."),
            .icon = QStringLiteral("job-thread-lifecycle"),
            .chapter = chapterName(Chapter::Threads),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters(parameters()),
            .duration = [](const ParameterValues &values) { return pacedDuration(values, 1); },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<ThreadLifecycle>(values);
                    },
            .lesson = LessonTexts{.goal = ThreadLifecycle::tr(
                                          "A thread object is no running thread yet: it runs from "
                                          "its start until its function returns, and never again. "
                                          "Who waits for that end has joined it."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
