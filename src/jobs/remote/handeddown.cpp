// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/remote/handeddown.h"

#include "jobs/system/descriptorpath.h"

#include <utility>

#include <fcntl.h>

namespace thaw::remote {

HandedDown::HandedDown(const ParameterSet &parameters, ParameterValues &values)
{
    for (const Parameter &parameter : parameters.all()) {
        if (parameter.type != ParameterType::File && parameter.type != ParameterType::NewFile) {
            continue;
        }
        const auto found = descriptorPath(values.value(parameter.name).toByteArray());
        if (!found || !found->fd) {
            continue;
        }
        if (FileDescriptor file = inherited(*found->fd); file.isOpen()) {
            values[parameter.name] = QByteArray("/dev/fd/" + QByteArray::number(file.value()));
            m_files.push_back(std::move(file));
        }
    }
}

void HandedDown::passThroughExec() const
{
    for (const FileDescriptor &file : m_files) {
        fcntl(file.value(), F_SETFD, 0);
    }
}

} // namespace thaw::remote
