// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QFont>
#include <QRect>

#include <chrono>
#include <optional>
#include <vector>

namespace thaw {

/// How a delay feels: within one frame, noticeable, or stuck.
enum class PulseLevel { Unknown, Good, Warning, Bad };
[[nodiscard]] PulseLevel pulseLevel(std::optional<std::chrono::nanoseconds> delay);

/// "pulse 0.3 ms   worst 12 ms   frozen 0x": how late the window answers now, how late it was at
/// worst, and how often it was frozen; and "columns 3x", how often by its own columns, as soon as
/// these have frozen it. Its width is fixed but for that, so that a tool bar doesn't jitter. A
/// click emits clicked(). Its accessible name is "Pulse", the figures are its description.
class PulseView : public QAbstractButton
{
    Q_OBJECT
public:
    explicit PulseView(QWidget *parent = nullptr);

    /// The newest delay (none: not measured yet), the worst since the start, and the number of
    /// freezes since then: those that count, and those of the columns. Repaints only if a figure
    /// changes that is seen.
    void setPulse(std::optional<std::chrono::nanoseconds> delay, std::chrono::nanoseconds worst,
                  qint64 freezes, qint64 byColumns = 0);

    /// Where there is little room the columns' figure is in the tool tip and in text() alone.
    void setCompact(bool compact);

    /// The figures as shown, for tests and for the status bar.
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Figure
    {
        QString caption;
        QString value;
        PulseLevel level = PulseLevel::Unknown;
        friend bool operator==(const Figure &, const Figure &) = default;
    };
    void measure();
    void showToolTip();
    [[nodiscard]] std::size_t figuresShown() const;

    std::vector<Figure> m_figures; // three or four
    bool m_compact = false;
    QFont m_valueFont;
    std::vector<int> m_captionWidths;
    std::vector<int> m_valueWidths;
};

} // namespace thaw
