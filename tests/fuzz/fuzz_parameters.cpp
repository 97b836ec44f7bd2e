// SPDX-License-Identifier: GPL-3.0-or-later
// Values of every parameter of every job, as the command line and the settings give them: what is
// taken is right by the job's own check, and what is refused is told in one line.
#include "fuzz/fuzzing.h"
#include "jobs/catalog/builtinjobs.h"

#include <QJsonDocument>

using namespace thaw;

namespace {

void setOne(const JobDescriptor &job, const Parameter &parameter, const QByteArray &text)
{
    ParameterValues values = job.parameters.defaults();
    const auto problem = job.parameters.set(values, parameter.name, text);
    if (problem) {
        require(!problem->isEmpty() && !problem->contains(QLatin1Char('\n')), "it is one line");
    } else if (!job.parameters.missing(values)) {
        require(!job.parameters.check(values), "what is taken is right");
    }
    static_cast<void>(QJsonDocument(job.parameters.toJson(values)).toJson());
    const QVariantMap stored{{parameter.name, text}};
    require(!job.parameters.check(job.parameters.sanitized(stored))
                    || job.parameters.missing(job.parameters.sanitized(stored)),
            "what is stored is right after it was sanitized");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const JobCatalog jobs = builtInJobs({});
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const JobDescriptor &job : jobs.all()) {
        for (const Parameter &parameter : job.parameters.all()) {
            setOne(job, parameter, text);
        }
    }
    static_cast<void>(displayPath(text));
    return 0;
}
