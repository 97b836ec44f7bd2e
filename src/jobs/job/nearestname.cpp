// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job/nearestname.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace thaw {

namespace {

struct NearestName
{
    Q_DECLARE_TR_FUNCTIONS(thaw::NearestName)
};

constexpr qsizetype mostMistakes = 3;
constexpr qsizetype leastBeginning = 3; // letters that a name is known by

qsizetype mistakesAllowedIn(const QString &given)
{
    return std::clamp<qsizetype>((given.size() + 1) / 3, 1, mostMistakes);
}

// The optimal string alignment distance, row by row:
// https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
qsizetype mistakesBetween(const QString &given, const QString &name)
{
    using Row = std::vector<qsizetype>;
    const auto width = static_cast<std::size_t>(name.size());
    Row beforeLast(width + 1);
    Row last(width + 1);
    Row current(width + 1);
    for (std::size_t column = 0; column <= width; ++column) {
        last[column] = static_cast<qsizetype>(column);
    }
    for (qsizetype row = 1; row <= given.size(); ++row) {
        current[0] = row;
        for (std::size_t column = 1; column <= width; ++column) {
            const auto at = static_cast<qsizetype>(column);
            const bool isSame = given[row - 1] == name[at - 1];
            current[column] = std::min({last[column] + 1, current[column - 1] + 1,
                                        last[column - 1] + (isSame ? 0 : 1)});
            if (row > 1 && column > 1 && given[row - 1] == name[at - 2]
                && given[row - 2] == name[at - 1]) {
                current[column] = std::min(current[column], beforeLast[column - 2] + 1);
            }
        }
        beforeLast.swap(last);
        last.swap(current);
    }
    return last[width];
}

QString onlyOneThatBeginsWith(const QString &beginning, const QStringList &names)
{
    QString found;
    for (const QString &name : names) {
        if (name.startsWith(beginning, Qt::CaseInsensitive)) {
            if (!found.isEmpty()) {
                return {};
            }
            found = name;
        }
    }
    return found;
}

} // namespace

QString nearestName(const QString &given, const QStringList &names)
{
    const QString small = given.toLower();
    const qsizetype allowed = mistakesAllowedIn(small);
    QString nearest;
    qsizetype fewest = allowed + 1;
    for (const QString &name : names) {
        // All letters wrong is no likeness, and what is far longer isn't worth the reckoning.
        if (std::abs(name.size() - small.size()) > allowed) {
            continue;
        }
        const qsizetype mistakes = mistakesBetween(small, name.toLower());
        if (mistakes < fewest && mistakes < small.size()) {
            fewest = mistakes;
            nearest = name;
        }
    }
    return nearest.isEmpty() && small.size() >= leastBeginning ? onlyOneThatBeginsWith(small, names)
                                                               : nearest;
}

QString quotedGiven(const QString &given, const QString &meant)
{
    return meant.isEmpty() ? NearestName::tr("'%1'").arg(given)
                           : NearestName::tr("'%1' (did you mean '%2'?)").arg(given, meant);
}

} // namespace thaw
