// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/batchchannel.h"

#include "jobs/engine/runaccess.h"
#include "jobs/workloads/flood/floodcells.h"
#include "jobs/workloads/flood/floodtext.h"

#include <QEvent>

#include <algorithm>
#include <optional>

namespace thaw {

namespace {

const QEvent::Type batchHasCome = static_cast<QEvent::Type>(QEvent::registerEventType());

template <typename T>
void put(SpscRing<T> &ring, T value) // a free place is certain
{
    ring.writable(1)[0] = value;
    ring.publish(1);
}

template <typename T>
std::optional<T> takeFrom(SpscRing<T> &ring)
{
    const std::span<const T> one = ring.readable(1);
    if (one.empty()) {
        return std::nullopt;
    }
    const T value = one[0];
    ring.release(1);
    return value;
}

} // namespace

class BatchChannel::Sender : public FloodSender
{
public:
    Sender(BatchChannel &channel, Line &line)
        : m_channel(channel)
        , m_line(line)
    {}
    ~Sender() override
    {
        if (m_batch) {
            m_line.credit.release(); // it was not used
        }
    }

    std::span<Sample> room(JobContext &context, std::size_t most,
                           std::chrono::nanoseconds until) override
    {
        if (!m_batch && awaitCredit(context, until)) {
            m_batch = *takeFrom(m_line.free);
        }
        return m_batch ? std::span(m_batch->samples).first(std::min(most, batchSize))
                       : std::span<Sample>();
    }

    void send(std::size_t count) override
    {
        m_batch->count = count;
        put(m_line.filled, m_batch);
        m_batch = nullptr;
        QCoreApplication::postEvent(&m_channel, new QEvent(batchHasCome));
    }

private:
    // The window gives it back without a lock, and wakes only who waits.
    bool awaitCredit(JobContext &context, std::chrono::nanoseconds until)
    {
        constexpr std::chrono::milliseconds portion{10}; // so often it looks how the run is steered
        if (m_line.credit.tryAcquire(1)) {
            return true;
        }
        const LaneStateScope waiting(LaneState::Waiting, FloodText::tr("a credit from the window"));
        const RunAccess run(context);
        while (!context.stopRequested() && !context.paused() && context.activeTime() < until) {
            if (run.turn().isHere()) {
                run.turn().giveWay(std::chrono::milliseconds(1)); // it is this thread that gives it
            }
            const auto time = run.turn().longestWait(portion);
            if (m_line.credit.tryAcquire(1, run.turn().isHere() ? 0
                                                                : static_cast<int>(time.count()))) {
                return true;
            }
        }
        return false;
    }

    BatchChannel &m_channel;
    Line &m_line;
    Batch *m_batch = nullptr; // a credit that is held
};

BatchChannel::BatchChannel(int threads, FloodCells &cells)
    : m_cells(cells)
{
    for (int thread = 0; thread < threads; ++thread) {
        auto line = std::make_unique<Line>();
        for (Batch &batch : line->batches) {
            put(line->free, &batch);
        }
        m_lines.push_back(std::move(line));
    }
}

std::unique_ptr<FloodSender> BatchChannel::makeSender(int thread)
{
    return std::make_unique<Sender>(*this, *m_lines[static_cast<std::size_t>(thread)]);
}

// An event for a batch, whichever: the lines take turns.
bool BatchChannel::event(QEvent *event)
{
    if (event->type() != batchHasCome) {
        return FloodChannel::event(event);
    }
    for (std::size_t looked = 0; looked < m_lines.size(); ++looked) {
        Line &line = *m_lines[m_next];
        m_next = (m_next + 1) % m_lines.size();
        if (takeOne(line)) {
            break;
        }
    }
    return true;
}

bool BatchChannel::takeOne(Line &line)
{
    const std::optional<Batch *> batch = takeFrom(line.filled);
    if (!batch) {
        return false;
    }
    if (!isGivenUp()) {
        m_cells.take(std::span(std::as_const((*batch)->samples)).first((*batch)->count));
    }
    put(line.free, *batch);
    line.credit.release();
    return true;
}

} // namespace thaw

#include "moc_batchchannel.cpp"
