// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <memory>

namespace Ui {
class ResponsivenessPage;
}

namespace thaw {

class DelayChart;
class ResponsivenessLog;
struct ResponsivenessSnapshot;
class StallListModel;

/// "The window has answered within 0.4 ms for the last minute." Freezes by the columns are told
/// apart.
[[nodiscard]] QString responsivenessSummary(const ResponsivenessSnapshot &snapshot);

/// The Responsiveness tab: the delay over the last minute, its figures, and the stalls since the
/// start. It reads the log four times a second while something runs and after a stall, once a
/// second otherwise, and only while it can be seen. The chart is made after the page's first paint.
class ResponsivenessPage : public QWidget
{
    Q_OBJECT
public:
    explicit ResponsivenessPage(std::shared_ptr<const ResponsivenessLog> log,
                                QWidget *parent = nullptr);
    ~ResponsivenessPage() override;

    /// Whether the stalls of the columns are in the list and in the chart.
    void setShowsColumns(bool shows);
    [[nodiscard]] bool showsColumns() const;
    /// What runs from now on, for the list of stalls; empty: nothing. Call it before the run starts
    /// and when it has ended.
    void setActivity(const QString &what);
    /// Reads the log now.
    void refresh();
    [[nodiscard]] const StallListModel &stalls() const { return *m_stalls; }

Q_SIGNALS:
    /// showsColumns() was changed by the person.
    void edited();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeChart();
    void fillTable();
    void showStalls(const ResponsivenessSnapshot &snapshot);
    [[nodiscard]] bool isBusy(const ResponsivenessSnapshot &snapshot) const;
    void showFigures(const ResponsivenessSnapshot &snapshot);
    void applyColors();

    std::unique_ptr<Ui::ResponsivenessPage> m_ui;
    std::shared_ptr<const ResponsivenessLog> m_log;
    StallListModel *m_stalls;
    DelayChart *m_chart = nullptr; // a child, once made
    QTimer m_refresh;
    std::chrono::steady_clock::time_point m_quickUntil;
    bool m_chartWanted = false;
};

} // namespace thaw
