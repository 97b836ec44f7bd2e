// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/processmark.h"

#include "jobs/system/filecontents.h"

#include <QFile>
#include <QStringList>
#include <QSysInfo>

#include <unistd.h>

namespace thaw {

namespace {

constexpr qint64 nothing = -1;

// When the process of that number began, in ticks since the machine's start. A zombie has ended.
qint64 beginningOf(qint64 number)
{
    const QByteArray stat = fileContents(QStringLiteral("/proc/%1/stat").arg(number));
    // Behind the name, which is in brackets and can have any character in it: the state first, and
    // the beginning as the 20th.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X") {
        return nothing;
    }
    return fields[19].toLongLong();
}

} // namespace

ProcessMark ProcessMark::own()
{
    const QByteArray id = QSysInfo::machineUniqueId();
    return {QString::fromLatin1(id.isEmpty() ? QSysInfo::machineHostName().toLatin1() : id),
            QString::fromLatin1(
                    fileContents(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed()),
            QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(QLatin1Char('/'), -1),
            getpid(), beginningOf(getpid())};
}

QString ProcessMark::toText() const
{
    return QStringList{machine, boot, space, QString::number(number), QString::number(began)}.join(
            QLatin1Char('/'));
}

ProcessMark ProcessMark::fromText(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('/'));
    if (parts.size() != 5) {
        return {};
    }
    return {parts[0], parts[1], parts[2], parts[3].toLongLong(), parts[4].toLongLong()};
}

bool ProcessMark::hasEnded() const
{
    const ProcessMark mine = own();
    if (machine != mine.machine) {
        return false;
    }
    if (boot != mine.boot) {
        return true;
    }
    return space == mine.space && beginningOf(number) != began;
}

} // namespace thaw
