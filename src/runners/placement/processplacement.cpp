// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/placement/processplacement.h"

#include "jobs/job/jobdescriptor.h"
#include "jobs/job/parameter.h"
#include "jobs/remote/remotejob.h"
#include "runners/placement/workerplacement.h"

#include <QCoreApplication>

namespace thaw {

namespace {

struct ProcessPlacement
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ProcessPlacement)
};

} // namespace

PlacementDescriptor processPlacement(const QString &program)
{
    return {
            .id = QStringLiteral("process"),
            .title = ProcessPlacement::tr("Child process"),
            .summary = ProcessPlacement::tr(
                    "The job runs in a process of its own, which reports over a pipe: the window "
                    "stays responsive, and a crash of the job ends only the run."),
            .where = ProcessPlacement::tr("in a child process"),
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
