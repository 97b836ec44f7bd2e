// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments/commandline.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace thaw {

/// What `thaw history` takes. It is destroyed before the application that it was declared in.
class HistoryArguments
{
    Q_DECLARE_TR_FUNCTIONS(thaw::HistoryArguments)
public:
    explicit HistoryArguments(CLI::App &application);
    HistoryArguments(const HistoryArguments &) = delete;
    HistoryArguments &operator=(const HistoryArguments &) = delete;

    [[nodiscard]] CLI::App &command() const { return m_command; }
    /// Fills in what was given. Returns the error, if any: one line.
    [[nodiscard]] std::optional<QString> read(HistoryCommand &command) const;

private:
    CLI::App &m_command;
    bool m_json = false;
    bool m_csv = false;
    std::string m_job;
    std::string m_placement;
    std::string m_outcome;
    std::string m_limit;
};

} // namespace thaw
