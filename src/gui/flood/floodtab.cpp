// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flood/floodtab.h"

#include "gui/flood/floodpage.h"
#include "gui/jobs/jobpanel.h"
#include "gui/session/runsession.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "report/runrecord.h"
#include "runners/run.h"

#include <QTabWidget>

#include <memory>

namespace thaw {

FloodTab::FloodTab(QTabWidget &tabs, const JobPanel &panel, const RunSession &session,
                   QObject *parent)
    : QObject(parent)
    , m_tabs(tabs)
    , m_panel(panel)
    , m_session(session)
{
    connect(&panel, &JobPanel::jobChanged, this, &FloodTab::showWanted);
    connect(&panel, &JobPanel::edited, this, &FloodTab::showProducers);
    connect(&session, &RunSession::begun, this, &FloodTab::follow);
    connect(&session, &RunSession::closed, this, &FloodTab::showRecord);
}

bool FloodTab::isChosen() const
{
    return m_panel.job() && m_panel.job()->id == QLatin1StringView("flood");
}

FloodPage &FloodTab::made()
{
    if (!m_page) {
        m_page = new FloodPage(&m_tabs);
        showProducers();
    }
    return *m_page;
}

void FloodTab::showWanted()
{
    const int index = m_page ? m_tabs.indexOf(m_page) : -1;
    const bool isWanted = isChosen() || m_goesOn;
    if (isWanted && index < 0) {
        m_tabs.addTab(&made(), FloodPage::tr("Flood"));
    } else if (!isWanted && index >= 0) {
        m_tabs.removeTab(index);
        m_page->hide(); // it stays a child, with what it shows
    }
}

// Of the last run the page keeps what came, until another number of producers is asked for.
void FloodTab::showProducers()
{
    if (m_page && isChosen() && !m_goesOn) {
        const int producers = m_panel.values()[QStringLiteral("producers")].toInt();
        if (producers != m_page->producers()) {
            m_page->showEmpty(producers);
        }
    }
}

void FloodTab::follow(Run &run)
{
    const auto feed = std::dynamic_pointer_cast<FloodFeed>(run.feed());
    if (!feed) {
        return;
    }
    m_goesOn = true;
    showWanted();
    made().showRun(feed);
    if (!m_session.sequence()) {
        m_tabs.setCurrentWidget(m_page);
    }
}

void FloodTab::showRecord(const RunRecord &record)
{
    if (m_goesOn) {
        m_goesOn = false;
        m_page->showRecord(record);
        showWanted();
        showProducers();
    }
}

} // namespace thaw

#include "moc_floodtab.cpp"
