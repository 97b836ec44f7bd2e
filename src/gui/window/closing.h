// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>

namespace thaw {

class FileSaver;
class RunSession;

/// What a window's close waits for: the job, which is asked to stop, and the files that are being
/// saved. Meanwhile the window goes on living. On the GUI thread.
class Closing : public QObject
{
    Q_OBJECT
public:
    /// How long a close waits for a job that doesn't stop, or a file that can't be given up.
    static constexpr std::chrono::seconds grace{3};

    /// Both outlive it.
    Closing(RunSession &session, FileSaver &saver, QObject *parent = nullptr);

    /// Somebody closes the window. True if nothing is in the way; else it is under way, and `ready`
    /// or `gaveUp` follows. The second time while a file is being saved, they do without the file.
    [[nodiscard]] bool begin();
    [[nodiscard]] bool isUnderWay() const { return m_isUnderWay; }
    /// From now on nobody is there to answer: a file may take no longer than a job, and when it
    /// fails, that calls nothing off.
    void setUnattended() { m_isUnattended = true; }

Q_SIGNALS:
    /// isUnderWay() changed.
    void changed();
    /// What is being waited for, as one sentence.
    void told(const QString &message);
    /// Nothing is in the way any more: close again.
    void ready();
    /// The job or a file is stuck, and its thread was left to itself: the process must end without
    /// destroying anything that the thread may touch.
    void gaveUp();

private:
    [[nodiscard]] bool waitsForJob();
    [[nodiscard]] bool waitsForSaving();
    void setUnderWay(bool underWay);
    void tryAgain();
    void callOff();
    void giveUp();

    RunSession &m_session;
    FileSaver &m_saver;
    QTimer m_grace;
    bool m_isUnderWay = false;
    bool m_waitsForFile = false;
    bool m_isUnattended = false;
};

} // namespace thaw
