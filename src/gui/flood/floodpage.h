// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>

namespace Ui {
class FloodPage;
}

namespace thaw {

class FloodFeed;
class FloodView;
class Run;
struct RunRecord;

/// The Flood tab: the producers as live cells, and above them what they come to. The figures are
/// renewed four times a second while a flood goes on and they can be seen, the cells once a frame;
/// else nothing ticks.
class FloodPage : public QWidget
{
    Q_OBJECT
public:
    explicit FloodPage(QWidget *parent = nullptr);
    ~FloodPage() override;

    /// As many cells as the next flood will have; not while one goes on.
    void showEmpty(int producers);
    /// A run of a flood begins. Its feed is kept, to be looked at afterwards.
    void showRun(std::shared_ptr<FloodFeed> feed);
    /// It is over.
    void showRecord(const RunRecord &record);

    [[nodiscard]] FloodView &view() const { return *m_view; }
    /// How many cells there are.
    [[nodiscard]] int producers() const;
    /// Whether the figures are being renewed.
    [[nodiscard]] bool ticks() const { return m_refresh.isActive(); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using Clock = std::chrono::steady_clock;
    /// What the feed had come to at a moment.
    struct Moment
    {
        Clock::time_point at;
        std::int64_t handled = 0;
        std::int64_t paints = 0;
    };

    void refresh();
    void showFigures(double perSecond, double paintsPerSecond);
    void showNoFigures();
    void setSummary(const QString &summary);
    void describe(const QString &summary);
    [[nodiscard]] QString producersText() const;
    void applyColors();

    std::unique_ptr<Ui::FloodPage> m_ui;
    FloodView *m_view;
    std::shared_ptr<FloodFeed> m_feed; // null until there was a run
    std::deque<Moment> m_moments;      // of the last second; none when the run has ended
    QTimer m_refresh;
};

} // namespace thaw
