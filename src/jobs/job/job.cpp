// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/job.h"

#include "jobs/engine/runaccess.h"

#include <QCoreApplication>

#include <exception>
#include <new>

namespace thaw {

namespace {

struct RunJob
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RunJob)
};

Outcome runOrThrow(Job &job, JobContext &context)
{
    Outcome outcome = Outcome::canceled();
    try {
        outcome = job.run(context);
    } catch (const Canceled &) {
        // Nobody asked for it: a thread of the job's was given up in an exception that it handled.
        if (RunAccess(context).stopsByItself()) {
            outcome = Outcome::failed(
                    RunJob::tr("The job gave up on one of its threads, and stopped."));
        }
    }
    if (const std::exception_ptr failure = RunAccess(context).failure()) {
        std::rethrow_exception(failure);
    }
    return outcome;
}

} // namespace

Outcome runToOutcome(Job &job, JobContext &context) noexcept
{
    try {
        return runOrThrow(job, context);
    } catch (const std::bad_alloc &) {
        return Outcome::failed(RunJob::tr(
                "The job ran out of memory; close other programs or give it less to do."));
    } catch (const std::exception &error) {
        return Outcome::failed(QString::fromUtf8(error.what()));
    } catch (...) {
        return Outcome::failed(
                RunJob::tr("The job ended with an exception that carries no message."));
    }
}

} // namespace thaw
