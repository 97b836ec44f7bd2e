// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QTabWidget;

namespace thaw {

class FloodFeed;
class FloodPage;
class JobPanel;
class Run;
class RunSession;
struct RunRecord;

/// Gives the tabs one for the flood: while it is the chosen job, and while one goes on. It comes to
/// the front when a flood starts, but for those of a comparison. Its page is made when it is first
/// wanted.
class FloodTab : public QObject
{
    Q_OBJECT
public:
    /// All three outlive it, or go with it.
    FloodTab(QTabWidget &tabs, const JobPanel &panel, const RunSession &session,
             QObject *parent = nullptr);

    /// Null before it was first wanted.
    [[nodiscard]] FloodPage *page() const { return m_page; }

private:
    void showWanted();
    void follow(Run &run);
    void showRecord(const RunRecord &record);
    void showProducers();
    [[nodiscard]] bool isChosen() const;
    [[nodiscard]] FloodPage &made();

    QTabWidget &m_tabs;
    const JobPanel &m_panel;
    const RunSession &m_session;
    FloodPage *m_page = nullptr;
    bool m_goesOn = false; // a flood, until it is over
};

} // namespace thaw
