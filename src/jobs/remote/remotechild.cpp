// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/remotechild.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/engine/jobthread.h"
#include "jobs/job/jobcatalog.h"
#include "jobs/remote/frame.h"
#include "jobs/remote/messages.h"
#include "jobs/system/residentmemory.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace thaw {

namespace {

struct RemoteChild
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RemoteChild)
};

using namespace remote;
using namespace std::chrono_literals;

// To the parent and from it; on other numbers than 0 and 1, which libraries may use and which the
// job's own children inherit.
class Pipe
{
public:
    Pipe()
        : m_in(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1))
        , m_out(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1))
    {
        const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
        dup2(nothing, STDIN_FILENO);
        dup2(STDERR_FILENO, STDOUT_FILENO);
    }

    void send(FrameType type, const QByteArray &payload = {}) const
    {
        const QByteArray frame = encode(type, payload);
        qsizetype done = 0;
        while (done < frame.size()) {
            const auto written = write(m_out, frame.constData() + done,
                                       static_cast<std::size_t>(frame.size() - done));
            if (written < 0 && errno != EINTR) {
                _exit(1); // the parent is gone
            }
            done += std::max<qsizetype>(written, 0);
        }
    }

    /// Waits for the next frame. There is nothing to do any more when none comes.
    Frame receive()
    {
        for (;;) {
            if (std::optional<Frame> frame = m_reader.next()) {
                return *std::move(frame);
            }
            if (!m_reader.problem().isEmpty()) {
                _exit(1);
            }
            std::array<char, 4096> bytes{};
            const auto count = read(m_in, bytes.data(), bytes.size());
            if ((count < 0 && errno != EINTR) || count == 0) {
                _exit(1);
            }
            m_reader.append(QByteArray(bytes.data(), std::max<qsizetype>(count, 0)));
        }
    }

private:
    const int m_in;
    const int m_out;
    FrameReader m_reader;
};

QString noThreadForJob()
{
    return RemoteChild::tr("The system refused the job's process a thread; close other "
                           "programs or raise the limits of processes and memory.");
}

// A run in the child: the parent steers its control, and what comes into its channel goes to the
// parent.
class ChildRun
{
public:
    ChildRun(Pipe &pipe, JobPriority priority)
        : m_pipe(pipe)
    {
        m_control.priorities().choose(priority);
    }

    /// Takes the parent's wishes for as long as the process lives.
    void steer()
    {
        for (;;) {
            const Frame frame = m_pipe.receive();
            switch (frame.type) {
            case FrameType::Pause:
                m_control.pause();
                break;
            case FrameType::Resume:
                m_control.resume();
                break;
            case FrameType::Step:
                m_control.step();
                break;
            case FrameType::Pace:
                m_control.setPace(decodePace(frame.payload).value_or(1));
                break;
            default: // Stop, and what can't be
                m_control.requestStop(StopReason::User);
                break;
            }
        }
    }

    /// Returns when all that the job has reported has been sent.
    Outcome runJob(Job &job)
    {
        m_control.begin();
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            JobContext context(m_control, m_channel);
            Outcome outcome = Outcome::canceled();
            {
                const JobThreadScope scope(context, QStringLiteral("worker"), ThreadPriority::Kept);
                outcome = runToOutcome(job, context);
            }
            const auto now = RunControl::Clock::now();
            m_channel.end({std::move(outcome), now, now, {}});
            wake(true);
        }));
        thread->setObjectName(QStringLiteral("worker"));
        thread->start();
        if (!thread->isRunning() && !thread->isFinished()) {
            throw std::runtime_error(noThreadForJob().toStdString());
        }
        try {
            while (!report()) {}
            thread->wait();
            return *m_outcome;
        } catch (...) { // a message that is too long
            m_control.requestStop(StopReason::JobFailed);
            thread->wait();
            throw;
        }
    }

private:
    void wake(bool isLast)
    {
        const std::lock_guard lock(m_mutex);
        m_isAwake = true;
        m_isLast = m_isLast || isLast;
        m_changed.notify_all();
    }

    // Sends what there is to be told; then it waits for a frame, or for the end. Returns whether
    // that was all.
    bool report()
    {
        bool isNew = false;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, 16ms, [this] { return m_isLast; });
            isNew = std::exchange(m_isAwake, false);
        }
        Update update;
        if (isNew) {
            update.run = m_channel.take();
            m_progress = update.run.progress;
        }
        update.run.progress = m_progress;
        update.pace = m_control.pace();
        for (const Lane &lane : update.run.lanes) {
            m_lanes.emplace_back(lane, 0);
        }
        for (auto &[lane, line] : m_lanes) {
            if (const int now = lane.line->load(std::memory_order_relaxed);
                now != std::exchange(line, now)) {
                update.lines.emplace_back(lane.id, now);
            }
        }
        if (!isNew && update.lines.empty()) {
            return false;
        }
        const auto end = std::exchange(update.run.end, std::nullopt);
        for (const Update &portion : inPortions(std::move(update))) {
            m_pipe.send(FrameType::Update, encodeUpdate(portion));
        }
        if (end) {
            m_outcome = end->outcome;
        }
        return end.has_value();
    }

    Pipe &m_pipe;
    std::mutex m_mutex; // protects the next three
    std::condition_variable m_changed;
    bool m_isAwake = false;
    bool m_isLast = false;
    RunControl m_control;
    RunChannel m_channel{[this] { wake(false); }};
    Progress m_progress;
    std::optional<Outcome> m_outcome;
    std::vector<std::pair<Lane, int>> m_lanes; // each with the line that the parent knows
};

void setUpSignals()
{
    // A terminal or timeout(1) sends these to the whole group; it is the parent's to say what they
    // mean.
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ}) {
        std::signal(number, SIG_IGN);
    }
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

Outcome startAndRun(Pipe &pipe, const JobCatalog &jobs)
{
    pipe.send(FrameType::Hello);
    const Frame frame = pipe.receive();
    const auto start = decodeStart(frame.payload);
    const JobDescriptor *job =
            start && frame.type == FrameType::Start ? jobs.find(start->job) : nullptr;
    if (!job) {
        return Outcome::failed(
                RemoteChild::tr("The job's process was given no job that it knows."));
    }
    if (const auto problem = job->parameters.check(start->values)) {
        return Outcome::failed(*problem);
    }
    const std::unique_ptr<Job> made = job->make(start->values);
    auto &run =
            *new ChildRun(pipe, start->priority); // the thread that reads outlives this function
    std::thread([&run] { run.steer(); }).detach();
    return run.runJob(*made);
}

} // namespace

void runRemoteChild(JobCatalog (*jobs)())
{
    setUpSignals();
    auto &pipe = *new Pipe; // as long as the process lives
    std::array<char, 5> name{"thaw"};
    std::array<char *, 2> arguments{name.data(), nullptr};
    int count = 1;
    const QCoreApplication application(count, arguments.data());
    Outcome outcome;
    try {
        outcome = startAndRun(pipe, jobs());
    } catch (const std::system_error &) { // of std::thread
        outcome = Outcome::failed(noThreadForJob());
    } catch (const std::exception &error) {
        outcome = Outcome::failed(QString::fromUtf8(error.what()));
    }
    End end{std::move(outcome)};
    if (const auto memory = residentMemory()) {
        end.peakMemory = memory->peak;
    }
    pipe.send(FrameType::End, encodeEnd(end));
    _exit(0); // not exit(): the thread that reads goes on to the very end
}

} // namespace thaw
