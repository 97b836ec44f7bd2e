// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/digest/libb2.h"

#include "jobs/system/whynotloaded.h"
#include "jobs/workloads/hash/hashtext.h"

#include <QLibrary>

namespace thaw {

std::optional<LibB2> LibB2::load(QString &problem)
{
    constexpr int version = 1;                       // of what its functions are called with
    QLibrary library(QStringLiteral("b2"), version); // stays loaded
    const LibB2 b2{
            .init = reinterpret_cast<decltype(&blake2b_init)>(library.resolve("blake2b_init")),
            .update =
                    reinterpret_cast<decltype(&blake2b_update)>(library.resolve("blake2b_update")),
            .final = reinterpret_cast<decltype(&blake2b_final)>(library.resolve("blake2b_final"))};
    if (!b2.init || !b2.update || !b2.final) {
        problem = HashText::tr("libb2 could not be loaded: %1")
                          .arg(whyNotLoaded(library.errorString(), HashText::tr("install it")));
        return std::nullopt;
    }
    return b2;
}

} // namespace thaw
