// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

const std::array<std::string, 5> lines{"This is line 1", "This is line 2", "This is line 3",
                                       "This is line 4", "This is line 5"};

// Two threads append to it at once: each takes the next place for itself.
struct Page
{
    std::array<std::string, 4 * lines.size()> pieces;
    std::atomic<std::size_t> used = 0;

    void append(const std::string &piece) { pieces[used++] = piece; }
};

void writeLines(Page &page, std::mutex *mutex)
{
    for (const std::string &line : lines) {
        const auto lock = mutex ? std::unique_lock(*mutex) : std::unique_lock<std::mutex>();
        page.append(line);                  // one step
        std::this_thread::sleep_for(100ms); // here the other thread may write
        page.append("\n");                  // another step
    }
}

std::ptrdiff_t garbledLines(std::mutex *mutex)
{
    Page page;
    {
        std::jthread first(writeLines, std::ref(page), mutex);
        std::jthread second(writeLines, std::ref(page), mutex);
    } // both are joined here
    std::stringstream text;
    for (const std::string &piece : page.pieces) {
        text << piece;
    }
    std::ptrdiff_t garbled = 0;
    for (std::string line; std::getline(text, line);) {
        garbled += std::ranges::count(lines, line) == 0 ? 1 : 0;
    }
    return garbled;
}

int main()
{
    std::mutex mutex;
    std::cout << "Garbled lines with the lock: " << garbledLines(&mutex) << '\n';
    std::cout << "Garbled lines without it: " << garbledLines(nullptr) << '\n';
}
