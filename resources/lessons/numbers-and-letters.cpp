// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <iostream>
#include <syncstream>
#include <thread>

using namespace std::chrono_literals;

void sayNumbers()
{
    for (int number = 1; number <= 5; ++number) {
        std::osyncstream(std::cout) << "Number: " << number << std::endl;
        std::this_thread::sleep_for(1s);
    }
}

void sayLetters()
{
    for (const char letter : {'A', 'B', 'C', 'D', 'E'}) {
        std::osyncstream(std::cout) << "Letter: " << letter << std::endl;
        std::this_thread::sleep_for(1s);
    }
}

int main()
{
    const auto start = std::chrono::steady_clock::now();
    std::jthread first(sayNumbers);
    std::jthread second(sayLetters);
    first.join();
    second.join();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout.precision(0);
    std::cout << "Both took " << std::fixed << took.count() << " s\n";
}
