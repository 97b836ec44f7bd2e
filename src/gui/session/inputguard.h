// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>

#include <chrono>
#include <cstdint>
#include <optional>

namespace thaw {

/// What a person did while the window was frozen, delivered only afterwards.
struct WaitingInput
{
    int clicks = 0;
    int keys = 0;
    std::chrono::nanoseconds longest{}; ///< the longest that one of them waited

    [[nodiscard]] bool isEmpty() const { return clicks == 0 && keys == 0; }
};

/// What was done in several freezes.
[[nodiscard]] WaitingInput sumOf(const WaitingInput &one, const WaitingInput &other);

/// How long an event of the window system waited, from its time stamp (milliseconds, 32 bits that
/// wrap). Empty if the stamp is of another clock, which not every window system shares with us.
[[nodiscard]] std::optional<std::chrono::milliseconds> waitOf(
        std::uint64_t stamp, std::chrono::steady_clock::time_point now,
        std::chrono::milliseconds plausible);

/// Counts and drops the clicks, wheel turns and keys that were made in a freeze, so that they start
/// nothing. Ctrl+Q and Esc alone go through: they start nothing and their wish is plain, to close
/// and to let a comparison come to no more freezes. On the GUI thread; it filters the events of the
/// whole application.
class InputGuard : public QObject
{
    Q_OBJECT
public:
    explicit InputGuard(QObject *parent = nullptr);

    /// The freeze begins: called right before the GUI thread is blocked.
    void freezeBegins();
    /// It is over. What waits is delivered from now on; a moment after the last of it `delivered`
    /// comes.
    void freezeEnds();
    /// From freezeBegins() until `delivered`.
    [[nodiscard]] bool isActive() const { return m_active; }

Q_SIGNALS:
    void delivered(const thaw::WaitingInput &input);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] std::optional<std::chrono::nanoseconds> waitInFreeze(std::uint64_t stamp) const;
    [[nodiscard]] bool isReleaseOfDelivered(const QEvent &event);
    void count(const QEvent &event, std::chrono::nanoseconds waited);
    void awaitRest();

    bool m_active = false;
    int m_restTimer = 0;
    Clock::time_point m_begun;
    Clock::time_point m_ended;
    WaitingInput m_input;
    Qt::MouseButtons m_dropped; // whose presses were dropped, and so must be their releases
    QSet<int> m_droppedKeys;
};

} // namespace thaw
