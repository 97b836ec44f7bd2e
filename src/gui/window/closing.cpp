// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/closing.h"

#include "gui/session/runsession.h"
#include "report/filesaver.h"

namespace thaw {

using namespace std::chrono_literals;

Closing::Closing(RunSession &session, FileSaver &saver, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_saver(saver)
{
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, &Closing::giveUp);
    connect(&m_session, &RunSession::ended, this, &Closing::tryAgain);
    connect(&m_saver, &FileSaver::idle, this, &Closing::tryAgain);
    connect(&m_saver, &FileSaver::failed, this, &Closing::callOff);
}

bool Closing::begin()
{
    if (waitsForJob() || waitsForSaving()) {
        setUnderWay(true);
        return false;
    }
    m_grace.stop();
    return true;
}

bool Closing::waitsForJob()
{
    const Run *run = m_session.run();
    const bool isRunning = m_session.isBusy() && run && run->state() != Run::State::Ended;
    if (isRunning || m_session.sequence()) {
        m_session.requestStop(StopReason::Closing);
    }
    if (!isRunning) {
        return false;
    }
    if (!m_isUnderWay) { // trying again and again puts nothing off
        m_grace.start(grace);
    }
    Q_EMIT told(tr("Closing as soon as the job has stopped …"));
    return true;
}

bool Closing::waitsForSaving()
{
    if (!m_saver.isSaving()) {
        return false;
    }
    if (m_waitsForFile) {
        m_saver.cancel();
    } else if (!m_isUnattended) {
        m_grace.stop(); // of the job; a file may take its time
    }
    if ((m_waitsForFile || m_isUnattended) && !m_grace.isActive()) {
        m_grace.start(grace);
    }
    Q_EMIT told(m_waitsForFile ? tr("Closing without the file …")
                               : tr("Closing as soon as the file is saved … Close again to do "
                                    "without it."));
    m_waitsForFile = true;
    return true;
}

void Closing::setUnderWay(bool underWay)
{
    m_isUnderWay = underWay;
    Q_EMIT changed();
}

void Closing::tryAgain()
{
    if (m_isUnderWay) {
        Q_EMIT ready();
    }
}

// Whoever closes the window has a file to lose: they are told, and the window stays.
void Closing::callOff()
{
    if (m_isUnderWay && !m_isUnattended) {
        m_waitsForFile = false;
        m_grace.stop();
        setUnderWay(false);
    }
}

void Closing::giveUp()
{
    constexpr auto forTheLastPiece = 1s;
    m_saver.cancel();
    const bool isStuck = m_session.isBusy() || !m_saver.wait(forTheLastPiece);
    if (!isStuck) {
        if (!m_saver.isSaving()) { // else it closes when the saver has told that it is idle
            Q_EMIT ready();
        }
        return;
    }
    if (m_session.isBusy()) {
        m_session.abandon();
    }
    m_saver.disconnect(this);
    Q_EMIT gaveUp();
}

} // namespace thaw

#include "moc_closing.cpp"
