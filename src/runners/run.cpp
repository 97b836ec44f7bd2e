// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/run.h"

#include "jobs/engine/livefeed.h"
#include "runners/jobworker.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace thaw {

namespace {

using namespace std::chrono_literals;

// Without payload: what there is to know lies in the channel.
const QEvent::Type wakeUp = static_cast<QEvent::Type>(QEvent::registerEventType());

constexpr std::chrono::milliseconds frame = 16ms;
constexpr std::chrono::milliseconds retry = 1ms; // while one of the job's threads is at a report

std::unique_ptr<Job> makeJob(const RunRequest &request)
{
    return request.placement->makeJob ? request.placement->makeJob(*request.job, request.values)
                                      : request.job->make(request.values);
}

} // namespace

/// Whom the channel wakes, from any thread, as long as it is there.
struct Run::Target
{
    explicit Target(Run *run)
        : m_run(run)
    {}
    void wake()
    {
        const std::lock_guard lock(m_mutex);
        if (m_run) {
            QCoreApplication::postEvent(m_run, new QEvent(wakeUp));
        }
    }
    void leave()
    {
        const std::lock_guard lock(m_mutex);
        m_run = nullptr;
    }

private:
    std::mutex m_mutex; // protects m_run
    Run *m_run;
};

std::optional<QString> RunRequest::problem() const
{
    if (const auto refused = job->refusedPlacements.find(placement->id);
        refused != job->refusedPlacements.end()) {
        return *refused;
    }
    return job->parameters.check(values);
}

