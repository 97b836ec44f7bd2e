// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>
#include <utility>
#include <vector>

namespace thaw {

/// Descriptors by their id, in the order in which they were added.
template <typename Descriptor>
class Catalog
{
public:
    void add(Descriptor descriptor)
    {
        Q_ASSERT_X(!find(descriptor.id), "Catalog::add", "two with one id");
        m_all.push_back(std::move(descriptor));
    }
    [[nodiscard]] const std::vector<Descriptor> &all() const { return m_all; }
    /// Null if there is none of that id.
    [[nodiscard]] const Descriptor *find(const QString &id) const
    {
        const auto found = std::ranges::find(m_all, id, &Descriptor::id);
        return found == m_all.end() ? nullptr : &*found;
    }
    /// The one of that id, which is known to be there: without it the program ends.
    [[nodiscard]] const Descriptor &at(const QString &id) const
    {
        const Descriptor *found = find(id);
        if (!found) {
            qFatal("there is no descriptor with the id '%s'", qUtf8Printable(id));
        }
        return *found;
    }

private:
    std::vector<Descriptor> m_all;
};

} // namespace thaw
