// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settingsdialog.h"

#include "ui_settingsdialog.h"

#include "gui/look/theme.h"
#include "jobs/engine/threadpriorities.h"
#include "runners/columns/columnsettings.h"
#include "runners/placement/placement.h"

#include <QPushButton>

namespace thaw {

namespace {

double seconds(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

std::chrono::milliseconds fromSeconds(double value)
{
    return std::chrono::milliseconds(qRound64(value * 1000));
}

} // namespace

SettingsDialog::SettingsDialog(const Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SettingsDialog>())
    , m_settings(settings)
{
    m_ui->setupUi(this);
    // A range can't be upside down.
    connect(m_ui->lowest, &QSpinBox::valueChanged, m_ui->highest, &QSpinBox::setMinimum);
    connect(m_ui->highest, &QSpinBox::valueChanged, m_ui->lowest, &QSpinBox::setMaximum);
    connect(m_ui->buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { showSettings(Settings()); });
    showSettings(settings);
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::showSettings(const Settings &settings)
{
    m_ui->theme->setCurrentIndex(static_cast<int>(settings.theme));
    m_ui->freezeLimit->setValue(static_cast<int>(settings.freezeLimit.count()));
    m_ui->slice->setRange(static_cast<int>(PlacementSettings::leastSlice.count()),
                          static_cast<int>(PlacementSettings::mostSlice.count()));
    m_ui->slice->setValue(static_cast<int>(settings.placements.slice.count()));
    m_ui->poolSize->setMaximum(PlacementSettings::mostPoolSize);
    m_ui->poolSize->setValue(settings.placements.poolSize);
    m_ui->priority->setCurrentIndex(static_cast<int>(settings.placements.priority));
    const ColumnSettings &column = settings.columns.front();
    m_ui->count->setValue(column.count);
    m_ui->lowest->setRange(-9'999, column.highest);
    m_ui->highest->setRange(column.lowest, 9'999);
    m_ui->lowest->setValue(column.lowest);
    m_ui->highest->setValue(column.highest);
    m_ui->work->setValue(static_cast<int>(column.work.count()));
    m_ui->workKind->setCurrentIndex(static_cast<int>(column.workKind));
    m_ui->period1->setValue(seconds(settings.columns[0].period));
    m_ui->period2->setValue(seconds(settings.columns[1].period));
    m_ui->period3->setValue(seconds(settings.columns[2].period));
}

Settings SettingsDialog::settings() const
{
    Settings settings = m_settings;
    settings.theme = static_cast<Theme>(m_ui->theme->currentIndex());
    settings.freezeLimit = std::chrono::seconds(m_ui->freezeLimit->value());
    settings.placements.slice = std::chrono::milliseconds(m_ui->slice->value());
    settings.placements.poolSize = m_ui->poolSize->value();
    settings.placements.priority = static_cast<JobPriority>(m_ui->priority->currentIndex());
    const std::array periods{m_ui->period1->value(), m_ui->period2->value(),
                             m_ui->period3->value()};
    for (std::size_t index = 0; index < periods.size(); ++index) {
        ColumnSettings &column = settings.columns[index];
        column.count = m_ui->count->value();
        column.lowest = m_ui->lowest->value();
        column.highest = m_ui->highest->value();
        column.work = std::chrono::milliseconds(m_ui->work->value());
        column.workKind = static_cast<ColumnWork>(m_ui->workKind->currentIndex());
        column.period = fromSeconds(periods[index]);
    }
    return settings;
}

} // namespace thaw

#include "moc_settingsdialog.cpp"
