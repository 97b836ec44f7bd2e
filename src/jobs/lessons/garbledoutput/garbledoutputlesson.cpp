// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/garbledoutput/garbledoutput.h"

#include "jobs/engine/jobthread.h"

#include <utility>

namespace thaw {

GarbledOutput::GarbledOutput(const GarbledOutputValues &values)
    : LessonWith(values)
{
    for (int number = 1; number <= values.lines; ++number) {
        m_lines.append(QStringLiteral("This is line %1").arg(number));
    }
}

void GarbledOutput::teach()
{
    context().setProgress(0, 2 * m_lines.size());
    writeFromTwoThreads();
    concludeFromText();
}

// A step: adds to the text that the threads share. Any thread.
void GarbledOutput::append(const QString &piece, SourceLine where)
{
    context().point(where);
    const bool endsLine = piece == QLatin1String("\n");
    {
        const std::lock_guard guard(m_guard);
        m_text += piece;
        m_lastWriter = currentThreadName();
        m_ended[m_lastWriter] += endsLine ? 1 : 0;
        m_oneIsDone = m_oneIsDone || m_ended[m_lastWriter] == m_lines.size();
    }
    if (endsLine) {
        context().addProgress(1);
    }
}

// Makes certain what would else be a matter of luck: that the other thread has its turn between
// the two steps. One of the two was not the last to write, so one of them always goes on.
bool GarbledOutput::otherIsYetToWrite() const
{
    const std::lock_guard guard(m_guard);
    return !m_oneIsDone && m_lastWriter == currentThreadName();
}

void GarbledOutput::concludeFromText()
{
    QStringList lines = m_text.split(QLatin1Char('\n'));
    lines.removeLast(); // what follows the last newline: nothing
    int garbled = 0;
    for (const QString &line : std::as_const(lines)) {
        const bool isWhole = m_lines.contains(line);
        garbled += isWhole ? 0 : 1;
        say(isWhole ? line : tr("\"%1\" is garbled").arg(line));
    }
    setFact("lines", lines.size());
    setFact("garbled_lines", garbled);
    conclude(lines.size() == 2 * m_lines.size() && (garbled == 0) == values().lock,
             (values().lock ? tr("With the lock, %1 of %2 lines are garbled.")
                            : tr("Without the lock, %1 of %2 lines are garbled."))
                     .arg(garbled)
                     .arg(lines.size()));
}

void GarbledOutputValues::declare(ParameterFields &fields)
{
    fields.add("lock", lock,
               {.label = GarbledOutput::tr("Lock"),
                .help = GarbledOutput::tr("Off, the two steps of a line can be torn apart")});
    fields.add("lines", lines,
               {.label = GarbledOutput::tr("Lines"),
                .help = GarbledOutput::tr("How many lines each of the two threads writes"),
                .least = 1,
                .most = 100});
}

namespace {

QString expectedOf(const GarbledOutputValues &values)
{
    return values.lock
                   ? GarbledOutput::tr("Every line comes out whole.")
                   : GarbledOutput::tr("At least one line is garbled: the texts of two lines run "
                                       "together, and a line remains empty.");
}

} // namespace

JobDescriptor garbledOutputLesson()
{
    return describeLesson<GarbledOutput>({
            .id = QStringLiteral("garbled-output"),
            .title = GarbledOutput::tr("Garbled output"),
            .summary = GarbledOutput::tr("Writing a line is not one step."),
            .chapter = Chapter::Threads,
            .unit = QStringLiteral("lines"),
            .goal = GarbledOutput::tr("What takes two steps can be torn apart by another "
                                      "thread in between. A lock makes it one step for all "
                                      "who take the lock."),
            .expected = expectedOf,
    });
}

} // namespace thaw
