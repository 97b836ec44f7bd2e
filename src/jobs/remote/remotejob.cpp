// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/remotejob.h"

#include "jobs/engine/runaccess.h"
#include "jobs/remote/bounds.h"
#include "jobs/remote/frame.h"
#include "jobs/remote/handeddown.h"
#include "jobs/remote/messages.h"
#include "jobs/remote/remoteupdates.h"

#include <QCoreApplication>
#include <QProcess>

#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace thaw {

namespace {

using namespace remote;
using namespace std::chrono_literals;

constexpr auto portion = 10ms;   // of waiting, before it looks how the run is steered
constexpr auto helloLimit = 60s; // generous: a busy machine takes its time
constexpr qsizetype errorsKept = 8 << 10;

// The child process, the two pipes, and how far the conversation has come. On one thread.
class RemoteRun
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RemoteRun)
public:
    RemoteRun(JobContext &context, const JobDescriptor &job, const ParameterValues &values)
        : m_context(context)
        , m_start{job.id, values}
        , m_handedDown(job.parameters, m_start.values)
        , m_updates(context)
    {
        m_start.priority = RunAccess(context).priorities().chosen();
        m_process.setChildProcessModifier([this] {
#ifdef Q_OS_LINUX
            // Its input closes with this process, but it may hang. This thread lasts longer than
            // it.
            prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
            m_handedDown.passThroughExec();
        });
    }

    ~RemoteRun()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished(-1);
        }
    }
    RemoteRun(const RemoteRun &) = delete;
    RemoteRun &operator=(const RemoteRun &) = delete;

    Outcome run(const QString &program)
    {
        m_process.start(program, {QStringLiteral("child"), QStringLiteral("run")});
        if (!m_process.waitForStarted(-1)) {
            return Outcome::failed(tr("The program %1 could not be started: %2.")
                                           .arg(program, m_process.errorString()));
        }
        {
            const LaneStateScope waits(LaneState::Waiting,
                                       tr("process %1").arg(m_process.processId()));
            while (!m_outcome && m_problem.isEmpty()) {
                steer();
                m_process.waitForReadyRead(static_cast<int>(portion.count()));
                listen();
            }
            end();
        }
        tellErrors();
        return m_problem.isEmpty() ? *m_outcome : Outcome::failed(problemSentence());
    }

