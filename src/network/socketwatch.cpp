// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/socketwatch.h"

#include <algorithm>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace thaw {

void SocketWatch::add(int descriptor)
{
    if (const auto inode = inodeOf(descriptor)) {
        m_sockets.push_back({descriptor, *inode});
    }
}

std::optional<ino_t> SocketWatch::inodeOf(int descriptor)
{
    struct stat state = {};
    return fstat(descriptor, &state) == 0 ? std::optional(state.st_ino) : std::nullopt;
}

std::vector<int> SocketWatch::open() const
{
    std::vector<int> descriptors;
    for (const Watched &each : m_sockets) {
        if (inodeOf(each.descriptor) == each.inode) {
            descriptors.push_back(each.descriptor);
        }
    }
    return descriptors;
}

std::optional<std::chrono::milliseconds> SocketWatch::silence() const
{
    std::optional<std::chrono::milliseconds> least;
    for (const int descriptor : open()) {
        tcp_info info{};
        socklen_t size = sizeof info;
        if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
            && info.tcpi_state != TCP_SYN_SENT) {
            const std::chrono::milliseconds silence(info.tcpi_last_data_recv);
            least = std::min(least.value_or(silence), silence);
        }
    }
    return least;
}

} // namespace thaw
