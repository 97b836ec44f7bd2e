// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/whynotloaded.h"

#include "jobs/system/systemlimits.h"

#include <QCoreApplication>

#include <cstddef>

namespace thaw {

namespace {

// Of what a library brings with it, one is open at a time; a few are for other threads.
constexpr int descriptorsWanted = 4;
// Of address space: what the largest takes with all that it brings with it, and as much again.
constexpr std::size_t spaceWanted = std::size_t{64} << 20;

struct WhyNotLoaded
{
    Q_DECLARE_TR_FUNCTIONS(thaw::WhyNotLoaded)
};

} // namespace

QString whyNotLoaded(const QString &error, const QString &remedy)
{
    if (freeDescriptors(descriptorsWanted) < descriptorsWanted) {
        return WhyNotLoaded::tr("Thaw may open too few files; raise the limit (ulimit -n)");
    }
    if (!hasAddressSpace(spaceWanted)) {
        return WhyNotLoaded::tr(
                "there is too little memory left; close other programs, or raise the limit "
                "(ulimit -v)");
    }
    return WhyNotLoaded::tr("%1; %2").arg(error, remedy);
}

} // namespace thaw
