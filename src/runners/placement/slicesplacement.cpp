// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/slicesplacement.h"

#include "probe/activity.h"
#include "runners/jobworker.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <memory>

namespace thaw {

namespace {

using std::chrono::milliseconds;

// Events that never end don't keep the job from going on.
constexpr milliseconds longestTurn{20};

// Handles what waits, and waits for it `atMost` so long.
void handleEvents(std::chrono::nanoseconds atMost)
{
    const EventsAmid amid; // what they hold up isn't the job's
    if (atMost.count() > 0) {
        QTimer end;
        end.setSingleShot(true);
        end.setTimerType(Qt::PreciseTimer);
        end.start(std::chrono::ceil<milliseconds>(atMost));
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    QCoreApplication::processEvents(QEventLoop::AllEvents, static_cast<int>(longestTurn.count()));
}

class SlicesRunner : public Runner
{
    Q_DECLARE_TR_FUNCTIONS(thaw::SlicesRunner)
public:
    explicit SlicesRunner(milliseconds slice)
        : m_slice(slice)
    {}

    void start(JobWorker &worker) override
    {
        worker.runInSlices({m_slice, handleEvents});
        // Kept for as long as it runs, since the run may be destroyed meanwhile.
        QMetaObject::invokeMethod(
                QCoreApplication::instance(), [kept = worker.shared_from_this()] { kept->work(); },
                Qt::QueuedConnection);
    }

private:
    const milliseconds m_slice;
};

} // namespace

PlacementDescriptor slicesPlacement()
{
    return {
            .id = QStringLiteral("slices"),
            .title = SlicesRunner::tr("GUI thread, in slices"),
            .summary = SlicesRunner::tr(
                    "The job stays on the GUI thread and gives way every few milliseconds: the "
                    "window lives as long as it does so in time."),
            .where = SlicesRunner::tr("on the GUI thread in slices"),
            .freezesWindow = false,
            .isOnGuiThread = true,
            .make =
                    [](const PlacementSettings &settings) {
                        return std::make_unique<SlicesRunner>(settings.slice);
                    },
    };
}

} // namespace thaw
