// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the timeline costs: 100,000 spans (or as many as the first argument says) of 16
// threads, of irregular lengths and states, painted again and again at 1280x600, fully zoomed out,
// in between, and fully zoomed in. Prints the middle, and the worst, of 200 frames each, and what
// it costs to take the spans in. A second argument names a folder for pictures of what was painted.
#include "gui/look/theme.h"
#include "gui/timeline/timelinesample.h"
#include "gui/timeline/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QScrollBar>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

using namespace thaw;

namespace {

constexpr int threads = 16;
constexpr int frames = 200;

TimelineSample irregular(int spans)
{
    TimelineSample sample;
    for (int thread = 0; thread < threads; ++thread) {
        sample.addLane("Worker");
    }
    std::minstd_rand random;
    std::vector<std::chrono::nanoseconds> ends(threads);
    for (int i = 0; i < spans; ++i) {
        auto &end = ends[static_cast<std::size_t>(i % threads)];
        const auto start = end;
        end += std::chrono::nanoseconds(200 + random() % (i % 50 == 0 ? 200'000 : 5'000));
        sample.add(1 + i % threads, LaneState(static_cast<int>(random() % 4)), start, end,
                   "the lock", "Worker");
    }
    return sample;
}

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void measure(const char *name, TimelineView &view, const QString &folder)
{
    QImage image(view.viewport()->size(), QImage::Format_RGB32);
    std::vector<double> times;
    for (int frame = 0; frame < frames; ++frame) {
        QElapsedTimer timer;
        timer.start();
        view.viewport()->render(&image);
        times.push_back(milliseconds(timer));
    }
    std::ranges::sort(times);
    std::printf("%-24s %10.3f %10.3f   %.0f ns a pixel\n", name, times[frames / 2], times.back(),
                view.zoom().scale().perPixel);
    if (!folder.isEmpty()) {
        image.save(QStringLiteral("%1/%2.png").arg(folder, QLatin1StringView(name)));
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    applyTheme(*qApp, Theme::Light);
    const int spans = argc > 1 ? std::max(2, std::atoi(argv[1])) : 100'000;
    const QString folder = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    const TimelineSample sample = irregular(spans);

    TimelineLanes lanes;
    QElapsedTimer timer;
    timer.start();
    lanes.show(sample.timeline);
    std::printf("%d spans of %d threads, taken in within %.3f ms\n", spans, threads,
                milliseconds(timer));

    TimelineView view(lanes);
    view.resize(1280, 600);
    view.show();
    view.reset();
    view.showTime(lanes.end(), false);
    std::printf("%-24s %10s %10s\n", "zoom", "ms a frame", "worst");
    measure("out", view, folder);
    for (int step = 0; step < 12; ++step) {
        view.zoomIn();
    }
    measure("between", view, folder);
    for (int step = 0; step < 60; ++step) {
        view.zoomIn();
    }
    measure("in", view, folder);
    return 0;
}
