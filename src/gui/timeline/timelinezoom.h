// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/timeline/timelinelayout.h"

#include <chrono>

namespace thaw {

/// Which part of a run is in sight, in a plot of some width: all of it, the newest, or a part that
/// the person chose. It follows a run that goes on until the person scrolls.
class TimelineZoom
{
public:
    enum class Follows {
        All,    ///< the whole run is in sight
        Newest, ///< it scrolls when the newest moment would be out of sight
        Nothing ///< it stays where it is
    };

    void setWidth(double pixels);
    /// How long the run is so far, and whether it goes on.
    void setLength(std::chrono::nanoseconds length, bool grows);

    [[nodiscard]] const TimeScale &scale() const { return m_scale; }
    [[nodiscard]] Follows follows() const { return m_follows; }
    /// How much time there is to scroll in: of a run that goes on somewhat more than its length.
    [[nodiscard]] std::chrono::nanoseconds range() const;
    [[nodiscard]] std::chrono::nanoseconds visible() const;

    /// Magnifies; the time at `x` stays there.
    void zoom(double factor, double x);
    /// Magnifies, as the keys do: about the newest while that is followed, else about the middle.
    void zoom(double factor);
    void scroll(double pixels);
    void scrollTo(std::chrono::nanoseconds left);
    void showAll();
    void showStart();
    void showNewest();
    /// Scrolls no further than needed to have this moment in sight.
    void reveal(std::chrono::nanoseconds moment);

private:
    void keepInRange();
    void follow();

    double m_width = 1;
    std::chrono::nanoseconds m_length{};
    bool m_grows = false;
    Follows m_follows = Follows::All;
    TimeScale m_scale;
};

} // namespace thaw
