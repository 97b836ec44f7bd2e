// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/system/corewatch.h"
#include "jobs/system/residentmemory.h"
#include "report/runrecord.h"
#include "runners/run.h"

#include <QObject>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace thaw {

class Probe;

/// A run with the probe's recording of it: from its start until a ping that was posted after its
/// end has come back, so that a freeze is in the record at its full length. On the GUI thread.
class MeasuredRun : public QObject
{
    Q_OBJECT
public:
    /// `probe` outlives this object and records one run at a time.
    MeasuredRun(RunRequest request, Probe &probe, QObject *parent = nullptr);
    ~MeasuredRun() override;

    [[nodiscard]] Run &run() { return *m_run; }
    [[nodiscard]] const Run &run() const { return *m_run; }

    /// In a placement that freezes the window, it returns when the job has ended. A freeze that has
    /// lasted for `freezeLimit`, there or in slices, is ended by the probe's thread, which stops
    /// the job; zero is none.
    void start(std::chrono::milliseconds freezeLimit = {});

    /// Set when measured.
    [[nodiscard]] const std::optional<RunRecord> &record() const { return m_record; }

    /// Parts with the run; for Run::abandon(). After it, this object can only be destroyed.
    [[nodiscard]] std::unique_ptr<Run> release() { return std::move(m_run); }

Q_SIGNALS:
    /// After the run's `ended`, once, when the record is made.
    void measured(const thaw::RunRecord &record);

private:
    void end();
    void measure(const Recording &recording);

    Probe &m_probe;
    std::unique_ptr<Run> m_run;
    std::chrono::nanoseconds m_cpuBefore{}; // these two of the GUI thread
    std::chrono::nanoseconds m_withoutCoreBefore{};
    CoreWatch m_watch; // from the run's start
    CoreUse m_otherUse;
    std::int64_t m_memoryToMake = 0; // bytes that making the run took: its job's, its feed's
    ResidentMemory m_memoryBefore;
    bool m_peakIsOurs = false; // it was begun anew at the start
    std::optional<MemoryRecord> m_memory;
    bool m_recording = false;
    std::optional<RunRecord> m_record;
};

} // namespace thaw
