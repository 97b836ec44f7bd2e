// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/settings/settings.h"

#include <QDialog>

#include <memory>

namespace Ui {
class SettingsDialog;
}

namespace thaw {

/// Lets a person change the settings that have no place in the window itself. Open it with open():
/// nothing stops behind it.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(const Settings &settings, QWidget *parent = nullptr);
    ~SettingsDialog() override;

    /// The settings that it was made with, with what the person chose.
    [[nodiscard]] Settings settings() const;

private:
    void showSettings(const Settings &settings);

    std::unique_ptr<Ui::SettingsDialog> m_ui;
    const Settings m_settings;
};

} // namespace thaw
