// SPDX-License-Identifier: GPL-3.0-or-later
// A program of somebody else's: it freezes once, and is told so.
#include "probe/probe.h"
#include "probe/responsivenesslog.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <thread>

int main(int argc, char *argv[])
{
    using namespace std::chrono_literals;
    QCoreApplication app(argc, argv);
    thaw::Probe probe;
    QObject::connect(&probe, &thaw::Probe::stallEnded, &app, [](const thaw::Stall &stall) {
        QCoreApplication::exit(stall.duration > 100ms ? 0 : 1);
    });
    probe.start();
    QTimer::singleShot(100ms, &app, [] { std::this_thread::sleep_for(300ms); });
    QTimer::singleShot(20s, &app, [] { QCoreApplication::exit(2); });
    const int result = app.exec();
    return probe.log()->snapshot()->stalls.empty() ? 3 : result;
}
