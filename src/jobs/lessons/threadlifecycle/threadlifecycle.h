// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/callarguments.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/semaphore.h"
#include "jobs/traced/thread.h"

#include <QJsonArray>
#include <QJsonObject>

#include <mutex>

namespace thaw {

/// What a person may set of it.
struct ThreadLifecycleValues : LessonValues
{
    bool adds = false; // the target: add, else tell
    QString args = QStringLiteral("1, 2");
    QString kwargs = QStringLiteral("x=3");
    QString name = QStringLiteral("Worker");
    bool daemon = false;

    void declare(ParameterFields &fields);
};

class ThreadLifecycle : public LessonWith<ThreadLifecycleValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ThreadLifecycle)
public:
    using LessonWith::LessonWith;

private:
    using Semaphore = traced::Semaphore;
    using Thread = traced::Thread;

    // The idea:
    void callTarget(const CallArguments &arguments);
    void startHelper();
    void liveOnce(const CallArguments &arguments);

    // Around it:
    void teach() override;
    void start(Thread &thread, SourceLine where = SourceLine::current());
    void askWhetherAlive(const Thread &thread, const QString &when,
                         SourceLine where = SourceLine::current());
    [[nodiscard]] QString name() const { return values().name.simplified(); }
    [[nodiscard]] QString helperName() const;
    [[nodiscard]] CallArguments argumentsGiven() const;
    void concludeFrom(const CallArguments &given);
    [[nodiscard]] QString aliveInWords() const;

    QJsonArray m_alive;      // the answers
    CallArguments m_arrived; // the thread's until it has ended
    QString m_refusal;       // of the second start
    std::mutex m_mutex;      // protects what is below
    QJsonObject m_startedBy; // the thread that started it, by a thread's name
};

} // namespace thaw
