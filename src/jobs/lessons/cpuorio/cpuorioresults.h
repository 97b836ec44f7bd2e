// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

#include <array>
#include <chrono>
#include <vector>

namespace thaw {

struct ResultTable;

/// What one measurement of `cpu-or-io` gave: a row of its table.
struct CpuOrIoRow
{
    enum class Kind { Waiting, Computing, Processes };
    static constexpr std::array kinds{Kind::Waiting, Kind::Computing, Kind::Processes};

    Kind kind = Kind::Waiting;
    int threads = 0;
    std::chrono::nanoseconds wall{};
    std::chrono::nanoseconds cpu{};
    int atOnce = 0; // of processes it isn't known
    qint64 steps = 0;
    double speedUp = 1; // against one thread
};

/// All of them, in the order in which they were measured.
class CpuOrIoRows
{
public:
    using Kind = CpuOrIoRow::Kind;

    /// Adds one, with its speed-up; that with one thread is the first of its kind.
    const CpuOrIoRow &add(CpuOrIoRow row);
    [[nodiscard]] const CpuOrIoRow &row(Kind kind, int threads) const;
    [[nodiscard]] double speedUp(Kind kind, int threads) const
    {
        return row(kind, threads).speedUp;
    }

    /// Whether all was done, and as many were at it at once as may be. Not by the speed-up: cores
    /// may be few, and busy with something else.
    [[nodiscard]] bool areRight(qint64 steps, bool globalLock) const;
    /// And by the speed-up, as far as it could be had.
    [[nodiscard]] bool areShown(bool globalLock) const;
    /// One sentence with the figures.
    [[nodiscard]] QString inWords(bool globalLock) const;

    /// The fact `table`, and how it is shown.
    [[nodiscard]] QJsonArray table() const;
    [[nodiscard]] static ResultTable shown();
    /// The same as lines of the transcript.
    [[nodiscard]] static QString heading();
    [[nodiscard]] static QString line(const CpuOrIoRow &row);
    [[nodiscard]] static QString kindName(Kind kind);

private:
    std::vector<CpuOrIoRow> m_rows;
};

} // namespace thaw
