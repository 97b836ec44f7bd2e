// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace thaw {

/// How the threads that a run starts share the cores with the window and with other programs. The
/// thread that the job is called on keeps its priority in every placement, so that compared runs
/// are alike.
enum class JobPriority : std::uint8_t {
    Gentle, ///< Normal; where there are more of them than cores, all of them a little lower
    Normal  ///< Normal, however many there are
};
inline constexpr std::array jobPriorities{JobPriority::Gentle, JobPriority::Normal};

/// "gentle" or "normal", as on the command line, in JSON and in the settings.
[[nodiscard]] QString jobPriorityWord(JobPriority priority);
[[nodiscard]] std::optional<JobPriority> jobPriorityOf(const QString &word);

/// Whether the run may lower a thread: never the GUI thread or one that is only borrowed, since an
/// ordinary user can't take it back.
enum class ThreadPriority : std::uint8_t { Kept, Shared };

/// Keeps the threads of one run at the priority that they ought to have. Any thread.
class ThreadPriorities
{
public:
    /// By so much a nice value is raised where threads are too many: as little as the delay needs.
    /// Of 256 threads on two quiet cores the delay's p99 is 45 to 50 ms with 0, up to 64 with 2, 20
    /// with 4 and 8 with 5, and with 7 no less; beside two busy programs they take 1.2 times as
    /// long as with 0.
    static constexpr int step = 5;

    /// Before the first thread begins.
    void choose(JobPriority priority);
    [[nodiscard]] JobPriority chosen() const;

    /// The calling thread works for the run from now until it calls leave().
    void enter(ThreadPriority priority);
    void leave();

    /// What a child process that is one of `count` ought to have, which sets it itself.
    [[nodiscard]] int niceOfChild(int count) const;

private:
    [[nodiscard]] bool areTooMany(int count) const;

    mutable std::mutex m_mutex; // protects all below
    JobPriority m_priority = JobPriority::Gentle;
    int m_count = 0;
    std::vector<int> m_normal; // the system's numbers of those that could still be lowered
};

/// The calling thread's nice value; 0 where the system has none.
[[nodiscard]] int currentThreadNice();

} // namespace thaw
