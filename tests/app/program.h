// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <functional>

class QProcess;

namespace thaw {

/// What a call of the program gave.
struct Called
{
    int status = -1; ///< -1: it crashed or didn't end in time
    QByteArray output;
    QByteArray errors;

    [[nodiscard]] QJsonObject json() const;
    /// Whether standard error is exactly one line, which begins as all of Thaw's do.
    [[nodiscard]] bool isOneErrorLine() const;
};

/// Without any display or platform plugin, unless `platform` names one.
QProcessEnvironment bareEnvironment(const QString &platform = {});

/// Waits for the end of a process that was started.
Called resultOf(QProcess &process);

/// Calls the program. `prepare` is done in the child just before it becomes the program: for its
/// descriptors.
Called call(const QStringList &arguments,
            const QProcessEnvironment &environment = bareEnvironment(),
            const std::function<void()> &prepare = {});

/// Whether a thread of this name runs in the process: a sign that it has come so far.
bool hasThread(qint64 process, const QByteArray &name);

/// The same through a shell, for redirections. "$THAW" is the program.
Called shell(const QString &script, QProcessEnvironment environment = bareEnvironment());

} // namespace thaw
