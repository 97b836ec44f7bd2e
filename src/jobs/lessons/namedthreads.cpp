// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/semaphore.h"
#include "jobs/traced/thread.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <memory>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Semaphore;
using traced::Thread;

// The names of all threads of this process, as the system knows them. On Linux each thread has a
// folder; a name there has 15 bytes at most.
QList<QByteArray> namesInSystem()
{
    QList<QByteArray> names;
    const QDir threads(QStringLiteral("/proc/self/task"));
    for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(threads.filePath(thread + QStringLiteral("/comm")));
        if (file.open(QIODevice::ReadOnly)) { // else it has just ended
            const QByteArray line = file.readAll();
            names.append(line.left(line.size() - 1)); // without the newline
        }
    }
    return names;
}

class NamedThreads : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::NamedThreads)
public:
    explicit NamedThreads(const ParameterValues &values)
        : Lesson(values)
        , m_count(values[QStringLiteral("threads")].toInt())
        , m_name(values[QStringLiteral("name")].toString().simplified())
    {}

private:
    //! [lesson]
    // All threads run the same function. By its name, each can tell who it is.
    void work(Semaphore &here, Semaphore &counted)
    {
        say(tr("%1 is starting").arg(currentThreadName()));
        here.release();
        sleep(2s);
        counted.acquire(); // nobody leaves before the count
        say(tr("%1 is finished").arg(currentThreadName()));
    }

    void countThreads()
    {
        Semaphore here(context(), QStringLiteral("all to be here"), 0);
        Semaphore counted(context(), QStringLiteral("the count"), 0);
        std::vector<std::unique_ptr<Thread>> threads;
        threads.reserve(static_cast<std::size_t>(m_count));
        for (int number = 0; number < m_count; ++number) {
            threads.push_back(std::make_unique<Thread>(context(), nameOf(number),
                                                       [&] { work(here, counted); }));
        }
        for (const auto &thread : threads) {
            thread->start();
        }
        for (int number = 0; number < m_count; ++number) {
            here.acquire();
        }

        const auto isAlive = [](const auto &thread) { return thread->isRunning(); };
        m_activeDuring = std::ranges::count_if(threads, isAlive);
        m_namesInSystem = namesInSystem();
        say(tr("Threads alive: %1, and the one that counts").arg(m_activeDuring));

        counted.release(m_count);
        for (const auto &thread : threads) {
            thread->wait();
        }
        m_activeAfter = std::ranges::count_if(threads, isAlive);
        say(tr("Threads alive: %1, and the one that counts").arg(m_activeAfter));
    }
    //! [lesson]

    void teach() override
    {
        countLines(2 * m_count + 2);
        countThreads();
        concludeFromCounts();
    }

    [[nodiscard]] QString nameOf(int number) const
    {
        return QStringLiteral("%1-%2").arg(m_name, QString::number(number));
    }

    // Whether each thread said that it starts, and then that it is finished, under its name.
    [[nodiscard]] bool allSaidTheirNames() const
    {
        for (int number = 0; number < m_count; ++number) {
            const QString name = nameOf(number);
            if (saidBy(name)
                != QStringList{tr("%1 is starting").arg(name), tr("%1 is finished").arg(name)}) {
                return false;
            }
        }
        return true;
    }

    // Those of the threads' names that the system knew, as it knew them.
    [[nodiscard]] QStringList foundInSystem() const
    {
        QList<QByteArray> names = m_namesInSystem;
        QStringList found;
        for (int number = 0; number < m_count; ++number) {
            const QByteArray name = nameOf(number).toUtf8().left(15);
            if (names.removeOne(name)) {
                found.append(QString::fromUtf8(name));
            }
        }
        return found;
    }

    void concludeFromCounts()
    {
        const QStringList found = foundInSystem();
        setFact("active_during", qint64{m_activeDuring});
        setFact("active_after", qint64{m_activeAfter});
        setFact("counting_thread", currentThreadName());
        setFact("names_in_system", QJsonArray::fromStringList(found));
        const bool systemKnows = m_namesInSystem.isEmpty() || found.size() == m_count;
        conclude(m_activeDuring == m_count && m_activeAfter == 0 && systemKnows
                         && allSaidTheirNames(),
                 tr("Threads alive beside the one that counted: %1 while they worked, %2 at the "
                    "end; "
                    "names found in the system: %3.")
                         .arg(m_activeDuring)
                         .arg(m_activeAfter)
                         .arg(found.size()));
    }

    const int m_count;
    const QString m_name;
    std::ptrdiff_t m_activeDuring = 0;
    std::ptrdiff_t m_activeAfter = 0;
    QList<QByteArray> m_namesInSystem; // while the threads lived; empty where that can't be asked
};

QString expectedOf(const ParameterValues &values)
{
    return NamedThreads::tr("Each thread says its own name. Threads alive while they work: %1; at "
                            "the end: none. The system shows the names, too, cut to 15 bytes.")
            .arg(values[QStringLiteral("threads")].toInt());
}

} // namespace

JobDescriptor namedThreadsLesson()
{
    return {
            .id = QStringLiteral("named-threads"),
            .title = NamedThreads::tr("Named threads"),
            .summary = NamedThreads::tr("A thread has a name, and you can count the living."),
            .icon = QStringLiteral("job-named-threads"),
            .chapter = chapterName(Chapter::Threads),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("threads"),
                     .type = ParameterType::Integer,
                     .label = NamedThreads::tr("Threads"),
                     .help = NamedThreads::tr("How many threads run at once"),
                     .initial = qlonglong{3},
                     .least = 1,
                     .most = 32},
                    {.name = QStringLiteral("name"),
                     .type = ParameterType::Text,
                     .label = NamedThreads::tr("Name"),
                     .help = NamedThreads::tr("The threads are named so, with a number behind"),
                     .initial = QStringLiteral("Worker"),
                     .required = true},
            }),
            .duration = [](const ParameterValues &values) { return pacedDuration(values, 2); },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<NamedThreads>(values);
                    },
            .lesson = LessonTexts{.goal = NamedThreads::tr(
                                          "A name tells one thread from another: in what the "
                                          "program says, in a debugger and in the system's own "
                                          "list. Whether a thread is alive can be asked at any "
                                          "time."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
