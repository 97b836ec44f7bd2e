// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iostream>
#include <string>
#include <syncstream>
#include <thread>

using namespace std::chrono_literals;

void say(const std::string &line)
{
    std::osyncstream(std::cout) << line << std::endl;
}

void tick()
{
    for (int number = 1; number < 1000; ++number) {
        say("Daemon: line " + std::to_string(number));
        std::this_thread::sleep_for(1s);
    }
    say("Daemon: done"); // it never comes to this
}

void save()
{
    std::this_thread::sleep_for(2500ms);
    say("Saver: done");
}

int main()
{
    std::thread(tick).detach(); // the nearest that C++ has to a daemon: nobody can wait for it
    const std::jthread saver(save);
    std::this_thread::sleep_for(1500ms);
    say("Main part: ends");
} // here the saver is waited for; then the program ends, and the daemon is cut off
