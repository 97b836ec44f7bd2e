// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/exportcomparison.h"
#include "gui/settings/settings.h"
#include "report/comparison/comparison.h"
#include "runners/placement/placementcatalog.h"

#include <QList>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <chrono>
#include <memory>
#include <optional>

class QCheckBox;

namespace Ui {
class ComparePage;
}

namespace thaw {

class ComparisonModel;
class FileSaver;
class JobPanel;
class RangesChart;
class RunSession;

/// The Compare tab: which placements the job of the panel is to be compared in, what that takes,
/// and the last comparison of the session, as a sentence, a table and a chart. What it holds is
/// made when it is first shown, and the chart when there is something to draw.
class ComparePage : public QWidget
{
    Q_OBJECT
public:
    /// All outlive the page.
    ComparePage(const JobPanel &panel, const PlacementCatalog &placements,
                const RunSession &session, FileSaver &saver, ComparisonSettings settings,
                QWidget *parent = nullptr);
    ~ComparePage() override;

    /// What was chosen.
    [[nodiscard]] const ComparisonSettings &settings() const { return m_settings; }
    /// What is to be compared: the panel's job and values, in the placements that were chosen and
    /// that the job allows.
    [[nodiscard]] ComparisonPlan plan() const;

    /// How long a run may freeze the window; zero: no limit.
    void setFreezeLimit(std::chrono::seconds limit);
    /// What else bears on what is measured: whole sentences, which go into the plan.
    void setRemarks(const QStringList &remarks);

    /// Has the saver write the last comparison.
    void save(const QString &path, ComparisonFile type) const;
    /// Asks for a file to save the last comparison to. False, and nothing, while there is none.
    bool openSave();
    /// The last comparison, or the one under way; empty before the first.
    [[nodiscard]] const std::optional<Comparison> &comparison() const { return m_comparison; }

Q_SIGNALS:
    /// A person asks for the comparison of plan().
    void compareWanted();
    /// settings() changed.
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeContent();
    void makeChoices();
    void setUpTable();
    void takeChoice();
    void showChoices();
    void showForecast();
    void setCompareEnabled(bool isEnabled);
    void showComparison(const Comparison &comparison);
    void showResult();
    void showChart();
    void fitTable();
    void shareRoom();
    void applyColors();

    const JobPanel &m_panel;
    const PlacementCatalog &m_placements;
    const RunSession &m_session;
    FileSaver &m_saver;
    ComparisonSettings m_settings;
    std::chrono::seconds m_freezeLimit{};
    QStringList m_remarks;
    std::optional<Comparison> m_comparison;

    std::unique_ptr<Ui::ComparePage> m_ui; // null until makeContent()
    QList<QCheckBox *> m_choices;          // in the catalog's order
    QPointer<QWidget> m_standIn;           // that has the keyboard while the button is disabled
    bool m_halvesWereMoved = false;        // by a person
    ComparisonModel *m_model = nullptr;
    RangesChart *m_chart = nullptr; // a child, once made
    bool m_chartWanted = false;
};

} // namespace thaw
