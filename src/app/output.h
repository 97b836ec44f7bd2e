// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/stream.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace thaw {

class SignalWatcher;

/// For ever; once a signal has come, for half a second more: who wants the program to end need not
/// make somebody read first. `signals` outlives it.
[[nodiscard]] Patience patienceUntil(const SignalWatcher &signals);

/// Standard output, checked. What can't be written, since the disk is full, say, is told once on
/// standard error, in one line; that nobody reads any more is told nobody. Either is remembered,
/// and what is written after it is dropped.
class StandardOutput
{
    Q_DECLARE_TR_FUNCTIONS(thaw::StandardOutput)
public:
    /// `patience` is how long a reader is waited for that takes nothing.
    explicit StandardOutput(Patience patience = {});

    void write(const QByteArray &bytes);
    /// The text in UTF-8, and a line end.
    void writeLine(const QString &text);
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    const Patience m_patience;
    bool m_failed = false;
};

/// One line on standard error: "thaw: " and the message.
void printError(const QString &message);

/// Notes that something that was written had no reader any more.
void noteLostReader();

/// The process's exit status: `status`, or that of a process that SIGPIPE has ended if something
/// had no reader any more, unless another signal has ended it.
[[nodiscard]] int withLostReader(int status);

/// Gives each of the descriptors 0 to 2 that is closed something that can be neither read nor
/// written, so that no file is opened under its number and gets what was meant for it. Before all
/// else.
void reserveStandardDescriptors();

} // namespace thaw
