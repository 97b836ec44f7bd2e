// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/process.h"

#include <QJsonArray>

#include <chrono>
#include <optional>
#include <set>
#include <vector>

namespace thaw {

/// What a person may set of it.
struct ProcessesValues : LessonValues
{
    int children = 4;

    void declare(ParameterFields &fields);
};

class Processes : public LessonWith<ProcessesValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Processes)
public:
    using LessonWith::LessonWith;

    // The idea:
    static int variable;
    static int square(const std::vector<QByteArray> &arguments);

private:
    using Process = traced::Process;

    struct Answer
    {
        int square = 0;
        int variable = 0;
        qint64 pid = 0;
    };

    void runAll();

    // Around it:
    static Answer answerOf(const std::optional<QByteArray> &line);
    static QString inMilliseconds(std::chrono::nanoseconds time);
    static std::size_t indexOf(int number);
    void note(const Process &child, const Answer &answer);
    void teach() override;
    void concludeFrom(std::chrono::nanoseconds took, int before);

    std::ptrdiff_t m_atOnce = 0;
    std::chrono::nanoseconds m_toldAt{}; // when all were there
    QJsonArray m_squares;
    QJsonArray m_variables;
    QJsonArray m_pids;
    std::set<qint64> m_distinctPids;
};

} // namespace thaw
