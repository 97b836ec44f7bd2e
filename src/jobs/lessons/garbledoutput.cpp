// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/jobthread.h"
#include "jobs/lessons/lesson.h"
#include "jobs/traced/mutex.h"
#include "jobs/traced/thread.h"

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Mutex;
using traced::MutexLocker;
using traced::Thread;

class GarbledOutput : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::GarbledOutput)
public:
    explicit GarbledOutput(const ParameterValues &values)
        : Lesson(values)
        , m_useLock(values[QStringLiteral("lock")].toBool())
    {
        for (int number = 1; number <= values[QStringLiteral("lines")].toInt(); ++number) {
            m_lines.append(QStringLiteral("This is line %1").arg(number));
        }
    }

private:
    //! [lesson]
    // To write a line takes two steps: its text, then the newline. Each step is safe by itself, as
    // a write() to a terminal is. Between the two, the other thread may write.
    void writeLine(const QString &line)
    {
        append(line);
        do {
            sleep(100ms); // a thread may have to wait at any moment: here it is certain to
        } while (!m_useLock && otherIsYetToWrite());
        append(QStringLiteral("\n"));
    }

    // Both threads write the same lines. Under the lock, the two steps of a line are as one.
    void writeLines(Mutex &lock)
    {
        for (const QString &line : m_lines) {
            if (m_useLock) {
                const MutexLocker locker(&lock);
                writeLine(line);
            } else {
                writeLine(line);
            }
        }
    }

    void writeFromTwoThreads()
    {
        Mutex lock(context(), QStringLiteral("the lock"));
        Thread first(context(), QStringLiteral("First"), [&] { writeLines(lock); });
        Thread second(context(), QStringLiteral("Second"), [&] { writeLines(lock); });
        first.start();
        second.start();
        first.wait();
        second.wait();
    }
    //! [lesson]

    void teach() override
    {
        context().setProgress(0, 2 * m_lines.size());
        writeFromTwoThreads();
        concludeFromText();
    }

    // A step: adds to the text that the threads share. Any thread.
    void append(const QString &piece, SourceLine where = SourceLine::current())
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
    [[nodiscard]] bool otherIsYetToWrite() const
    {
        const std::lock_guard guard(m_guard);
        return !m_oneIsDone && m_lastWriter == currentThreadName();
    }

    void concludeFromText()
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
        conclude(lines.size() == 2 * m_lines.size() && (garbled == 0) == m_useLock,
                 (m_useLock ? tr("With the lock, %1 of %2 lines are garbled.")
                            : tr("Without the lock, %1 of %2 lines are garbled."))
                         .arg(garbled)
                         .arg(lines.size()));
    }

    const bool m_useLock;
    QStringList m_lines; // that each thread writes

    mutable std::mutex m_guard; // protects all below
    QString m_text;
    QString m_lastWriter;
    QMap<QString, qsizetype> m_ended; // lines, by thread
    bool m_oneIsDone = false;         // a thread has ended all of its lines
};

QString expectedOf(const ParameterValues &values)
{
    return values[QStringLiteral("lock")].toBool()
                   ? GarbledOutput::tr("Every line comes out whole.")
                   : GarbledOutput::tr("At least one line is garbled: the texts of two lines run "
                                       "together, and a line remains empty.");
}

} // namespace

JobDescriptor garbledOutputLesson()
{
    return {
            .id = QStringLiteral("garbled-output"),
            .title = GarbledOutput::tr("Garbled output"),
            .summary = GarbledOutput::tr("Writing a line is not one step."),
            .icon = QStringLiteral("job-garbled-output"),
            .chapter = chapterName(Chapter::Threads),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("lock"),
                     .type = ParameterType::Switch,
                     .label = GarbledOutput::tr("Lock"),
                     .help = GarbledOutput::tr("Off, the two steps of a line can be torn apart"),
                     .initial = true},
                    {.name = QStringLiteral("lines"),
                     .type = ParameterType::Integer,
                     .label = GarbledOutput::tr("Lines"),
                     .help = GarbledOutput::tr("How many lines each of the two threads writes"),
                     .initial = qlonglong{5},
                     .least = 1,
                     .most = 100},
            }),
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<GarbledOutput>(values);
                    },
            .lesson = LessonTexts{.goal = GarbledOutput::tr(
                                          "What takes two steps can be torn apart by another "
                                          "thread in between. A lock makes it one step for all "
                                          "who take the lock."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
