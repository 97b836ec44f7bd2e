// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace thaw {

/// Tells whether a connection was reset or came to its end, which QTcpSocket reports alike: where
/// the end of a connection is the end of a file, it makes the difference.
class ResetWatch
{
public:
    ResetWatch() = default;
    ~ResetWatch() { stop(); }
    ResetWatch(const ResetWatch &) = delete;
    ResetWatch &operator=(const ResetWatch &) = delete;

    /// Watches the connection of this descriptor, which is open still.
    void start(int descriptor)
    {
        stop();
        m_own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    }
    /// The connection is kept open by the watch; so it is stopped when that is over.
    void stop()
    {
        if (m_own >= 0) {
            ::shutdown(m_own, SHUT_RDWR);
            ::close(m_own);
            m_own = -1;
        }
    }
    /// False if it watches nothing.
    [[nodiscard]] bool wasReset() const
    {
        tcp_info info{};
        socklen_t size = sizeof info;
        // After the other side's end the state is CLOSE_WAIT.
        return m_own >= 0 && getsockopt(m_own, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
               && info.tcpi_state == TCP_CLOSE;
    }

private:
    int m_own = -1;
};

} // namespace thaw
