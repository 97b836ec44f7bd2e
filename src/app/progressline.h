// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/progressrate.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

namespace thaw {

class Run;

/// A run's progress in one line of a terminal, on standard error, rewritten at most ten times a
/// second. On the thread of the run.
class ProgressLine : public QObject
{
    Q_OBJECT
public:
    /// `before` begins the line: which run it is of several.
    explicit ProgressLine(const Run &run, QString before = {});
    ~ProgressLine() override;

    /// Takes the line away, for other output or the end; the next progress draws it again.
    void clear();

private:
    void draw();

    const Run &m_run;
    const QString m_before;
    ProgressRate m_rate;
    QElapsedTimer m_drawn;
    bool m_visible = false;
};

} // namespace thaw
