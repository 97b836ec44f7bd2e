// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/progressrate.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <chrono>

namespace thaw {

class Run;

/// A run's progress on a terminal, on standard error: in one line that is rewritten at most ten
/// times a second or, where TERM says that the terminal has no control sequences, in a new line
/// after 1, 2, 4 ... s and then once a minute. It never waits for the terminal, which would show in
/// the run's delays: what isn't taken at once is left out. On the thread of the run.
class ProgressLine : public QObject
{
    Q_OBJECT
public:
    /// Whether standard error is a terminal.
    [[nodiscard]] static bool hasTerminal();

    /// `before` begins the line: which run it is of several.
    explicit ProgressLine(const Run &run, QString before = {});
    ~ProgressLine() override;

    /// Takes the line away, for other output or the end; the next progress draws it again.
    void clear();

private:
    void draw();
    void rewrite();
    void addLine();
    [[nodiscard]] QString text() const;

    const Run &m_run;
    const QString m_before;
    const bool m_isRewritten;
    ProgressRate m_rate;
    QElapsedTimer m_drawn;
    bool m_visible = false;
    std::chrono::nanoseconds m_nextLine = std::chrono::seconds(1); // of the run's time
};

} // namespace thaw
