// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QIODevice>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace thaw {

/// Asked again and again, every 50 ms, by what waits until a pipe, a terminal or a device takes
/// more, which may be for ever: whether to wait on. `waited` is the time since something was last
/// taken. Called on the writing thread. An empty one waits for ever.
using Patience = std::function<bool(std::chrono::milliseconds waited)>;

/// Writes all of `bytes` to an open descriptor, which may be blocking or not and keeps its flags.
/// Returns the system's error number, ECANCELED if `patience` was over, or 0. Any thread; SIGPIPE
/// is to be ignored.
[[nodiscard]] int writePatiently(int descriptor, QByteArrayView bytes, const Patience &patience);

/// The descriptor of this process that a path names: 1 for /dev/stdout, 3 for /dev/fd/3 and
/// /proc/self/fd/3, also by way of symbolic links. Empty for every other path.
[[nodiscard]] std::optional<int> descriptorOf(const QString &path);

/// Where bytes are written as they come, since there is nothing to be put in its place: a pipe, a
/// device, or a descriptor that this process already has (which is not opened anew, so that what is
/// in a file behind it stays and the two share their place in it). Neither opening nor writing
/// waits any longer than `patience` lasts.
class Stream : public QIODevice
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Stream)
public:
    /// Whether a path names such a thing. A path where nothing is names none.
    [[nodiscard]] static bool isStream(const QString &path);
    /// What opening the stream would stumble over at once, without waiting for a reader: a lack of
    /// rights, or a descriptor that is only for reading.
    [[nodiscard]] static std::optional<QString> whyNotWritable(const QString &path);

    Stream(QString path, Patience patience);
    ~Stream() override;

    /// For writing, without a buffer. Waits for the reader of a named pipe.
    bool open(OpenMode mode) override;
    void close() override;
    [[nodiscard]] bool isSequential() const override { return true; }
    /// The system's number of the last error, ECANCELED when patience was over, or 0: EPIPE when
    /// there is no reader any more.
    [[nodiscard]] int systemError() const { return m_error; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    bool fail(int error);

    const QString m_path;
    const Patience m_patience;
    int m_descriptor = -1;
    int m_error = 0;
};

} // namespace thaw
