// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thaw {

/// The line of the source that a call stands in, as a default argument: what std::source_location
/// would be, if clang-tidy 14 knew that beside this standard library.
struct SourceLine
{
    int line = 0;

    [[nodiscard]] static constexpr SourceLine current(int line = __builtin_LINE()) noexcept
    {
        return {line};
    }
};

} // namespace thaw
