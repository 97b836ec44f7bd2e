// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/signalchannel.h"

#include "jobs/workloads/flood/awaitwindow.h"
#include "jobs/workloads/flood/floodcells.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <array>

namespace thaw {

namespace {

class SignalSender : public FloodSender
{
public:
    explicit SignalSender(SignalChannel &channel)
        : m_channel(channel)
    {
        // Queued: the window's thread is another one (in slices it isn't, but is just as busy).
        QObject::connect(&m_emitter, &SampleEmitter::produced, &channel, &SignalChannel::take,
                         Qt::QueuedConnection);
    }

    std::span<Sample> room(JobContext &context, std::size_t most,
                           std::chrono::nanoseconds until) override
    {
        const std::size_t count = std::min(most, m_samples.size());
        const bool hasRoom = awaitWindow(context, until, [&] {
            return m_channel.hasRoomFor(static_cast<std::int64_t>(count));
        });
        return hasRoom ? std::span(m_samples).first(count) : std::span<Sample>();
    }

    void send(std::size_t count) override
    {
        m_channel.noteSent(static_cast<std::int64_t>(count));
        for (const Sample &sample : std::span(m_samples).first(count)) {
            Q_EMIT m_emitter.produced(sample);
        }
    }

private:
    SignalChannel &m_channel;
    SampleEmitter m_emitter;
    std::array<Sample, 64> m_samples; // produced and not yet sent; some 50 us of sending
};

} // namespace

SignalChannel::SignalChannel(FloodCells &cells)
    : m_cells(cells)
{}

std::unique_ptr<FloodSender> SignalChannel::makeSender(int /*thread*/)
{
    return std::make_unique<SignalSender>(*this);
}

bool SignalChannel::hasRoomFor(std::int64_t samples) const noexcept
{
    return m_sent.load(std::memory_order_relaxed) + samples - m_cells.handled() <= mostQueued;
}

void SignalChannel::take(Sample sample)
{
    if (isGivenUp()) {
        QCoreApplication::removePostedEvents(this, QEvent::MetaCall);
        return;
    }
    m_cells.take({&sample, 1});
}

} // namespace thaw

#include "moc_signalchannel.cpp"
