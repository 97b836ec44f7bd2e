// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

#include <mutex>

namespace thaw {

/// What a person may set of it.
struct GarbledOutputValues : LessonValues
{
    bool lock = true;
    int lines = 5;

    void declare(ParameterFields &fields);
};

class GarbledOutput : public LessonWith<GarbledOutputValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::GarbledOutput)
public:
    explicit GarbledOutput(const GarbledOutputValues &values);

private:
    using Mutex = traced::Mutex;
    using Thread = traced::Thread;

    // The idea:
    void writeLine(const QString &line);
    void writeLines(Mutex &lock);
    void writeFromTwoThreads();

    // Around it:
    void teach() override;
    void append(const QString &piece, SourceLine where = SourceLine::current());
    [[nodiscard]] bool otherIsYetToWrite() const;
    void concludeFromText();

    QStringList m_lines;        // that each thread writes
    mutable std::mutex m_guard; // protects all below
    QString m_text;
    QString m_lastWriter;
    QMap<QString, qsizetype> m_ended; // lines, by thread
    bool m_oneIsDone = false;         // a thread has ended all of its lines
};

} // namespace thaw
