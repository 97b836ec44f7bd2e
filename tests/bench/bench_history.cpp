// SPDX-License-Identifier: GPL-3.0-or-later
// How long the history of many runs takes to open, and to scroll: `bench_history [RUNS]`.
#include "gui/history/historymodel.h"
#include "gui/history/historywindow.h"
#include "history/historydatabase.h"
#include "history/historysample.h"
#include "history/historystore.h"
#include "probe/probe.h"
#include "probe/recording.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace thaw;

namespace {

// The runs are told in one transaction each, as they are in life, but without waiting for a disk.
void fill(const QString &path, int runs)
{
    HistoryDatabase database(path, HistoryDatabase::Access::ReadWrite);
    for (int number = 0; number < runs; ++number) {
        addSample(database, number);
    }
}

bool waitUntil(const std::function<bool()> &isSo)
{
    QElapsedTimer timer;
    timer.start();
    while (!isSo() && timer.elapsed() < 60'000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
    }
    return isSo();
}

double ms(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

class Bench
{
public:
    explicit Bench(const QString &path)
        : m_store(path)
        , m_window(m_store)
        , m_model(*m_window.findChild<HistoryModel *>())
        , m_view(*m_window.findChild<QTableView *>(QStringLiteral("runs")))
    {}

    // From the request to the first rows on the screen, the database not yet opened.
    void open()
    {
        QElapsedTimer timer;
        timer.start();
        m_window.show();
        waitUntil([&] { return isFilled(); });
        m_view.viewport()->repaint();
        std::printf("open, until the rows are painted   %8.0f ms, %d runs\n", ms(timer),
                    m_model.rowCount());
    }

    void reorder(const char *name, const std::function<void()> &change)
    {
        const int rows = m_model.rowCount();
        QElapsedTimer timer;
        bool isLoaded = false;
        const auto connection = QObject::connect(&m_model, &HistoryModel::loaded, &m_window,
                                                 [&] { isLoaded = true; });
        timer.start();
        change();
        waitUntil([&] { return isLoaded && isFilled(); });
        std::printf("%-34s %8.0f ms, %d of %d runs\n", name, ms(timer), m_model.rowCount(), rows);
        QObject::disconnect(connection);
    }

    // To 600 places all over the list, a frame each.
    void scroll(Probe &probe)
    {
        std::vector<double> frames;
        int late = 0;
        QScrollBar &bar = *m_view.verticalScrollBar();
        probe.beginRecording();
        for (int step = 0; step < 600; ++step) {
            QElapsedTimer timer;
            timer.start();
            bar.setValue(static_cast<int>(qint64{bar.maximum()} * (step * 7 % 600) / 600));
            m_view.viewport()->repaint();
            frames.push_back(ms(timer));
            QElapsedTimer frame;
            frame.start();
            while (frame.elapsed() < 16) {
                QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            }
            late += isFilled() ? 0 : 1;
        }
        std::ranges::sort(frames);
        std::printf("scrolling, a frame                 %8.2f ms in the middle, %.2f ms at worst\n",
                    frames[frames.size() / 2], frames.back());
        std::printf("  rows still missing a frame later %8d of 600\n", late);
        bool isRecorded = false;
        QObject::connect(&probe, &Probe::recorded, &m_window, [&](const Recording &recording) {
            isRecorded = true;
            std::printf("  the window's worst delay         %8.2f ms\n",
                        std::chrono::duration<double, std::milli>(recording.delays.max()).count());
        });
        probe.endRecording();
        waitUntil([&] { return isRecorded; });
    }

    QTableView &view() { return m_view; }
    QLineEdit &text() { return *m_window.findChild<QLineEdit *>(QStringLiteral("text")); }

private:
    bool isFilled() const
    {
        if (m_model.rowCount() == 0) {
            return false;
        }
        const int row = std::max(m_view.rowAt(0), 0);
        return m_model.index(row, HistoryModel::Job).data().isValid();
    }

    HistoryStore m_store;
    HistoryWindow m_window;
    HistoryModel &m_model;
    QTableView &m_view;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.db"));
    QElapsedTimer timer;
    timer.start();
    fill(path, runs);
    std::printf("recording, a run                   %8.3f ms; the file has %lld MB\n",
                ms(timer) / runs, QFileInfo(path).size() / 1'000'000);
    Probe probe;
    probe.start();
    Bench bench(path);
    bench.open();
    bench.scroll(probe);
    bench.reorder("sort by worst delay", [&] {
        bench.view().horizontalHeader()->setSortIndicator(HistoryModel::WorstDelay,
                                                          Qt::DescendingOrder);
    });
    bench.reorder("search for a word", [&] { bench.text().setText(QStringLiteral("moon")); });
    return 0;
}
