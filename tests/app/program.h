// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <functional>

namespace thaw {

/// What a call of the program gave.
struct Called
{
    int status = -1; ///< -1: it crashed or didn't end in time
    QByteArray output;
    QByteArray errors;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    /// Whether standard error is exactly one line, which begins as all of Thaw's do.
    [[nodiscard]] bool isOneErrorLine() const
    {
        return errors.startsWith("thaw: ") && errors.count('\n') == 1 && errors.endsWith('\n');
    }
};

/// Without any display or platform plugin, unless `platform` names one.
inline QProcessEnvironment bareEnvironment(const QString &platform = {})
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

/// Waits for the end of a process that was started.
inline Called resultOf(QProcess &process)
{
    Called called;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit) {
        called.status = process.exitCode();
    }
    called.output = process.readAllStandardOutput();
    called.errors = process.readAllStandardError();
    return called;
}

/// Calls the program. `prepare` is done in the child just before it becomes the program: for its
/// descriptors.
inline Called call(const QStringList &arguments,
                   const QProcessEnvironment &environment = bareEnvironment(),
                   const std::function<void()> &prepare = {})
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier(prepare);
    process.start(QStringLiteral(THAW_PROGRAM), arguments);
    return resultOf(process);
}

/// Whether a thread of this name runs in the process: a sign that it has come so far.
inline bool hasThread(qint64 process, const QByteArray &name)
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

/// The same through a shell, for redirections. "$THAW" is the program.
inline Called shell(const QString &script, QProcessEnvironment environment = bareEnvironment())
{
    QProcess process;
    environment.insert(QStringLiteral("THAW"), QStringLiteral(THAW_PROGRAM));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/bash"), {QStringLiteral("-c"), script});
    return resultOf(process);
}

} // namespace thaw
