// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job/jobcatalog.h"
#include "runners/placement/placementcatalog.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QToolBar>

class QComboBox;

namespace thaw {

class JobPicker;
class MenuButton;
class ModeSwitch;
class PulseView;
struct ResponsivenessSnapshot;

/// The bar of the main window: which job runs next, and where; what can be done with the run; the
/// pulse, which is always in sight, and the menu.
class MainBar : public QToolBar
{
    Q_OBJECT
public:
    explicit MainBar(QWidget *parent = nullptr);

    /// Makes what is in it; once, before anything else is called. The catalogs and actions outlive
    /// it. The last one of the menu stands apart from the others.
    void fill(const JobCatalog &jobs, const PlacementCatalog &placements,
              const QList<QAction *> &runActions, const QList<QAction *> &menuActions);

    [[nodiscard]] const JobDescriptor &job() const;
    [[nodiscard]] const PlacementDescriptor &placement() const;
    /// Without effect if there is none of that id.
    void chooseJob(const QString &id);
    void choosePlacement(const QString &id);
    /// As JobPicker::setMarks().
    void setMarks(const QSet<QString> &done, const QSet<QString> &untold);
    void showBlocking(bool blocking);
    void showPulse(const ResponsivenessSnapshot &snapshot);

    /// Opens the list of jobs, for who turns to it by a key.
    void pickJob();
    void toggleMode();
    /// Where Tab leaves it.
    [[nodiscard]] QWidget *lastStop() const;
    /// To be called when the window, or what is in the bar, has another width.
    void fit();

Q_SIGNALS:
    void jobChosen();
    void placementChosen();
    /// A person wants the other mode.
    void blockingWanted(bool blocking);
    void pulseClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpIcons();

    const JobCatalog *m_jobs = nullptr;
    const PlacementCatalog *m_placements = nullptr;
    JobPicker *m_job = nullptr;
    ModeSwitch *m_mode = nullptr;
    QComboBox *m_placement = nullptr;
    PulseView *m_pulse = nullptr;
    MenuButton *m_menu = nullptr;
};

} // namespace thaw
