// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/failurelist.h"

#include <QJsonObject>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace thaw {

void FailureList::add(Failure failure)
{
    ++m_counts[static_cast<std::size_t>(failure.kind)];
    if (m_failures.size() < kept) {
        m_failures.push_back(std::move(failure));
    }
}

std::int64_t FailureList::count() const
{
    return std::accumulate(std::begin(m_counts), std::end(m_counts), std::int64_t{0});
}

const Failure &FailureList::first() const
{
    Q_ASSERT(!m_failures.empty());
    return m_failures.front();
}

void FailureList::sort()
{
    std::ranges::stable_sort(m_failures, [](const Failure &a, const Failure &b) {
        // Lines of a manifest stay in the order in which they were read: 9 comes before 10.
        if (a.kind != b.kind || a.kind == FailureKind::Malformed) {
            return a.kind < b.kind;
        }
        return a.what < b.what;
    });
}

QJsonArray FailureList::toJson() const
{
    QJsonArray array;
    for (const Failure &failure : m_failures) {
        array.append(QJsonObject{{QStringLiteral("path"), failure.what},
                                 {QStringLiteral("reason"), failure.reason}});
    }
    return array;
}

} // namespace thaw
