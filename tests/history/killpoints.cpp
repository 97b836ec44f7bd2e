// SPDX-License-Identifier: GPL-3.0-or-later
#include "killpoints.h"

#include <array>
#include <csignal>
#include <set>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace thaw {

namespace {

bool changesFiles(std::uint64_t call)
{
    static const std::set<std::uint64_t> changing{
            SYS_openat,    SYS_write,  SYS_pwrite64, SYS_ftruncate, SYS_fallocate,
            SYS_fdatasync, SYS_fsync,  SYS_unlinkat, SYS_mkdirat,   SYS_renameat2,
#ifdef SYS_unlink // not on every machine
            SYS_open,      SYS_unlink, SYS_mkdir,    SYS_rename,
#endif
    };
    return changing.contains(call);
}

[[noreturn]] void beChild(const std::function<void(int)> &deed, int said)
{
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP); // until the parent follows
    deed(said);
    _exit(0);
}

// Whether the child stands before a system call that counts.
bool isBeforeCall(pid_t child, Calls calls)
{
    __ptrace_syscall_info info = {};
    ptrace(static_cast<__ptrace_request>(PTRACE_GET_SYSCALL_INFO), child, sizeof info, &info);
    return info.op == PTRACE_SYSCALL_INFO_ENTRY
           && (calls == Calls::All || changesFiles(info.entry.nr));
}

void follow(pid_t child, Calls calls, int point, Killed &killed)
{
    int status = 0;
    waitpid(child, &status, 0);
    ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD);
    int signal = 0;
    for (;;) {
        ptrace(PTRACE_SYSCALL, child, nullptr, signal);
        waitpid(child, &status, 0);
        if (!WIFSTOPPED(status)) {
            killed.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            return;
        }
        const bool isCall = WSTOPSIG(status) == (SIGTRAP | 0x80);
        signal = isCall ? 0 : WSTOPSIG(status);
        if (isCall && isBeforeCall(child, calls) && ++killed.calls == point) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            killed.wasKilled = WIFSIGNALED(status);
            return;
        }
    }
}

QByteArray readAll(int descriptor)
{
    QByteArray bytes;
    std::array<char, 4096> portion{};
    for (ssize_t count = 0; (count = read(descriptor, portion.data(), portion.size())) > 0;) {
        bytes.append(portion.data(), count);
    }
    return bytes;
}

} // namespace

Killed doAndKill(const std::function<void(int)> &deed, Calls calls, int point)
{
    Killed killed;
    std::array<int, 2> pipe{}; // what it says is little enough to stay in there
    if (pipe2(pipe.data(), O_CLOEXEC) != 0) {
        return killed;
    }
    const pid_t child = fork();
    if (child == 0) {
        beChild(deed, pipe[1]);
    }
    close(pipe[1]);
    if (child > 0) {
        follow(child, calls, point, killed);
        killed.said = readAll(pipe[0]);
    }
    close(pipe[0]);
    return killed;
}

} // namespace thaw
