// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"

#include <QString>

#include <functional>

namespace thaw {

/// A job whose run() is a function of the test.
class ScriptedJob : public Job
{
public:
    using Script = std::function<Outcome(JobContext &)>;
    explicit ScriptedJob(Script script);
    Outcome run(JobContext &context) override;

private:
    Script m_script;
};

[[nodiscard]] JobDescriptor scripted(ScriptedJob::Script script,
                                     const QString &id = QStringLiteral("scripted"));

/// Works in small portions until it is told to stop.
[[nodiscard]] Outcome untilStopped(JobContext &context);

} // namespace thaw
