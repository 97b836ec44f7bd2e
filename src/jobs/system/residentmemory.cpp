// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/residentmemory.h"

#include <QByteArray>
#include <QFile>

#include <cstdlib> // says which C library it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace thaw {

namespace {

// A line of /proc/self/status: "VmHWM:     2032 kB"; -1 if there is none of that name.
std::int64_t bytesIn(const QByteArray &status, const QByteArray &name)
{
    const qsizetype line = status.indexOf(QByteArray('\n' + name + ':'));
    if (line < 0) {
        return -1;
    }
    const qsizetype value = line + 1 + name.size() + 1;
    const QByteArray text = status.mid(value, status.indexOf('\n', value) - value).simplified();
    bool isNumber = false;
    const qlonglong kilobytes = text.left(text.indexOf(' ')).toLongLong(&isNumber);
    return isNumber ? std::int64_t{kilobytes} * 1024 : -1;
}

} // namespace

std::optional<ResidentMemory> residentMemory()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return std::nullopt;
    }
    const QByteArray status = file.readAll();
    const ResidentMemory memory{bytesIn(status, "VmRSS"), bytesIn(status, "VmHWM")};
    return memory.now < 0 || memory.peak < 0 ? std::nullopt : std::optional(memory);
}

bool restartResidentPeak()
{
    // proc(5): 5 resets the peak resident set size.
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("5") == 1;
}

void returnFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace thaw
