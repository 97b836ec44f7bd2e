// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

namespace thaw {

QJsonObject Called::json() const
{
    return QJsonDocument::fromJson(output).object();
}

bool Called::isOneErrorLine() const
{
    return errors.startsWith("thaw: ") && errors.count('\n') == 1 && errors.endsWith('\n');
}

QProcessEnvironment bareEnvironment(const QString &platform)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    if (platform.isEmpty()) {
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("none-such"));
    } else {
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    }
    return environment;
}

Called resultOf(QProcess &process)
{
    Called called;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit) {
        called.status = process.exitCode();
    }
    called.output = process.readAllStandardOutput();
    called.errors = process.readAllStandardError();
    return called;
}

Called call(const QStringList &arguments, const QProcessEnvironment &environment,
            const std::function<void()> &prepare)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier(prepare);
    process.start(QStringLiteral(THAW_PROGRAM), arguments);
    return resultOf(process);
}

bool hasThread(qint64 process, const QByteArray &name)
{
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(process));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile comm(tasks.filePath(task + QStringLiteral("/comm")));
        if (comm.open(QIODevice::ReadOnly) && comm.readAll().trimmed() == name) {
            return true;
        }
    }
    return false;
}

Called shell(const QString &script, QProcessEnvironment environment)
{
    QProcess process;
    environment.insert(QStringLiteral("THAW"), QStringLiteral(THAW_PROGRAM));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/bash"), {QStringLiteral("-c"), script});
    return resultOf(process);
}

} // namespace thaw
