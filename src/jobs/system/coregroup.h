// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace thaw {

/// The control groups that this process is in, as far as they limit its cores (a container's
/// --cpus, a unit's CPUQuota=): see cgroups(7), and the kernel's
/// Documentation/admin-guide/cgroup-v2 and scheduler/sched-bwc. Of both versions. Any thread.
class CoreGroup
{
public:
    /// From the contents of /proc/self/cgroup, with the groups' folders below `mounted`.
    explicit CoreGroup(const QByteArray &groups,
                       const QString &mounted = QStringLiteral("/sys/fs/cgroup"));
    /// This process's, as it was when this was first called.
    static const CoreGroup &own();

    /// How many cores' time it may have, the least of its groups': 0.5, say. Empty without a limit.
    [[nodiscard]] std::optional<double> cores() const;
    /// How long all that is in those groups was stopped for having had it, on all cores together,
    /// since the groups were made.
    [[nodiscard]] std::chrono::nanoseconds throttled() const;

private:
    QStringList m_folders; // of the group and of those it is in, that there are
};

} // namespace thaw
