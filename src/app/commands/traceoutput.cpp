// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/traceoutput.h"

#include "app/output.h"
#include "report/trace.h"

#include <cerrno>
#include <optional>
#include <utility>

namespace thaw {

bool writeTraceTo(const QString &path, const RunRecord &record, Patience patience)
{
    if (!Stream::isStream(path)) {
        const std::optional<QString> problem = saveTrace(record, path);
        if (problem) {
            printError(*problem);
        }
        return !problem;
    }
    Stream stream(path, std::move(patience));
    if (stream.open(QIODevice::WriteOnly) && writeTrace(record, stream)) {
        return true;
    }
    if (stream.systemError() == EPIPE) {
        noteLostReader();
    } else {
        printError(whyTraceNotSaved(path, stream.errorString()));
    }
    return false;
}

} // namespace thaw
