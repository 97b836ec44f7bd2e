// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/coregroup.h"

#include "jobs/system/filecontents.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace thaw {

namespace {

QByteArrayList wordsOf(const QString &path)
{
    return fileContents(path).simplified().split(' ');
}

// The quota and the period that a folder names, in microseconds; "max" and -1 are none.
std::optional<double> coresOf(const QString &folder)
{
    QByteArrayList words = wordsOf(folder + QStringLiteral("/cpu.max"));
    if (words.size() != 2) { // version 1
        words = wordsOf(folder + QStringLiteral("/cpu.cfs_quota_us"))
                + wordsOf(folder + QStringLiteral("/cpu.cfs_period_us"));
    }
    const qint64 quota = words[0].toLongLong();
    const qint64 period = words[1].toLongLong();
    return quota > 0 && period > 0
                   ? std::optional(static_cast<double>(quota) / static_cast<double>(period))
                   : std::nullopt;
}

std::chrono::nanoseconds throttledIn(const QString &folder)
{
    const QByteArrayList words = wordsOf(folder + QStringLiteral("/cpu.stat"));
    for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
        if (words[i] == "throttled_usec") {
            return std::chrono::microseconds(words[i + 1].toLongLong());
        }
        if (words[i] == "throttled_time") { // version 1
            return std::chrono::nanoseconds(words[i + 1].toLongLong());
        }
    }
    return {};
}

// Where the tree is mounted that a line of /proc/self/cgroup ("4:cpu,cpuacct:/path", "0::/path") is
// of; empty if that isn't one of the cores.
QString mountOf(const QByteArray &controllers, const QString &mounted)
{
    if (controllers.isEmpty()) {
        const QString beside =
                mounted + QStringLiteral("/unified"); // where there is version 1, too
        return QDir(beside).exists() ? beside : mounted;
    }
    return controllers.split(',').contains("cpu") ? mounted + QStringLiteral("/cpu") : QString();
}

} // namespace

CoreGroup::CoreGroup(const QByteArray &groups, const QString &mounted)
{
    for (const QByteArray &line : groups.split('\n')) {
        const qsizetype first = line.indexOf(':');
        const qsizetype second = line.indexOf(':', first + 1);
        if (first < 0 || second < 0) {
            continue;
        }
        const QString mount = mountOf(line.mid(first + 1, second - first - 1), mounted);
        QString path = QFile::decodeName(line.mid(second + 1));
        while (!mount.isEmpty()) {
            // In a container the path may be the host's, and only the mount itself is there.
            if (QDir(mount + path).exists() && !path.contains(QLatin1StringView(".."))) {
                m_folders.append(mount + path);
            }
            if (path.size() <= 1) {
                break;
            }
            path.truncate(std::max<qsizetype>(path.lastIndexOf(QLatin1Char('/')), 1));
        }
    }
}

const CoreGroup &CoreGroup::own()
{
    static const CoreGroup group(fileContents(QStringLiteral("/proc/self/cgroup")));
    return group;
}

std::optional<double> CoreGroup::cores() const
{
    std::optional<double> least;
    for (const QString &folder : m_folders) {
        if (const auto cores = coresOf(folder)) {
            least = std::min(least.value_or(*cores), *cores);
        }
    }
    return least;
}

std::chrono::nanoseconds CoreGroup::throttled() const
{
    std::chrono::nanoseconds all{};
    for (const QString &folder : m_folders) {
        all += throttledIn(folder);
    }
    return all;
}

} // namespace thaw
