// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <thread>
#include <tuple>
#include <vector>

// The standard library has no processes: these are the system's own.
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;

int variable = 100;

struct Answer
{
    int square;
    int variable;
    pid_t pid;
};

[[noreturn]] void square(int number, int answers)
{
    std::this_thread::sleep_for(1s);
    variable += number * number; // this process's own
    const Answer answer{number * number, variable, getpid()};
    _exit(write(answers, &answer, sizeof answer) == sizeof answer ? 0 : 1);
}

int main()
{
    int pipeEnds[2];
    if (pipe(pipeEnds) != 0) {
        return 1;
    }
    const auto [readEnd, writeEnd] = std::tie(pipeEnds[0], pipeEnds[1]);
    for (int number = 1; number <= 4; ++number) {
        if (fork() == 0) {
            square(number, writeEnd); // a copy of this process goes on here
        }
    }
    close(writeEnd);

    std::vector<Answer> received;
    for (Answer answer{}; read(readEnd, &answer, sizeof answer) == sizeof answer;) {
        received.push_back(answer);
    }
    while (wait(nullptr) > 0) {}

    std::ranges::sort(received, {}, &Answer::square);
    std::set<pid_t> pids;
    for (const Answer &answer : received) {
        std::cout << answer.square << ", and the child's variable is " << answer.variable << '\n';
        pids.insert(answer.pid);
    }
    std::cout << "Processes: " << pids.size() << '\n';
    std::cout << "The parent's variable is " << variable << '\n';
}
