// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/flood/floodchannel.h"
#include "jobs/workloads/flood/spscring.h"

#include <QSemaphore>

#include <memory>
#include <vector>

namespace thaw {

/// Samples in batches, each announced by a queued event. A thread has two credits: while the window
/// handles one batch, it fills the other, and with both on their way it waits until the window has
/// given one back. So the window's queue never holds more than two events a thread.
///
/// The event carries nothing; the batch goes, and comes back, by a small ring.
class BatchChannel : public FloodChannel
{
    Q_OBJECT
public:
    static constexpr int credits = 2;
    static constexpr std::size_t batchSize = 16'384; ///< samples at most; 128 kB

    BatchChannel(int threads, FloodCells &cells);

    [[nodiscard]] std::unique_ptr<FloodSender> makeSender(int thread) override;
    void drain(std::chrono::steady_clock::time_point) override {}

protected:
    bool event(QEvent *event) override; // a batch has come

private:
    struct Batch
    {
        std::vector<Sample> samples{batchSize};
        std::size_t count = 0;
    };
    struct Line
    {
        Batch batches[credits];
        SpscRing<Batch *> free{credits};
        SpscRing<Batch *> filled{credits};
        QSemaphore credit{credits}; // of `free`; to wait for
    };
    class Sender;

    [[nodiscard]] bool takeOne(Line &line);

    FloodCells &m_cells;
    std::vector<std::unique_ptr<Line>> m_lines; // by thread
    std::size_t m_next = 0;                     // the one to be looked at first
};

} // namespace thaw
