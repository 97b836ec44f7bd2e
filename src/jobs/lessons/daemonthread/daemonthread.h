// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/process.h"

#include <chrono>

namespace thaw {

/// What a person may set of it.
struct DaemonThreadValues : LessonValues
{
    int mainS = 3;
    int linesLeft = 2;

    void declare(ParameterFields &fields);
};

class DaemonThread : public LessonWith<DaemonThreadValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::DaemonThread)
public:
    using LessonWith::LessonWith;

    // The idea:
    static void mainPart(bool isDaemon, std::chrono::milliseconds second, int seconds,
                         int linesLeft);

private:
    using milliseconds = std::chrono::milliseconds;
    using Process = traced::Process;

    static constexpr char mainEnds[] = "Main part: ends";
    static constexpr char backgroundEnds[] = "Background: done";

    // What one of the processes did.
    struct Story
    {
        QStringList lines;
        std::chrono::nanoseconds mainEndedAt{};
        std::chrono::nanoseconds exitedAt{};

        [[nodiscard]] bool has(const char *line) const
        {
            return lines.contains(QLatin1String(line));
        }
        [[nodiscard]] qsizetype linesSaid() const
        {
            return lines.filter(QStringLiteral("Background: line ")).size();
        }
        // The lines behind the one with which the main part ended.
        [[nodiscard]] QStringList afterMain() const
        {
            return lines.mid(lines.indexOf(QLatin1String(mainEnds)) + 1);
        }
        [[nodiscard]] qint64 exitAfterMainMs() const
        {
            return std::chrono::round<milliseconds>(exitedAt - mainEndedAt).count();
        }
    };

    Story watch(bool isDaemon);

    // Around it:
    void teach() override;
    [[nodiscard]] QStringList arguments(bool isDaemon) const;
    void note(Story &story, const QString &line) const;
    void concludeFrom(const Story &daemon, const Story &waited);
};

} // namespace thaw
