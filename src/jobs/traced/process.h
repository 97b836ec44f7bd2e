// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/jobcontext.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <mutex>
#include <optional>

namespace thaw::traced {

/// A QProcess with a lane of its own on the timeline and a wait() that can be canceled. While the
/// run is paused the child is stopped (SIGSTOP), and so its lane says; a step lets it run on, to
/// its end if nothing else. It ends when this object is destroyed, when the run is canceled, and
/// when this process or the thread that started it dies.
///
/// Used by one thread, in which no event loop is needed.
class Process
{
    Q_DECLARE_TR_FUNCTIONS(thaw::traced::Process)
public:
    /// `name` is its lane's: "child 1"; the process's id is added to it.
    Process(JobContext &context, QString name);
    ~Process();
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    /// Throws std::runtime_error if the program can't be started.
    void start(const QString &program, const QStringList &arguments,
               SourceLine where = SourceLine::current());
    /// Writes a line to the child's standard input; the child ends when that closes, so it stays
    /// open. Without effect on one that has ended. Throws Canceled when the run must stop.
    void writeLine(const QByteArray &line, SourceLine where = SourceLine::current());
    /// Waits for the child's end; returns its exit status, or -1 if it was ended by a signal.
    /// Throws Canceled when the run must stop.
    int wait(SourceLine where = SourceLine::current());
    /// Of one that has been waited for: throws std::runtime_error, which says how it ended, unless
    /// its exit status was 0.
    void requireSuccess() const;
    /// Waits for the next line of its standard output, and returns it without the newline; empty
    /// when the child has ended and all lines were returned. Throws Canceled when the run must
    /// stop.
    [[nodiscard]] std::optional<QByteArray> readLine(SourceLine where = SourceLine::current());
    /// Whether it was started and hasn't ended; looks at what has come from the child meanwhile.
    [[nodiscard]] bool isRunning();

    [[nodiscard]] qint64 id() const { return m_id; }
    /// What it has written to standard output, as far as that has been read (all, after wait()).
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    /// The same of standard error.
    [[nodiscard]] const QByteArray &errorOutput() const { return m_errorOutput; }

private:
    void take();
    void noteTimes();
    void trace(bool runs); // any thread

    JobContext &m_context;
    const QString m_name;
    QProcess m_process;
    qint64 m_id = 0;
    QByteArray m_output;
    qsizetype m_lineStart = 0; // in m_output, of the line that readLine() returns next
    QByteArray m_errorOutput;
    CoreTimes m_times;          // as last seen
    std::mutex m_laneMutex;     // protects m_span
    std::optional<Span> m_span; // while it runs, also while a pause stops it
    std::optional<RunControl::Listener> m_listener;
};

} // namespace thaw::traced
