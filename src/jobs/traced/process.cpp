// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/traced/process.h"

#include "jobs/engine/runaccess.h"
#include "jobs/traced/waiting.h"

#include <QCoreApplication>

#include <stdexcept>
#include <utility>

#include <csignal>
#include <cstring>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace thaw::traced {

Process::Process(JobContext &context, QString name)
    : m_context(context)
    , m_name(std::move(name))
{
#ifdef Q_OS_LINUX
    // A child that is stopped by a pause doesn't see its standard input close.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
}

Process::~Process()
{
    m_listener.reset(); // nobody signals a number that may be another's
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(-1);
    }
    take();
}

void Process::start(const QString &program, const QStringList &arguments, SourceLine where)
{
    m_context.point(where);
    m_process.start(program, arguments);
    if (!m_process.waitForStarted(-1)) {
        throw std::runtime_error(tr("The program %1 could not be started: %2.")
                                         .arg(program, m_process.errorString())
                                         .toStdString());
    }
    m_id = m_process.processId();
    const auto now = Span::Clock::now();
    const Lane lane =
            RunAccess(m_context).channel().addLane(QStringLiteral("%1 (%2)").arg(m_name).arg(m_id));
    {
        const std::lock_guard lock(m_laneMutex);
        m_span = Span{.lane = lane.id, .start = now, .end = now};
        RunAccess(m_context).channel().changeSpan(nullptr, &*m_span);
    }
    m_listener.emplace(RunAccess(m_context).listen([this](bool mayRun) {
        ::kill(static_cast<pid_t>(m_id), mayRun ? SIGCONT : SIGSTOP);
        trace(mayRun);
    }));
}

void Process::writeLine(const QByteArray &line, SourceLine where)
{
    m_context.point(where);
    if (!isRunning()) {
        return;
    }
    m_process.write(line + '\n');
    // Without an event loop nothing is written before it is waited for.
    waitInPortions(m_context, LaneState::Waiting, tr("%1 to read").arg(m_name), {}, std::nullopt,
                   [this](std::chrono::milliseconds time) {
                       return m_process.state() == QProcess::NotRunning
                              || m_process.bytesToWrite() == 0
                              || (m_process.waitForBytesWritten(static_cast<int>(time.count()))
                                  && m_process.bytesToWrite() == 0);
                   });
}

// What a child has had of the cores can be asked until it has been waited for: what it has in the
// last moments before may be missed.
void Process::noteTimes()
{
    if (m_process.state() == QProcess::NotRunning) {
        return; // its number may be another's
    }
    if (const auto times = timesOfProcess(m_id)) {
        RunAccess(m_context).addProcess(
                {times->cpu - m_times.cpu, times->withoutCore - m_times.withoutCore});
        m_times = *times;
    }
}

int Process::wait(SourceLine where)
{
    m_context.point(where);
    waitInPortions(m_context, LaneState::Waiting, tr("the end of %1").arg(m_name), {}, std::nullopt,
                   [this](std::chrono::milliseconds time) {
                       noteTimes();
                       return m_process.state() == QProcess::NotRunning
                              || m_process.waitForFinished(static_cast<int>(time.count()));
                   });
    take();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void Process::requireSuccess() const
{
    const int code = m_process.exitCode();
    if (m_process.exitStatus() == QProcess::CrashExit) {
        throw std::runtime_error( // the code is the signal then
                tr("The process %1 was ended by signal %2 (%3); run the lesson again.")
                        .arg(m_name)
                        .arg(code)
                        .arg(QString::fromLocal8Bit(strsignal(code)))
                        .toStdString());
    }
    if (code != 0) {
        throw std::runtime_error(
                tr("The process %1 ended with the status %2, not 0; run the lesson again.")
                        .arg(m_name)
                        .arg(code)
                        .toStdString());
    }
}

std::optional<QByteArray> Process::readLine(SourceLine where)
{
    m_context.point(where);
    qsizetype end = m_output.indexOf('\n', m_lineStart);
    if (end < 0) {
        waitInPortions(m_context, LaneState::Waiting, tr("a line of %1").arg(m_name), {},
                       std::nullopt, [&](std::chrono::milliseconds time) {
                           noteTimes();
                           if (m_process.bytesAvailable() == 0) {
                               m_process.waitForReadyRead(static_cast<int>(time.count()));
                           }
                           const bool ended = m_process.state() == QProcess::NotRunning;
                           take();
                           end = m_output.indexOf('\n', m_lineStart);
                           return end >= 0 || ended;
                       });
    }
    if (end < 0 && m_lineStart == m_output.size()) {
        return std::nullopt;
    }
    const qsizetype start = m_lineStart;
    m_lineStart = end < 0 ? m_output.size() : end + 1;
    return m_output.mid(start, (end < 0 ? m_output.size() : end) - start);
}

bool Process::isRunning()
{
    const bool runs = m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(0);
    take();
    return runs;
}

// What has come from the child; and its lane ends with it.
void Process::take()
{
    if (m_process.isOpen()) { // else it was never started, and Qt would warn of the reading
        m_output += m_process.readAllStandardOutput();
        m_errorOutput += m_process.readAllStandardError();
    }
    if (m_process.state() == QProcess::NotRunning) {
        m_listener.reset(); // before the lock, which a listener takes
        const std::lock_guard lock(m_laneMutex);
        if (m_span) {
            m_span->end = Span::Clock::now();
            RunAccess(m_context).channel().changeSpan(&*m_span, nullptr);
            m_span.reset();
        }
    }
}

// The span that goes on in its lane is of the one state or the other from now on.
void Process::trace(bool runs)
{
    const LaneState state = runs ? LaneState::Running : LaneState::Waiting;
    const std::lock_guard lock(m_laneMutex);
    if (!m_span || m_span->state == state) {
        return;
    }
    const auto now = Span::Clock::now();
    m_span->end = now;
    const Span next{.lane = m_span->lane,
                    .state = state,
                    .start = now,
                    .end = now,
                    .object = runs ? QString() : stepOrResume()};
    RunAccess(m_context).channel().changeSpan(&*m_span, &next);
    m_span = next;
}

} // namespace thaw::traced
