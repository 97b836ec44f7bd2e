// SPDX-License-Identifier: GPL-3.0-or-later
#include "runners/columns/column.h"

#include "runners/columns/columnworker.h"

namespace thaw {

Column::Column(int number, const ColumnSettings &settings, QObject *parent)
    : QObject(parent)
    , m_number(number)
    , m_settings(settings.clamped())
    , m_mailbox(std::make_shared<ColumnMailbox>(m_settings, &m_thread))
    , m_worker(std::make_unique<ColumnWorker>(tr("Column %1").arg(number), m_mailbox))
{
    m_thread.setObjectName(QStringLiteral("column-%1").arg(number));
    // Queued from the worker's own thread, direct when it lives on this one: automatic is right
    // here.
    connect(m_worker.get(), &ColumnWorker::refreshed, this, &Column::take, Qt::AutoConnection);
    connect(this, &Column::asked, m_worker.get(), &ColumnWorker::comply, Qt::AutoConnection);
    // Emitted by the ending thread: if the worker lives there, its timer is stopped there.
    connect(&m_thread, &QThread::finished, m_worker.get(), &ColumnWorker::halt, Qt::AutoConnection);
}

Column::~Column()
{
    m_mailbox->stop();
    m_thread.quit();
    m_thread.wait();
    // What the worker did last on its thread happened before this, by the mailbox's lock.
    static_cast<void>(m_mailbox->take());
}

void Column::start()
{
    if (m_thread.isRunning()) {
        return;
    }
    m_thread.start();
    if (!m_thread.isRunning()) { // refused by the system: better on the GUI thread than nowhere
        m_mailbox->setHome(thread());
        m_onGuiThread = true;
        Q_EMIT placementChanged(true);
    }
    Q_EMIT asked(QPrivateSignal());
}

void Column::setSettings(const ColumnSettings &settings)
{
    if (settings.clamped() == m_settings) {
        return;
    }
    m_settings = settings.clamped();
    m_mailbox->setSettings(m_settings);
    if (m_thread.isRunning()) {
        Q_EMIT asked(QPrivateSignal());
    }
    Q_EMIT settingsChanged(m_settings);
}

void Column::setOnGuiThread(bool onGuiThread)
{
    if (onGuiThread == m_onGuiThread) {
        return;
    }
    m_onGuiThread = onGuiThread;
    m_mailbox->setHome(onGuiThread ? thread() : &m_thread);
    if (m_thread.isRunning()) {
        Q_EMIT asked(QPrivateSignal());
    }
    Q_EMIT placementChanged(onGuiThread);
}

void Column::take()
{
    for (const ColumnRefresh &refresh : m_mailbox->take()) {
        Q_EMIT refreshed(refresh);
    }
}

} // namespace thaw

#include "moc_column.cpp"
