// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/whynotloaded.h"

#include <QCoreApplication>

#include <array>
#include <cstddef>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace thaw {

namespace {

// Of what a library brings with it, one is open at a time; a few are for other threads.
constexpr int descriptorsWanted = 4;
// Of address space: what the largest takes with all that it brings with it, and as much again.
constexpr std::size_t spaceWanted = std::size_t{64} << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::WhyNotLoaded", text);
}

bool areDescriptorsShort()
{
    std::array<int, descriptorsWanted> opened{};
    bool areShort = false;
    for (int &one : opened) {
        one = open("/dev/null", O_RDONLY | O_CLOEXEC);
        areShort = areShort || one < 0;
    }
    for (const int one : opened) {
        if (one >= 0) {
            close(one);
        }
    }
    return areShort;
}

bool isMemoryShort()
{
    void *space = mmap(nullptr, spaceWanted, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (space == MAP_FAILED) {
        return true;
    }
    munmap(space, spaceWanted);
    return false;
}

} // namespace

QString whyNotLoaded(const QString &error, const QString &remedy)
{
    if (areDescriptorsShort()) {
        return tr("Thaw may open too few files; raise the limit (ulimit -n)");
    }
    if (isMemoryShort()) {
        return tr("there is too little memory left; close other programs, or raise the limit "
                  "(ulimit -v)");
    }
    return tr("%1; %2").arg(error, remedy);
}

} // namespace thaw
