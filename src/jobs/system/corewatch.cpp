// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/corewatch.h"

#include "jobs/system/coregroup.h"
#include "jobs/system/filecontents.h"

#include <QByteArrayList>

#include <algorithm>
#include <ctime>

#include <sys/resource.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sched.h>
#endif

namespace thaw {

namespace {

using std::chrono::nanoseconds;

std::optional<CoreTimes> timesFrom(const QString &path)
{
    const QByteArrayList words = fileContents(path).simplified().split(' ');
    if (words.size() < 2) {
        return std::nullopt;
    }
    return CoreTimes{nanoseconds(words[0].toLongLong()), nanoseconds(words[1].toLongLong())};
}

std::vector<int> coresOfProcess()
{
    std::vector<int> cores;
#ifdef Q_OS_LINUX
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (std::size_t core = 0; core < CPU_SETSIZE; ++core) {
            if (CPU_ISSET(core, &set)) {
                cores.push_back(static_cast<int>(core));
            }
        }
    }
#endif
    return cores;
}

CoreWatch::Ticks ticksNow()
{
    return CoreWatch::ticksFrom(fileContents(QStringLiteral("/proc/stat")), coresOfProcess());
}

nanoseconds fromTicks(qint64 ticks)
{
    const qint64 perSecond = std::max<qint64>(sysconf(_SC_CLK_TCK), 1);
    return nanoseconds(std::chrono::seconds(1)) / perSecond * ticks;
}

nanoseconds timeOf(const timeval &value)
{
    return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
}

nanoseconds ownTime()
{
    timespec own{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    return std::chrono::seconds(own.tv_sec) + nanoseconds(own.tv_nsec) + timeOf(children.ru_utime)
           + timeOf(children.ru_stime);
}

} // namespace

std::optional<nanoseconds> currentThreadWithoutCore()
{
    const auto times = timesFrom(QStringLiteral("/proc/thread-self/schedstat"));
    return times ? std::optional(times->withoutCore) : std::nullopt;
}

std::optional<CoreTimes> timesOfProcess(qint64 process)
{
    return timesFrom(QStringLiteral("/proc/%1/schedstat").arg(process));
}

CoreWatch::CoreWatch()
    : m_ticks(ticksNow())
    , m_own(ownTime())
    , m_throttled(CoreGroup::own().throttled())
{}

CoreUse CoreWatch::use() const
{
    const Ticks now = ticksNow();
    const nanoseconds busy = fromTicks(now.busy - m_ticks.busy);
    return {.others = std::max(busy - (ownTime() - m_own), nanoseconds()),
            .stolen = std::max(fromTicks(now.stolen - m_ticks.stolen), nanoseconds()),
            .throttled = std::max(CoreGroup::own().throttled() - m_throttled, nanoseconds())};
}

CoreWatch::Ticks CoreWatch::ticksFrom(const QByteArray &stat, const std::vector<int> &cores)
{
    // cpuN user nice system idle iowait irq softirq steal; a guest's time is in user and nice, too.
    enum Field { Name, User, Nice, System, Idle, IoWait, Irq, SoftIrq, Steal, FieldCount };
    Ticks ticks;
    for (const QByteArray &line : stat.split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        bool isNumber = false;
        const int core = fields[Name].startsWith("cpu") ? fields[Name].mid(3).toInt(&isNumber) : -1;
        if (!isNumber || fields.size() < FieldCount
            || std::ranges::find(cores, core) == cores.end()) {
            continue;
        }
        for (const Field field : {User, Nice, System, Irq, SoftIrq}) {
            ticks.busy += fields[field].toLongLong();
        }
        ticks.stolen += fields[Steal].toLongLong();
    }
    return ticks;
}

} // namespace thaw
