// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <string>

namespace thaw {

/// For the check() of an option that takes a whole number: returns what is wrong with a text, or
/// nothing. (CLI::Range says it in other words with each version.)
[[nodiscard]] inline std::function<std::string(const std::string &)> numberBetween(int least,
                                                                                   int most)
{
    return [least, most](const std::string &text) {
        bool isNumber = false;
        const int number = QString::fromStdString(text).toInt(&isNumber);
        return isNumber && number >= least && number <= most
                       ? std::string()
                       : "Value " + text + " not in range " + std::to_string(least) + " to "
                                 + std::to_string(most);
    };
}

} // namespace thaw
