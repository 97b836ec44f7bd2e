// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/namedthreads/namedthreads.h"

#include "jobs/engine/jobthread.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace thaw {

void NamedThreads::teach()
{
    countLines(2 * values().threads + 2);
    countThreads();
    concludeFromCounts();
}

// The names of all threads of this process, as the system knows them. On Linux each thread has a
// folder; a name there has 15 bytes at most.
QList<QByteArray> NamedThreads::namesInSystem()
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

QString NamedThreads::nameOf(int number) const
{
    return QStringLiteral("%1-%2").arg(values().name.simplified(), QString::number(number));
}

// Whether each thread said that it starts, and then that it is finished, under its name.
bool NamedThreads::allSaidTheirNames() const
{
    for (int number = 0; number < values().threads; ++number) {
        const QString name = nameOf(number);
        if (saidBy(name)
            != QStringList{tr("%1 is starting").arg(name), tr("%1 is finished").arg(name)}) {
            return false;
        }
    }
    return true;
}

// Those of the threads' names that the system knew, as it knew them.
QStringList NamedThreads::foundInSystem() const
{
    QList<QByteArray> names = m_namesInSystem;
    QStringList found;
    for (int number = 0; number < values().threads; ++number) {
        const QByteArray name = nameOf(number).toUtf8().left(15);
        if (names.removeOne(name)) {
            found.append(QString::fromUtf8(name));
        }
    }
    return found;
}

void NamedThreads::concludeFromCounts()
{
    const QStringList found = foundInSystem();
    setFact("active_during", qint64{m_activeDuring});
    setFact("active_after", qint64{m_activeAfter});
    setFact("counting_thread", currentThreadName());
    setFact("names_in_system", QJsonArray::fromStringList(found));
    const bool systemKnows = m_namesInSystem.isEmpty() || found.size() == values().threads;
    conclude(m_activeDuring == values().threads && m_activeAfter == 0 && systemKnows
                     && allSaidTheirNames(),
             tr("Threads alive beside the one that counted: %1 while they worked, %2 at the end; "
                "names found in the system: %3.")
                     .arg(m_activeDuring)
                     .arg(m_activeAfter)
                     .arg(found.size()));
}

void NamedThreadsValues::declare(ParameterFields &fields)
{
    fields.add("threads", threads,
               {.label = NamedThreads::tr("Threads"),
                .help = NamedThreads::tr("How many threads run at once"),
                .least = 1,
                .most = 32});
    fields.add("name", name,
               {.label = NamedThreads::tr("Name"),
                .help = NamedThreads::tr("The threads are named so, with a number behind"),
                .required = true});
}

namespace {

QString expectedOf(const NamedThreadsValues &values)
{
    return NamedThreads::tr("Each thread says its own name. Threads alive while they work: %1; at "
                            "the end: none. The system shows the names, too, cut to 15 bytes.")
            .arg(values.threads);
}

} // namespace

JobDescriptor namedThreadsLesson()
{
    return describeLesson<NamedThreads>({
            .id = QStringLiteral("named-threads"),
            .title = NamedThreads::tr("Named threads"),
            .summary = NamedThreads::tr("A thread has a name, and you can count the living."),
            .chapter = Chapter::Threads,
            .unit = QStringLiteral("lines"),
            .goal = NamedThreads::tr("A name tells one thread from another: in what the program "
                                     "says, in a debugger and in the system's own list. Whether a "
                                     "thread is alive can be asked at any time."),
            .expected = expectedOf,
            .seconds = [](const NamedThreadsValues & /*values*/) { return 2.0; },
    });
}

} // namespace thaw
