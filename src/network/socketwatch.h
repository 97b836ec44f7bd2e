// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include <sys/types.h>

namespace thaw {

/// Tells what the system knows of connections: of a line of a head, or a greeting of TLS, libcurl
/// says nothing before all of it has come.
/// One thread's.
class SocketWatch
{
public:
    /// An open socket. It may be closed by whom it belongs to, and another have its number then.
    void add(int descriptor);

    /// How long ago something came, or a connection was made; empty if that never was.
    [[nodiscard]] std::optional<std::chrono::milliseconds> silence() const;

private:
    struct Watched
    {
        int descriptor;
        ino_t inode;
    };
    [[nodiscard]] static std::optional<ino_t> inodeOf(int descriptor);
    [[nodiscard]] std::vector<int> open() const;

    std::vector<Watched> m_sockets;
};

} // namespace thaw
