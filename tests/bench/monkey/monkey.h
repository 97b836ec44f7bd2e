// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monkey/gestures.h"
#include "monkey/heartbeat.h"
#include "monkey/invariants.h"
#include "monkey/windowlife.h"

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace thaw {

/// Does things to the window at random, one after the other, and checks after each what must hold.
/// The window closes now and then, and another is opened. On the GUI thread.
class Monkey : public QObject
{
    Q_OBJECT
public:
    struct Plan
    {
        int events = 0;
        unsigned seed = 0;
        MonkeyFolders folders;
        QString diary; ///< the file with a line for each event, written before it is done
    };
    explicit Monkey(Plan plan);
    ~Monkey() override;

    /// Does it all. False if there was a finding, which has been printed.
    [[nodiscard]] bool run();

    /// Whoever hears of a warning of Qt's tells it here. Any thread.
    static void warn(const QString &text);

private:
    [[nodiscard]] bool isOver() const { return m_done >= m_plan.events; }
    void live();
    void checkEnd();
    void schedule(std::chrono::milliseconds after);
    void step();
    void act();
    void judge(const Heartbeat::Stall &stall);
    [[nodiscard]] std::optional<QString> problem();
    void find(const QString &what);

    const Plan m_plan;
    QFile m_diary;
    Gestures m_gestures;
    Heartbeat m_heartbeat;
    std::unique_ptr<WindowLife> m_life;
    int m_done = 0;
    int m_lives = 0;
    quint64 m_turn = 0;           // of those who make steps, the last one set is the one that does
    std::optional<Held> m_before; // of a life, when all was loaded
    QString m_suspicion;          // a problem that may pass
    QElapsedTimer m_suspected;
    std::chrono::nanoseconds m_worst{}; // stall of its own, that was not by design
    int m_untold = 0;                   // stalls on a busy machine
    bool m_hasFound = false;
};

} // namespace thaw
