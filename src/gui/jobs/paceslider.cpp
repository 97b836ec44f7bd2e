// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/paceslider.h"

#include "jobs/engine/pace.h"
#include "jobs/engine/runcontrol.h"

#include <QAccessibleWidget>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace thaw {

namespace {

constexpr int perDecade = 100;

class AccessiblePace : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit AccessiblePace(PaceSlider &slider)
        : QAccessibleWidget(&slider, QAccessible::Slider)
        , m_slider(slider)
    {}

    [[nodiscard]] void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    [[nodiscard]] QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Value ? paceText(positionToPace(m_slider.value()))
                                           : QAccessibleWidget::text(which);
    }
    [[nodiscard]] QVariant currentValue() const override
    {
        return positionToPace(m_slider.value());
    }
    void setCurrentValue(const QVariant &value) override
    {
        m_slider.setValue(paceToPosition(value.toDouble()));
    }
    [[nodiscard]] QVariant maximumValue() const override { return Pace::most; }
    [[nodiscard]] QVariant minimumValue() const override { return Pace::least; }
    // On a scale of factors it is another one everywhere: that to the next position from here.
    [[nodiscard]] QVariant minimumStepSize() const override
    {
        const int next = std::min(m_slider.value() + m_slider.singleStep(), m_slider.maximum());
        return positionToPace(next) - positionToPace(next - m_slider.singleStep());
    }

private:
    PaceSlider &m_slider;
};

QAccessibleInterface *accessiblePace(const QString &, QObject *object)
{
    auto *slider = qobject_cast<PaceSlider *>(object);
    return slider ? new AccessiblePace(*slider) : nullptr;
}

} // namespace

int paceToPosition(double pace)
{
    const double within = std::clamp(pace, Pace::least, Pace::most);
    return static_cast<int>(std::lround(std::log10(within) * perDecade));
}

double positionToPace(int position)
{
    const double pace = std::pow(10.0, static_cast<double>(position) / perDecade);
    const double unit = std::pow(10.0, std::floor(std::log10(pace)) - 1); // of the second digit
    return std::clamp(std::round(pace / unit) * unit, Pace::least, Pace::most);
}

QString paceText(double pace)
{
    return QStringLiteral("×\u2009") + QLocale().toString(pace, 'g', 3);
}

PaceSlider::PaceSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    QAccessible::installFactory(accessiblePace); // once, however often it is called
    setRange(paceToPosition(Pace::least), paceToPosition(Pace::most));
    setSingleStep(perDecade / 10);
    setPageStep(3 * perDecade / 10); // twice or half
}

} // namespace thaw

#include "moc_paceslider.cpp"
