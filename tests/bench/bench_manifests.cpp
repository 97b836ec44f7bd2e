// SPDX-License-Identifier: GPL-3.0-or-later
// bench_manifests [COUNT [SEED]]: has so many generated manifests verified by the installed
// coreutils and by the job `hash`, and prints each that they take in different ways.
#include "jobs/workloads/coreutilscomparison.h"

#include <QCoreApplication>

#include <cstdio>

using namespace thaw;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int count = arguments.value(1, QStringLiteral("500")).toInt();
    const quint64 seed = arguments.value(2, QStringLiteral("1")).toULongLong();
    CoreutilsComparison comparison(seed);
    int different = 0;
    for (int i = 0; i < count; ++i) {
        if (!comparison.compareNext()) {
            ++different;
            std::printf("%s\n", qPrintable(comparison.difference()));
        }
    }
    std::printf("manifests: %d; taken in different ways: %d\n", count, different);
    std::printf("both said");
    for (auto it = comparison.verdicts().begin(); it != comparison.verdicts().end(); ++it) {
        std::printf(" %s: %d", qPrintable(it.key()), it.value());
    }
    std::printf("\n");
    return different == 0 ? 0 : 1;
}
