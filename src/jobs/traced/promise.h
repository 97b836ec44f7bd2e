// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QFuture>
#include <QPromise>
#include <QString>

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>

namespace thaw::traced {

/// Something that is done once, with a wait for it that can be canceled and is traced. (That of a
/// QFuture has no time limit.) Every function may be called from any thread of the job.
class Completion
{
public:
    /// `name` is what the timeline calls it: "the result of task 1".
    Completion(JobContext &context, QString name);

    void complete();
    [[nodiscard]] bool isComplete() const;
    /// Throws Canceled when the run must stop.
    void wait(SourceLine where);

private:
    JobContext &m_context;
    const QString m_name;
    mutable std::mutex m_mutex; // protects m_isComplete
    std::condition_variable m_completed;
    bool m_isComplete = false;
};

/// A QFuture whose wait can be canceled and is traced. Used by one thread at a time.
template <typename Value>
class Future
{
public:
    Future(QFuture<Value> native, std::shared_ptr<Completion> completion)
        : m_native(std::move(native))
        , m_completion(std::move(completion))
    {}

    /// Waits for the result. Throws what the promise was given as its exception, and Canceled when
    /// the run must stop.
    Value result(SourceLine where = SourceLine::current())
    {
        m_completion->wait(where);
        return m_native.result();
    }
    [[nodiscard]] bool isFinished() const { return m_completion->isComplete(); }

private:
    QFuture<Value> m_native;
    std::shared_ptr<Completion> m_completion;
};

/// A QPromise for a Future. Used by one thread, or by several one after the other.
template <typename Value>
class Promise
{
public:
    /// `name` is what the timeline calls the result: "the result of task 1".
    Promise(JobContext &context, QString name)
        : m_completion(std::make_shared<Completion>(context, std::move(name)))
    {}

    /// To be asked for before the promise is given to the thread that finishes it.
    [[nodiscard]] Future<Value> future() const { return {m_native.future(), m_completion}; }
    void start() { m_native.start(); }
    void addResult(Value value) { m_native.addResult(std::move(value)); }
    void setException(std::exception_ptr failure) { m_native.setException(std::move(failure)); }
    /// The last call: nobody waits any more.
    void finish()
    {
        {
            // Gone before anybody goes on: the result is the future's alone from here.
            QPromise<Value> native(std::move(m_native));
            native.finish();
        }
        m_completion->complete();
    }

private:
    QPromise<Value> m_native;
    std::shared_ptr<Completion> m_completion;
};

} // namespace thaw::traced
