// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

thread_local std::string name = "MainThread"; // the standard library knows no names

void tell(int first, int second, int x)
{
    name = "Worker";
    std::cout << "Called with (" << first << ", " << second << ") {'x': " << x << "}\n";
    std::cout << name << " starts Helper\n";
    std::jthread helper([] { std::cout << "Helping\n"; }); // any thread may start another
    helper.join();
    std::this_thread::sleep_for(1s);
}

const char *answer(bool alive)
{
    return alive ? "True\n" : "False\n";
}

int main()
{
    std::jthread thread; // an object without a thread: in C++, to be made is to be started
    const bool aliveBefore = thread.joinable();
    std::cout << name << " starts Worker\n";
    thread = std::jthread(tell, 1, 2, 3);
    const bool aliveAfterStart = thread.joinable(); // to be exact: not joined yet
    thread.join();
    std::cout << "Alive before the start: " << answer(aliveBefore);
    std::cout << "Alive after the start: " << answer(aliveAfterStart);
    std::cout << "Alive after the end: " << answer(thread.joinable());
    std::cout << "A second start is refused: there is no function that would start it\n";
}
