// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace thaw {

/// What is wrong with a file, a folder, or a line of a manifest.
enum class FailureKind : std::uint8_t {
    Unreadable,       ///< a file that can't be read, vanished, or changed while it was read
    UnreadableFolder, ///< so what lies in it isn't known
    Differing,        ///< its digest isn't the manifest's
    Missing,          ///< the manifest names it, and it isn't there
    Malformed,        ///< a line that is none of a manifest's
};

/// One failure, as a person reads it.
struct Failure
{
    FailureKind kind = FailureKind::Unreadable;
    QString what; ///< the file's name, or manifest:line
    QString reason;
};

/// The failures of a run: all are counted, the first thousand kept.
///
/// Not thread-safe: its owner guards it.
class FailureList
{
public:
    static constexpr std::size_t kept = 1000;

    void add(Failure failure);
    /// Counts more of a kind that are not to be told one by one.
    void addUntold(FailureKind kind, std::int64_t count)
    {
        m_counts[static_cast<std::size_t>(kind)] += count;
    }
    [[nodiscard]] std::int64_t count(FailureKind kind) const
    {
        return m_counts[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] std::int64_t count() const;
    /// The first by kind and name, however the threads were scheduled. There must be one.
    [[nodiscard]] const Failure &first() const;
    /// The kept ones as [{"path": ..., "reason": ...}], in that order.
    [[nodiscard]] QJsonArray toJson() const;
    /// Brings the kept ones into their order; first() and toJson() need it.
    void sort();

private:
    std::vector<Failure> m_failures;
    std::int64_t m_counts[5] = {};
};

} // namespace thaw
