// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/keptrun.h"

#include <QTimer>

#include <utility>

namespace thaw {

KeptRun::KeptRun(RunRequest request, Probe &probe, HistoryStore *history, QObject *parent)
    : QObject(parent)
    , m_history(history)
    , m_measured(std::move(request), probe)
{
    connect(&m_measured, &MeasuredRun::measured, this, &KeptRun::keep);
    if (m_history) {
        connect(m_history, &HistoryStore::kept, this, [this](RunTicket ticket, bool isKept) {
            if (ticket == m_ticket) {
                tellKept(isKept);
            }
        });
    }
}

void KeptRun::begin()
{
    if (m_history) {
        m_ticket = m_history->begin(run().request());
    }
}

void KeptRun::start(std::chrono::milliseconds freezeLimit, std::chrono::milliseconds waitForOpening)
{
    if (m_history && waitForOpening.count() > 0) {
        m_history->flush(waitForOpening);
    }
    m_measured.start(freezeLimit);
}

void KeptRun::keep(const RunRecord &record)
{
    if (m_history) {
        m_history->keep(*m_ticket, record);
        QTimer::singleShot(keepingLimit, this, [this] {
            if (m_ticket) {
                tellKept(false);
            }
        });
    }
    Q_EMIT measured(record);
}

void KeptRun::tellKept(bool isKept)
{
    m_ticket.reset();
    Q_EMIT kept(isKept);
}

} // namespace thaw

#include "moc_keptrun.cpp"
