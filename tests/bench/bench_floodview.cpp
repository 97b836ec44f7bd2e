// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the flood's 1,000 cells costs (or of as many as the argument says): all of them
// have changed, and the window paints what that takes. Against the same numbers in as many QLabels
// in a grid, of the same size. In turns; prints the middle, and the worst, of 200 frames each.
#include "gui/flood/floodsample.h"
#include "gui/flood/floodview.h"
#include "gui/look/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace thaw;

namespace {

constexpr int frames = 200;
constexpr QSize size{980, 330};

// Counts what a window paints.
class PaintCounter : public QObject
{
public:
    int paints = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

class Labels : public QWidget
{
public:
    Labels(int count, int columns, const QFont &font)
    {
        auto *grid = new QGridLayout(this);
        grid->setSpacing(1);
        grid->setContentsMargins(0, 0, 0, 0);
        for (int index = 0; index < count; ++index) {
            auto *label = new QLabel;
            label->setFont(font);
            label->setAlignment(Qt::AlignCenter);
            label->setTextFormat(Qt::PlainText);
            label->setMinimumSize(1, 1);
            grid->addWidget(label, index / columns, index % columns);
            m_labels.push_back(label);
        }
    }
    void show(const std::vector<FloodCell> &cells)
    {
        for (std::size_t index = 0; index < m_labels.size(); ++index) {
            m_labels[index]->setText(QString::number(cells[index].value));
        }
    }
    using QWidget::show;

private:
    std::vector<QLabel *> m_labels;
};

// From the change to the painted window, in milliseconds.
template <typename Change>
double frame(PaintCounter &counter, Change change)
{
    const int before = counter.paints;
    QElapsedTimer timer;
    timer.start();
    change();
    do {
        QCoreApplication::sendPostedEvents();
    } while (counter.paints == before && timer.elapsed() < 1000);
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void print(const char *name, std::vector<double> &times)
{
    std::ranges::sort(times);
    std::printf("%-18s %8.3f ms a frame, worst %8.3f ms\n", name, times[times.size() / 2],
                times.back());
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    applyTheme(*qApp, Theme::Light);
    const int producers = argc > 1 ? std::atoi(argv[1]) : 1000;
    FloodSample sample(producers);
    FloodView view;
    view.resize(size);
    view.show();
    view.showFeed(sample.feed);
    Labels labels(producers, view.grid().columns, view.font());
    labels.resize(size);
    labels.show();
    PaintCounter viewPaints;
    view.viewport()->installEventFilter(&viewPaints);
    PaintCounter labelPaints;
    labels.installEventFilter(&labelPaints);
    std::vector<double> viewTimes;
    std::vector<double> labelTimes;
    for (int turn = 0; turn < frames; ++turn) {
        sample.send(1);
        viewTimes.push_back(frame(viewPaints, [&] { Q_EMIT sample.feed->drained(); }));
        labelTimes.push_back(frame(labelPaints, [&] { labels.show(sample.feed->cells()); }));
    }
    print("one view", viewTimes);
    print("labels in a grid", labelTimes);
    std::printf("labels to view: %.1f\n",
                labelTimes[labelTimes.size() / 2] / viewTimes[viewTimes.size() / 2]);
    return 0;
}
