// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/progressrate.h"

#include <QElapsedTimer>
#include <QObject>

namespace thaw {

class Run;

/// A run's progress in one line of a terminal, on standard error, rewritten at most ten times a
/// second. On the thread of the run.
class ProgressLine : public QObject
{
    Q_OBJECT
public:
    explicit ProgressLine(const Run &run);
    ~ProgressLine() override;

    /// Takes the line away, for other output or the end; the next progress draws it again.
    void clear();

private:
    void draw();

    const Run &m_run;
    ProgressRate m_rate;
    QElapsedTimer m_drawn;
    bool m_visible = false;
};

} // namespace thaw
