// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/wait.h"

#include <QCoreApplication>

namespace thaw {

namespace {

class WaitJob : public Job
{
    Q_DECLARE_TR_FUNCTIONS(thaw::WaitJob)
public:
    explicit WaitJob(const ParameterValues &values)
        : m_seconds(values[QStringLiteral("seconds")].toDouble())
        , m_steps(values[QStringLiteral("steps")].toLongLong())
    {}

    Outcome run(JobContext &context) override
    {
        const auto whole = std::chrono::duration_cast<std::chrono::nanoseconds>(m_seconds);
        const auto began = context.activeTime();
        context.setProgress(0, m_steps);
        for (qint64 step = 1; step <= m_steps; ++step) {
            context.setStatus(tr("Waiting, step %1 of %2").arg(step).arg(m_steps));
            context.say(QStringLiteral("Number: %1").arg(step));
            // Until the step's own end, so that what each sleep is too long by doesn't add up.
            const auto left = whole / m_steps * step - (context.activeTime() - began);
            if (!context.passPoint() || !context.sleepFor(left)) {
                return Outcome::canceled();
            }
            context.setProgress(step, m_steps);
        }
        context.setFact(QStringLiteral("steps"), m_steps);
        return Outcome::finished();
    }

private:
    const std::chrono::duration<double> m_seconds;
    const qint64 m_steps;
};

} // namespace

JobDescriptor waitJob()
{
    return {
            .id = QStringLiteral("wait"),
            .title = WaitJob::tr("Wait"),
            .summary = WaitJob::tr("Waits on something slow, and says a number at each step."),
            .icon = QStringLiteral("job-wait"),
            .chapter = workloadsChapter(),
            .unit = QStringLiteral("steps"),
            .parameters = {{
                    {.name = QStringLiteral("seconds"),
                     .type = ParameterType::Real,
                     .label = WaitJob::tr("Time"),
                     .help = WaitJob::tr("How long to wait in all"),
                     .initial = 5.0,
                     .least = 0,
                     .most = 3600,
                     .unit = QStringLiteral("s")},
                    {.name = QStringLiteral("steps"),
                     .type = ParameterType::Integer,
                     .label = WaitJob::tr("Steps"),
                     .help = WaitJob::tr("In how many steps"),
                     .initial = qlonglong{5},
                     .least = 1,
                     .most = 1'000'000},
            }},
            .duration =
                    [](const ParameterValues &values) {
                        return std::chrono::milliseconds(
                                qRound64(values[QStringLiteral("seconds")].toDouble() * 1000));
                    },
            .make = [](const ParameterValues &values) { return std::make_unique<WaitJob>(values); },
    };
}

} // namespace thaw
