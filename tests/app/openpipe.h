// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <functional>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace thaw {

/// A pipe of the test's own for a descriptor of the program.
class OpenPipe
{
public:
    OpenPipe()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            qFatal("no pipe");
        }
        m_reader = ends[0];
        m_writer = ends[1];
    }
    ~OpenPipe()
    {
        closeReader();
        closeWriter();
    }
    OpenPipe(const OpenPipe &) = delete;
    OpenPipe &operator=(const OpenPipe &) = delete;

    void closeReader() { closeEnd(m_reader); }
    /// So that the reader comes to an end when the program does.
    void closeWriter() { closeEnd(m_writer); }

    /// Puts so much into it that nothing more has room.
    void fill() const
    {
        setBlocking(false);
        const QByteArray piece(4096, 'x');
        while (::write(m_writer, piece.constData(), 4096) > 0) {}
        setBlocking(true);
    }
    void setBlocking(bool blocks) const { ::fcntl(m_writer, F_SETFL, blocks ? 0 : O_NONBLOCK); }
    /// All up to its end.
    [[nodiscard]] QByteArray readAll() const
    {
        QByteArray bytes;
        QByteArray piece(4096, '\0');
        for (ssize_t size = 0; (size = ::read(m_reader, piece.data(), 4096)) > 0;) {
            bytes += piece.first(size);
        }
        return bytes;
    }

    /// For call(): makes it the descriptor of the program.
    [[nodiscard]] std::function<void()> as(int descriptor) const
    {
        return [writer = m_writer, descriptor] { ::dup2(writer, descriptor); };
    }

private:
    static void closeEnd(int &end)
    {
        if (end >= 0) {
            ::close(std::exchange(end, -1));
        }
    }

    int m_reader = -1;
    int m_writer = -1;
};

} // namespace thaw
