// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/timeline/timelinezoom.h"

#include <algorithm>

namespace thaw {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr double newestAt = 0.95; // of the width

} // namespace

void TimelineZoom::setWidth(double pixels)
{
    m_width = std::max(pixels, 1.0);
    keepInRange();
    follow();
}

void TimelineZoom::setLength(nanoseconds length, bool grows)
{
    m_length = length;
    m_grows = grows;
    keepInRange();
    follow();
}

nanoseconds TimelineZoom::range() const
{
    return m_grows ? growingLength(m_length) : std::max<nanoseconds>(m_length, 1us);
}

nanoseconds TimelineZoom::visible() const
{
    return m_scale.timeAt(m_width) - m_scale.left;
}

void TimelineZoom::zoom(double factor, double x)
{
    const nanoseconds anchor = m_scale.timeAt(x);
    m_scale.perPixel /= factor;
    keepInRange();
    m_scale.left = anchor - nanoseconds(static_cast<std::int64_t>(x * m_scale.perPixel));
    keepInRange();
    if (visible() >= range() - 1us) {
        showAll();
    } else if (m_follows != Follows::Nothing) {
        const bool isNewestInSight = m_grows && m_scale.xOf(m_length) <= m_width;
        m_follows = isNewestInSight ? Follows::Newest : Follows::Nothing;
    }
}

void TimelineZoom::zoom(double factor)
{
    const bool isFollowing = m_grows && m_follows != Follows::Nothing;
    zoom(factor, isFollowing ? std::clamp(m_scale.xOf(m_length), 0.0, m_width) : m_width / 2);
}

void TimelineZoom::scroll(double pixels)
{
    scrollTo(m_scale.timeAt(pixels));
}

void TimelineZoom::scrollTo(nanoseconds left)
{
    if (m_follows == Follows::All) {
        return; // there is nowhere to scroll to
    }
    const bool isForwards = left > m_scale.left;
    m_scale.left = left;
    keepInRange();
    const bool isNewestInSight = m_scale.xOf(m_length) <= m_width;
    m_follows = m_grows && isForwards && isNewestInSight ? Follows::Newest : Follows::Nothing;
}

void TimelineZoom::showAll()
{
    m_follows = Follows::All;
    follow();
}

void TimelineZoom::showStart()
{
    scrollTo(0ns);
}

void TimelineZoom::showNewest()
{
    if (m_follows != Follows::All) {
        m_follows = m_grows ? Follows::Newest : Follows::Nothing;
        m_scale.left = m_length;
        if (m_grows) {
            m_scale.left -=
                    nanoseconds(static_cast<std::int64_t>(newestAt * m_width * m_scale.perPixel));
        }
        keepInRange();
    }
}

void TimelineZoom::reveal(nanoseconds moment)
{
    const double x = m_scale.xOf(moment);
    if (x < 0) {
        scroll(x);
    } else if (x > m_width) {
        scroll(x - m_width);
    }
}

void TimelineZoom::keepInRange()
{
    const double all = static_cast<double>(range().count()) / m_width;
    m_scale.perPixel = std::clamp(m_scale.perPixel, std::min(TimeScale::finest, all), all);
    m_scale.left = std::clamp<nanoseconds>(m_scale.left, 0ns,
                                           std::max<nanoseconds>(range() - visible(), 0ns));
}

void TimelineZoom::follow()
{
    if (m_follows == Follows::All) {
        m_scale = {0ns, static_cast<double>(range().count()) / m_width};
    } else if (m_follows == Follows::Newest && m_grows
               && m_scale.xOf(m_length) > newestAt * m_width) {
        showNewest();
    }
}

} // namespace thaw