private:
    void send(FrameType type, const QByteArray &payload = {})
    {
        m_process.write(encode(type, payload)); // a few bytes at each wish, even if none are read
    }

    void steer()
    {
        const RunAccess run(m_context);
        if (m_context.stopRequested() && !m_stopSentAt) {
            m_stopSentAt = Clock::now();
            if (!m_saidHello) { // it has no job yet, and to start can take long
                m_process.kill();
                m_outcome = Outcome::canceled();
                return;
            }
            send(FrameType::Stop);
        }
        if (!m_saidHello) {
            return; // what it is told first is its job
        }
        if (const bool paused = m_context.paused(); paused != m_pauseSent) {
            m_pauseSent = paused;
            send(paused ? FrameType::Pause : FrameType::Resume);
        }
        while (run.tryStep()) {
            send(FrameType::Step);
        }
        if (const double pace = m_context.pace(); pace != m_pace) {
            m_pace = pace;
            send(FrameType::Pace, encodePace(pace));
        }
    }

    // What has come from the child; and what ought to have come.
    void listen()
    {
        // First this: what was written before the end is there then.
        const bool hasEnded = m_process.state() == QProcess::NotRunning;
        keepErrors();
        m_reader.append(m_process.readAllStandardOutput());
        while (m_problem.isEmpty() && !m_outcome) {
            const std::optional<Frame> frame = m_reader.next();
            if (!frame) {
                m_problem = m_reader.problem();
                break;
            }
            handle(*frame);
        }
        if (!m_problem.isEmpty() || m_outcome) {
            return;
        }
        const auto now = Clock::now();
        if (hasEnded) {
            m_problem = howItEnded();
        } else if (m_stopSentAt && now - *m_stopSentAt > remoteStopGrace) {
            m_problem = tr("did not answer to a stop within %1 s and was killed")
                                .arg(remoteStopGrace.count());
        } else if (!m_saidHello && now - m_began > helloLimit) {
            m_problem = tr("did not say a word within %1 s and was killed").arg(helloLimit.count());
        }
    }

    void handle(const Frame &frame)
    {
        bool isRight = m_saidHello;
        if (frame.type == FrameType::Hello) {
            isRight = !std::exchange(m_saidHello, true) && frame.payload.isEmpty();
            if (isRight) {
                send(FrameType::Start, encodeStart(m_start));
            }
        } else if (frame.type == FrameType::Update && isRight) {
            std::optional<Update> update = decodeUpdate(frame.payload);
            isRight = update.has_value();
            if (update) {
                adoptPace(update->pace);
                isRight = m_updates.take(*std::move(update));
            }
        } else if (frame.type == FrameType::End && isRight) {
            const std::optional<End> end = decodeEnd(frame.payload);
            isRight = end && makesSense(*end);
            if (isRight) {
                m_outcome = end->outcome;
                m_outcome->reason = bounds::cut(m_outcome->reason, bounds::mostReason)
                                            .replace(QLatin1Char('\n'), QLatin1Char(' '));
                if (end->peakMemory) {
                    RunAccess(m_context).setChildMemory(*end->peakMemory);
                }
            }
        } else {
            isRight = false;
        }
        if (!isRight) {
            m_problem = tr("sent a message that makes no sense");
        }
    }

    [[nodiscard]] bool makesSense(const End &end) const
    {
        const Outcome &outcome = end.outcome;
        return end.peakMemory.value_or(0) <= bounds::mostMemory()
               && (outcome.kind != OutcomeKind::Canceled || m_stopSentAt)
               && outcome.reason.isEmpty() == (outcome.kind != OutcomeKind::Failed);
    }

    // What a lesson begins with; a person's own choice stays.
    void adoptPace(double pace)
    {
        if (pace != m_pace && pace != m_paceOfChild) {
            RunAccess(m_context).setInitialPace(pace);
            m_pace = m_context.pace();
        }
        m_paceOfChild = pace;
    }

    [[nodiscard]] QString howItEnded() const
    {
        if (m_process.exitStatus() == QProcess::CrashExit) {
            const int number = m_process.exitCode();
            const char *name = sigdescr_np(number);
            return tr("was ended by signal %1 (%2)")
                    .arg(number)
                    .arg(QString::fromLatin1(name ? name : "unknown"));
        }
        return m_reader.isInFrame()
                       ? tr("ended with status %1 in the middle of a message")
                                 .arg(m_process.exitCode())
                       : tr("ended with status %1 before the job had").arg(m_process.exitCode());
    }

    // The child leaves by itself when it has said all, else it is killed.
    void end()
    {
        if (m_problem.isEmpty()) {
            m_process.closeWriteChannel();
            m_process.waitForFinished(static_cast<int>(milliseconds(remoteStopGrace).count()));
        }
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished(-1);
        }
        keepErrors();
    }

    void keepErrors()
    {
        m_errors += m_process.readAllStandardError();
        if (m_errors.size() > errorsKept) {
            m_errors.remove(0, m_errors.size() - errorsKept);
            m_errorsWereCut = true;
        }
    }

    [[nodiscard]] QList<QByteArray> errorLines() const
    {
        QList<QByteArray> lines = m_errors.split('\n');
        lines.removeAll(QByteArray());
        if (m_errorsWereCut && lines.size() > 1) {
            lines.removeFirst(); // a part of one
        }
        return lines;
    }

    void tellErrors()
    {
        for (const QByteArray &line : errorLines()) {
            m_context.say(
                    tr("The job's process wrote to standard error: %1").arg(displayPath(line)));
        }
    }

    [[nodiscard]] QString problemSentence() const
    {
        const QList<QByteArray> lines = errorLines();
        return lines.isEmpty() ? tr("The job's process %1.").arg(m_problem)
                               : tr("The job's process %1; the last that it wrote was “%2”.")
                                         .arg(m_problem, displayPath(lines.last().left(200)));
    }

    using Clock = RunControl::Clock;
    using milliseconds = std::chrono::milliseconds;

    JobContext &m_context;
    Start m_start;
    const HandedDown m_handedDown;
    QProcess m_process;
    FrameReader m_reader;
    RemoteUpdates m_updates;
    const Clock::time_point m_began = Clock::now();
    bool m_saidHello = false;
    bool m_pauseSent = false;
    double m_pace = 1; // that both sides know of
    double m_paceOfChild = 1;
    std::optional<Clock::time_point> m_stopSentAt;
    QByteArray m_errors; // the last of it
    bool m_errorsWereCut = false;
    std::optional<Outcome> m_outcome;
    QString m_problem; // what the child did, as the end of a sentence
};

class RemoteJob : public Job
{
public:
    RemoteJob(QString program, JobDescriptor job, ParameterValues values)
        : m_program(std::move(program))
        , m_job(std::move(job))
        , m_values(std::move(values))
    {}
    Outcome run(JobContext &context) override
    {
        return RemoteRun(context, m_job, m_values)
                .run(m_program.isEmpty() ? QCoreApplication::applicationFilePath() : m_program);
    }

private:
    const QString m_program;
    const JobDescriptor m_job;
    const ParameterValues m_values;
};

} // namespace

std::unique_ptr<Job> makeRemoteJob(const QString &program, const JobDescriptor &job,
                                   const ParameterValues &values)
{
    return std::make_unique<RemoteJob>(program, job, values);
}

} // namespace thaw
