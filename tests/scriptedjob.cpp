// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedjob.h"

#include <chrono>
#include <memory>
#include <utility>

namespace thaw {

ScriptedJob::ScriptedJob(Script script)
    : m_script(std::move(script))
{}

Outcome ScriptedJob::run(JobContext &context)
{
    return m_script(context);
}

JobDescriptor scripted(ScriptedJob::Script script, const QString &id)
{
    return {.id = id,
            .title = QStringLiteral("Scripted"),
            .summary = QStringLiteral("Does what a test says."),
            .icon = QStringLiteral("job-wait"),
            .unit = QStringLiteral("steps"),
            .parameters = {},
            .make = [script = std::move(script)](const ParameterValues &) {
                return std::make_unique<ScriptedJob>(script);
            }};
}

Outcome untilStopped(JobContext &context)
{
    while (context.passPoint() && context.sleepFor(std::chrono::milliseconds(1))) {
        context.addProgress(1);
    }
    return Outcome::canceled();
}

} // namespace thaw
