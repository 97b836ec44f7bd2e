// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/lessons/lesson.h"
#include "jobs/traced/semaphore.h"
#include "jobs/traced/thread.h"

namespace thaw {

/// What a person may set of it.
struct NamedThreadsValues : LessonValues
{
    int threads = 3;
    QString name = QStringLiteral("Worker");

    void declare(ParameterFields &fields);
};

class NamedThreads : public LessonWith<NamedThreadsValues>
{
    Q_DECLARE_TR_FUNCTIONS(thaw::NamedThreads)
public:
    using LessonWith::LessonWith;

private:
    using Semaphore = traced::Semaphore;
    using Thread = traced::Thread;

    // The idea:
    void work(Semaphore &here, Semaphore &counted);
    void countThreads();

    // Around it:
    void teach() override;
    [[nodiscard]] static QList<QByteArray> namesInSystem();
    [[nodiscard]] QString nameOf(int number) const;
    [[nodiscard]] bool allSaidTheirNames() const;
    [[nodiscard]] QStringList foundInSystem() const;
    void concludeFromCounts();

    std::ptrdiff_t m_activeDuring = 0;
    std::ptrdiff_t m_activeAfter = 0;
    QList<QByteArray> m_namesInSystem; // while the threads lived; empty where that can't be asked
};

} // namespace thaw
