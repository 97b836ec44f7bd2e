// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settingskeeper.h"

#include <utility>

namespace thaw {

SettingsKeeper::SettingsKeeper(SettingsFile file)
    : m_file(std::move(file))
{
    m_pool.setMaxThreadCount(1);
}

SettingsKeeper::~SettingsKeeper()
{
    m_pool.waitForDone();
}

void SettingsKeeper::keep(const Settings &settings)
{
    const std::lock_guard lock(m_mutex);
    m_waiting = settings;
    if (!std::exchange(m_writing, true)) {
        m_pool.start([this] { write(); });
    }
}

bool SettingsKeeper::flush(std::chrono::milliseconds limit)
{
    return m_pool.waitForDone(static_cast<int>(limit.count()));
}

void SettingsKeeper::write()
{
    for (;;) {
        Settings settings;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_waiting) {
                m_writing = false;
                return;
            }
            settings = *std::exchange(m_waiting, std::nullopt);
        }
        const std::optional<QString> problem = m_file.save(settings);
        const std::lock_guard lock(m_mutex);
        if (problem && !std::exchange(m_told, true)) {
            Q_EMIT failed(*problem);
        }
    }
}

} // namespace thaw

#include "moc_settingskeeper.cpp"
