// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/runsession.h"

#include "jobs/engine/outcome.h"
#include "probe/probe.h"

#include <QJsonDocument>
#include <QTimer>

#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// For the banner that announces the freeze to be laid out and painted: some six frames.
constexpr auto announcement = 100ms;

QString keyOf(const RunRequest &request)
{
    const QJsonObject values = request.job->parameters.toJson(request.values);
    return request.job->id + QString::fromUtf8(QJsonDocument(values).toJson());
}

} // namespace

RunSession::RunSession(Probe &probe, QObject *parent)
    : QObject(parent)
    , m_probe(probe)
{
    connect(&m_guard, &InputGuard::delivered, this, [this](const WaitingInput &input) {
        m_input = input;
        closeIfOver();
    });
}

RunSession::~RunSession() = default;

Run *RunSession::run() const
{
    return m_run ? &m_run->run() : nullptr;
}

void RunSession::start(RunRequest request, std::chrono::milliseconds freezeLimit)
{
    Q_ASSERT(!isBusy());
    startRun(std::move(request), freezeLimit);
}

void RunSession::compare(ComparisonPlan plan, std::chrono::milliseconds freezeLimit)
{
    Q_ASSERT(!isBusy() && plan.runCount() > 0);
    auto sequence = std::make_unique<ComparisonSequence>(
            std::move(plan), [this, freezeLimit](RunRequest request) {
                startRun(std::move(request), freezeLimit);
                return m_run->run().control();
            });
    connect(sequence.get(), &ComparisonSequence::advanced, this, &RunSession::comparisonAdvanced);
    connect(sequence.get(), &ComparisonSequence::ended, this, &RunSession::endComparison);
    {
        const std::lock_guard lock(m_mutex);
        m_sequence = std::move(sequence);
    }
    Q_EMIT comparisonBegun(m_sequence->comparison());
    m_sequence->begin();
}

void RunSession::endComparison(const Comparison &comparison)
{
    {
        const std::lock_guard lock(m_mutex);
        m_sequence.release()->deleteLater(); // its signal is being handled
    }
    Q_EMIT comparisonEnded(comparison);
}

void RunSession::startRun(RunRequest request, std::chrono::milliseconds freezeLimit)
{
    const bool freezes = request.placement->freezesWindow;
    m_busy = true;
    m_input = {};
    m_run = std::make_unique<KeptRun>(std::move(request), m_probe, m_history);
    {
        const std::lock_guard lock(m_mutex);
        m_control = m_run->run().control();
    }
    connect(&m_run->run(), &Run::ended, this, &RunSession::ended);
    connect(m_run.get(), &KeptRun::measured, this, &RunSession::closeIfOver);
    m_run->begin();
    Q_EMIT begun(m_run->run());
    QTimer::singleShot(freezes ? announcement : 0ms, m_run.get(),
                       [this, freezeLimit] { begin(freezeLimit); });
}

void RunSession::begin(std::chrono::milliseconds freezeLimit)
{
    const bool freezes = m_run->run().request().placement->freezesWindow;
    if (freezes) {
        m_guard.freezeBegins();
    }
    m_run->start(freezeLimit);
    if (freezes) {
        m_guard.freezeEnds();
    }
}

void RunSession::closeIfOver()
{
    if (!m_busy || m_guard.isActive() || !m_run || !m_run->record()) {
        return;
    }
    m_busy = false;
    const RunRecord &record = *m_run->record();
    if (record.outcome.kind == OutcomeKind::Finished) {
        m_took.insert(keyOf(m_run->run().request()), record.elapsed);
    }
    Q_EMIT closed(record, m_input);
    if (m_sequence) {
        m_sequence->take(record);
    }
}

std::optional<std::chrono::nanoseconds> RunSession::expectedDuration(
        const RunRequest &request) const
{
    if (request.job->duration) {
        if (const auto known = request.job->duration(request.values)) {
            return *known;
        }
    }
    const auto took = m_took.find(keyOf(request));
    return took == m_took.end() ? std::nullopt : std::optional(*took);
}

void RunSession::requestStop(StopReason reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_sequence) {
        m_sequence->requestStop(reason);
    } else if (m_control) {
        m_control->requestStop(reason);
    }
}

void RunSession::abandon()
{
    m_busy = false;
    {
        const std::lock_guard lock(m_mutex);
        m_sequence.reset();
    }
    if (m_run) {
        Run::abandon(m_run->release());
        m_run.reset();
    }
}

} // namespace thaw

#include "moc_runsession.cpp"
