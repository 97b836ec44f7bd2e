// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/joinplacement.h"

#include "probe/activity.h"
#include "runners/jobworker.h"

#include <QCoreApplication>
#include <QThread>

#include <memory>

namespace thaw {

namespace {

class JoinRunner : public Runner
{
    Q_DECLARE_TR_FUNCTIONS(thaw::JoinRunner)
public:
    void start(JobWorker &worker) override
    {
        const std::unique_ptr<QThread> thread(QThread::create([&worker] { worker.work(); }));
        thread->setObjectName(QStringLiteral("worker"));
        worker.takeThread(thread->objectName());
        worker.guiThreadWaits(tr("the end of the worker thread"));
        worker.moveToThread(thread.get());
        thread->start();
        if (!thread->isRunning() && !thread->isFinished()) {
            worker.fail(noThread());
            return;
        }
        const Activity activity(worker.activity());
        thread->wait(); // the mistake
    }
};

} // namespace

PlacementDescriptor joinPlacement()
{
    return {
            .id = QStringLiteral("join"),
            .title = JoinRunner::tr("Thread, joined"),
            .summary = JoinRunner::tr("The GUI thread starts a thread for the job and waits for it "
                                      "at once: the window freezes all the same."),
            .where = JoinRunner::tr("on a thread that is joined at once"),
            .freezesWindow = true,
            .whyItFreezes = JoinRunner::tr("%1 has a thread, but the GUI thread waits for its end"),
            .make = [](const PlacementSettings &) { return std::make_unique<JoinRunner>(); },
    };
}

} // namespace thaw
