// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <string_view>

namespace thaw {

/// The line of the source that a call stands in, as a default argument: what std::source_location
/// would be, if clang-tidy 14 knew that beside this standard library.
///
/// Of a lesson only the file of the idea is shown, `anexample/anexample.cpp`, and a line is known
/// by its number alone: so the lines of its other files, and of headers, are 0, which is no line.
struct SourceLine
{
    int line = 0;

    // Inlined, these are a constant in each place.

    [[nodiscard, gnu::always_inline]] static SourceLine current(
            int line = __builtin_LINE(), const char *file = __builtin_FILE()) noexcept
    {
        return {mayBeShown(file) ? line : 0};
    }
    [[nodiscard, gnu::always_inline]] static bool mayBeShown(const char *file) noexcept
    {
        constexpr std::string_view lessons = "src/jobs/lessons/";
        const char *const at = std::strstr(file, lessons.data());
        if (!at) {
            return !std::string_view(file).ends_with(".h");
        }
        const char *const folder = at + lessons.size();
        const char *const slash = std::strchr(folder, '/');
        if (!slash) {
            return false;
        }
        const std::string_view name(folder, slash);
        const std::string_view inFolder(slash + 1);
        return inFolder.starts_with(name) && inFolder.substr(name.size()) == ".cpp";
    }
};

} // namespace thaw
