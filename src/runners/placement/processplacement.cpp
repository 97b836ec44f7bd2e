// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/processplacement.h"

#include "jobs/remote/remotejob.h"
#include "runners/placement/workerplacement.h"

#include <QCoreApplication>

namespace thaw {

PlacementDescriptor processPlacement(const QString &program)
{
    return {
            .id = QStringLiteral("process"),
            .title = QCoreApplication::translate("thaw::ProcessPlacement", "Child process"),
            .summary = QCoreApplication::translate(
                    "thaw::ProcessPlacement",
                    "The job runs in a process of its own, which reports over a pipe: the window "
                    "stays responsive, and a crash of the job ends only the run."),
            .where = QCoreApplication::translate("thaw::ProcessPlacement", "in a child process"),
            .freezesWindow = false,
            .make =
                    [](const PlacementSettings &) {
                        return workerRunner(QStringLiteral("process"));
                    },
            .makeJob =
                    [program](const JobDescriptor &job, const ParameterValues &values) {
                        return makeRemoteJob(program, job, values);
                    },
    };
}

} // namespace thaw