Run::Run(RunRequest request, QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_target(std::make_shared<Target>(this))
    , m_shared(std::make_shared<SharedRun>([target = m_target] { target->wake(); }))
    , m_worker(std::make_shared<JobWorker>(
              makeJob(m_request), m_shared,
              tr("%1, %2").arg(m_request.job->title, m_request.placement->title)))
    , m_feed(m_worker->makeFeed())
    , m_runner(m_request.placement->make(m_request.settings))
{
    m_shared->control.priorities().choose(m_request.settings.priority);
    m_nextUpdate.setSingleShot(true);
    m_nextUpdate.setTimerType(Qt::PreciseTimer);
    connect(&m_nextUpdate, &QTimer::timeout, this, &Run::update);
}

Run::~Run()
{
    requestStop(StopReason::Closing);
    m_runner.reset(); // joins
    m_target->leave();
    if (m_feed) {
        m_feed->abandon();
    }
    // What the job's thread did last happened before this, by the channel's lock.
    static_cast<void>(m_shared->channel.take());
}

void Run::abandon(std::unique_ptr<Run> run)
{
    Run *abandoned = run.release(); // on purpose never freed
    abandoned->setParent(nullptr);
    abandoned->blockSignals(true);
}

bool Run::event(QEvent *event)
{
    if (event->type() != wakeUp) {
        return QObject::event(event);
    }
    // The channel wakes again only when it has been taken from, so while the rest of the frame goes
    // by no further wake-up comes.
    const auto passed = Clock::now() - m_lastUpdate;
    if (passed >= frame) {
        update();
    } else {
        m_nextUpdate.start(std::chrono::ceil<std::chrono::milliseconds>(frame - passed));
    }
    return true;
}

void Run::start()
{
    Q_ASSERT(m_state == State::Ready);
    m_shared->control.begin();
    m_timeline->start = Clock::now();
    if (m_feed) {
        m_feed->begin();
    }
    setState(State::Running);
    m_runner->start(*m_worker);
}

void Run::pause()
{
    if (m_state == State::Running && !m_request.placement->freezesWindow
        && !m_shared->control.stopRequested()) {
        m_shared->control.pause();
        takePauses();
        setState(State::Paused);
    }
}

void Run::resume()
{
    if (m_state == State::Paused) {
        m_shared->control.resume();
        takePauses();
        setState(State::Running);
    }
}

void Run::step()
{
    if (m_state == State::Paused) {
        m_shared->control.step();
    }
}

void Run::setPace(double pace)
{
    m_shared->control.setPace(pace);
}

void Run::requestStop(StopReason reason)
{
    if (m_state != State::Ended) {
        m_shared->control.requestStop(reason);
    }
}

std::shared_ptr<RunControl> Run::control() const
{
    return {m_shared, &m_shared->control};
}

std::chrono::nanoseconds Run::elapsed() const
{
    switch (m_state) {
    case State::Ready:
        return {};
    case State::Ended:
        return m_elapsed;
    case State::Running:
    case State::Paused:
        return m_shared->control.activeTime();
    }
    Q_UNREACHABLE();
}

void Run::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void Run::update()
{
    if (m_state == State::Ended) {
        return; // a wake-up that the end itself had overtaken
    }
    auto taken = m_shared->channel.tryTake();
    if (!taken) {
        m_nextUpdate.start(retry);
        return;
    }
    m_lastUpdate = Clock::now();
    RunUpdate update = *std::move(taken);
    m_progress = update.progress;
    if (update.status) {
        m_status = *std::move(update.status);
    }
    for (auto fact = update.facts.constBegin(); fact != update.facts.constEnd(); ++fact) {
        m_facts.insert(fact.key(), fact.value());
    }
    for (const ThreadCost &cost : update.threads) {
        addUp(m_threads, cost);
    }
    m_childMemory = update.childMemory ? update.childMemory : m_childMemory;
    m_linesTooFast += update.linesDropped;
    const std::size_t first = m_transcript->size();
    const std::size_t room = std::min(transcriptCap - first, update.lines.size());
    std::move(update.lines.begin(), update.lines.begin() + static_cast<std::ptrdiff_t>(room),
              std::back_inserter(*m_transcript));
    m_linesBeyondCap += static_cast<std::int64_t>(update.lines.size() - room);
    const std::size_t firstSpan = m_timeline->spans.size();
    const bool isTraced =
            !update.lanes.empty() || !update.spans.empty() || !update.openSpans.empty();
    takeTimeline(update);

    // A slot may destroy this run: each emission is followed by nothing but a check for that.
    const QPointer<Run> self(this);
    Q_EMIT progressed();
    if (self && m_transcript->size() > first) {
        Q_EMIT said(first);
    }
    if (self && isTraced) {
        Q_EMIT traced(firstSpan);
    }
    if (self && update.end) {
        finish(*update.end);
    }
}

void Run::takePauses()
{
    m_timeline->pauses = m_shared->control.pauses();
}

void Run::takeTimeline(RunUpdate &update)
{
    // Whoever stops the run ends its pause. Asked only then: the answer waits for the job's
    // threads.
    if (const auto &pauses = m_timeline->pauses;
        !pauses.empty() && !pauses.back().end && !m_shared->control.paused()) {
        takePauses();
    }
    Timeline &timeline = *m_timeline;
    std::ranges::move(update.lanes, std::back_inserter(timeline.lanes));
    timeline.spansTooFast += update.spansDropped;
    for (Span &span : update.spans) {
        if (timeline.spans.size() < Timeline::cap || m_gaps.keeps(span)) {
            timeline.spans.push_back(std::move(span));
        } else if (span.state != LaneState::Unknown) {
            ++timeline.spansBeyondCap;
        }
    }
    if (update.end) {
        m_gaps.close(timeline.spans);
    }
    timeline.gaps = m_gaps.all();
    for (auto &[lane, span] : update.openSpans) {
        if (span) {
            m_openSpans.insert_or_assign(lane, *std::move(span));
        } else {
            m_openSpans.erase(lane);
        }
    }
}

void Run::finish(const RunEnd &end)
{
    const RunControl &control = m_shared->control;
    m_elapsed = end.ended - end.began - end.paused;
    if (const auto requested = control.stopRequestedAt();
        requested && *requested <= end.ended && control.stopReason() != StopReason::JobFailed) {
        m_stopTook = end.ended - *requested;
    }
    m_outcome = end.outcome;
    const QPointer<Run> self(this);
    if (m_feed) {
        m_feed->end();
    }
    if (self) {
        setState(State::Ended);
    }
    if (self) {
        Q_EMIT ended();
    }
}

} // namespace thaw

#include "moc_run.cpp"
