// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/output/transcriptlines.h"

#include <QLocale>

#include <chrono>
#include <utility>

namespace thaw {

void TranscriptLines::append(std::span<const TranscriptLine> lines)
{
    for (const TranscriptLine &line : lines) {
        m_last.push_back(line);
        if (m_last.size() == chunkSize) {
            m_full.push_back(std::make_shared<const Chunk>(std::exchange(m_last, {})));
        }
    }
}

const TranscriptLine &TranscriptLines::operator[](std::size_t index) const
{
    const std::size_t chunk = index / chunkSize;
    return (chunk < m_full.size() ? *m_full[chunk] : m_last).at(index % chunkSize);
}

QString TranscriptRows::plainText(std::size_t row) const
{
    return thaw::plainText(lines[rows.at(row)]) + QLatin1Char('\n');
}

QString plainText(const TranscriptLine &line)
{
    return secondsText(line) + QLatin1Char('\t') + line.thread + QLatin1Char('\t') + line.text;
}

QString secondsText(const TranscriptLine &line)
{
    return QLocale().toString(std::chrono::duration<double>(line.at).count(), 'f', 3);
}

} // namespace thaw
