// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the history outlives kill -9 at every system call of opening, migrating, writing and
// deleting: `bench_history_killpoints`. See tests/history/killedhistory.h.
#include "killedhistory.h"

#include "history/historydatabase.h"
#include "historysample.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace thaw;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // it takes minutes
    {                                         // so that no child has to load SQLite's driver
        const QTemporaryDir folder;
        HistoryDatabase database(folder.filePath(QStringLiteral("history.db")),
                                 HistoryDatabase::Access::ReadWrite);
        addSample(database);
    }
    KillTally sum;
    for (const KilledHistory &history : killedHistories()) {
        const KillTally tally = killEverywhere(history, Calls::All);
        std::printf("%-30s %5d kill points: %d runs lost, %d histories refused, %d read as empty, "
                    "%d not sound\n",
                    qPrintable(history.name), tally.points, tally.lost, tally.refused, tally.empty,
                    tally.unsound);
        if (!tally.first.isEmpty()) {
            std::printf("    %s\n", qPrintable(tally.first));
        }
        sum.points += tally.points;
        sum.lost += tally.lost;
        sum.refused += tally.refused + tally.empty + tally.unsound;
    }
    std::printf("%d kill points in all: %d runs lost, %d histories not as they ought to be\n",
                sum.points, sum.lost, sum.refused);
    return sum.points > 0 && sum.lost + sum.refused == 0 ? 0 : 1;
}
