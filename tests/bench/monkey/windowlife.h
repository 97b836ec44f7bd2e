// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/settings/settingskeeper.h"
#include "gui/window/windowfixture.h"
#include "history/historystore.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace thaw {

/// The folders of a monkey, all within one that is removed in the end.
struct MonkeyFolders
{
    QString data;  ///< settings and history
    QString files; ///< whatever is read and saved; the working folder, too
};

/// A window from its opening to its end, with history and settings, as the program has it
/// (app/commands/windowcommand.cpp). On the GUI thread.
class WindowLife : public QObject
{
    Q_OBJECT
public:
    /// The window is shown. Jobs have values with which they end soon.
    explicit WindowLife(const MonkeyFolders &folders);
    ~WindowLife() override;

    [[nodiscard]] WindowFixture &fixture() { return *m_fixture; }
    /// Runs that have begun and not ended.
    [[nodiscard]] int runsUnderWay() const { return m_underWay; }
    /// The window stands still by design, now or since the last call: a run on a placement that
    /// freezes it, or columns on its thread.
    [[nodiscard]] bool hasFrozen();

    /// After the window was closed: ends all as the program does. Returns what didn't end.
    [[nodiscard]] std::optional<QString> end();

Q_SIGNALS:
    /// Something that a person would be told of, and that has no reason here.
    void complained(const QString &what);

private:
    void connectAll();
    [[nodiscard]] bool isFrozen() const;

    std::unique_ptr<HistoryStore> m_history; // outlives the window
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<SettingsKeeper> m_keeper;
    int m_underWay = 0;
    bool m_hasFrozen = false;
};

} // namespace thaw
