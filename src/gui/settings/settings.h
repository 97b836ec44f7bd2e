// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/theme.h"
#include "report/comparison/comparison.h"
#include "report/measure.h"
#include "runners/columns/columnsettings.h"
#include "runners/placement/placement.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <array>
#include <chrono>
#include <optional>

namespace thaw {

/// The three live columns, every 1, 2 and 3 s unless set otherwise.
using ColumnsSettings = std::array<ColumnSettings, 3>;
[[nodiscard]] ColumnsSettings initialColumns();

/// What a person has chosen to compare.
struct ComparisonSettings
{
    QStringList leftOut = {}; ///< ids of the placements that are not compared
    int repeats = ComparisonPlan().repeats;
    Measure measure = Measure::WorstDelay; ///< that the chart shows

    friend bool operator==(const ComparisonSettings &, const ComparisonSettings &) = default;
};

/// All that survives a restart. A plain value.
struct Settings
{
    static constexpr std::chrono::seconds mostFreezeLimit{3600};

    QByteArray geometry; ///< of the main window
    QByteArray splitter; ///< of its lower half
    QString job = QStringLiteral("primes");
    QString placement = QStringLiteral("worker");
    QMap<QString, QVariantMap> parameters; ///< by job
    ColumnsSettings columns = initialColumns();
    std::chrono::seconds freezeLimit{15}; ///< zero: none
    PlacementSettings placements;
    ComparisonSettings compare;
    bool columnsStalls = true; ///< the stalls of the columns are listed
    Theme theme = Theme::System;
    bool greeted = false; ///< the greeting was dismissed
    QSet<QString> done;   ///< ids of the lessons that came out as expected
    QSet<QString> untold; ///< of those whose last result was not to be told, and that aren't done
};

/// The file that they are kept in, in INI format. On the GUI thread.
class SettingsFile
{
    Q_DECLARE_TR_FUNCTIONS(thaw::SettingsFile)
public:
    /// `path` needn't be there yet, nor its folder. An empty one is nowhere: nothing is kept.
    explicit SettingsFile(QString path);

    struct Loaded
    {
        Settings settings;
        QString problem;          ///< one sentence, or empty
        bool isLeftAlone = false; ///< it is no file of settings, and must not be saved over
    };
    /// What the file says, defaults for what is missing or out of range. A file that can't be
    /// parsed is set aside under another name, which `problem` tells. What is no file, such as a
    /// pipe, or is far too large for settings, is left alone, and never opened.
    [[nodiscard]] Loaded load() const;
    /// Writes the file whole or not at all; what load() leaves alone it leaves alone, too. Returns
    /// what went wrong, as one sentence.
    [[nodiscard]] std::optional<QString> save(const Settings &settings) const;

private:
    QString m_path;
};

} // namespace thaw
