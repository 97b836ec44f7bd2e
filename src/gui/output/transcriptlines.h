// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/engine/runchannel.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace thaw {

/// Lines that are appended to, and copied at any time for little: but for the last few, a copy
/// shares them. A copy may be read on another thread while the original grows.
class TranscriptLines
{
public:
    void append(std::span<const TranscriptLine> lines);
    [[nodiscard]] std::size_t size() const { return m_full.size() * chunkSize + m_last.size(); }
    [[nodiscard]] const TranscriptLine &operator[](std::size_t index) const;

private:
    static constexpr std::size_t chunkSize = 4096;
    using Chunk = std::vector<TranscriptLine>;

    std::vector<std::shared_ptr<const Chunk>> m_full;
    Chunk m_last;
};

/// Rows of a transcript as they are at one moment: some of its lines, in their order. Any thread.
struct TranscriptRows
{
    TranscriptLines lines;
    std::vector<std::size_t> rows; ///< their indices in `lines`

    /// A line as text: the three columns with tabs between, and a newline.
    [[nodiscard]] QString plainText(std::size_t row) const;
};

/// The three columns with tabs between.
[[nodiscard]] QString plainText(const TranscriptLine &line);
/// When a line was said, in seconds.
[[nodiscard]] QString secondsText(const TranscriptLine &line);

} // namespace thaw
