// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/lesson.h"
#include "jobs/traced/thread.h"

#include <algorithm>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using traced::Thread;

class NumbersAndLetters : public Lesson
{
    Q_DECLARE_TR_FUNCTIONS(thaw::NumbersAndLetters)
public:
    explicit NumbersAndLetters(const ParameterValues &values)
        : Lesson(values)
        , m_from(values[QStringLiteral("from")].toInt())
        , m_secondSaysLetters(values[QStringLiteral("second")] == QLatin1String("letters"))
        , m_sequential(values[QStringLiteral("sequential")].toBool())
    {}

private:
    //! [lesson]
    // Says five numbers, and waits a second after each.
    void sayNumbers()
    {
        for (int number = m_from; number < m_from + 5; ++number) {
            say(QStringLiteral("Number: %1").arg(number));
            sleep(1s);
        }
    }

    // The same with letters.
    void sayLetters()
    {
        for (const char letter : {'A', 'B', 'C', 'D', 'E'}) {
            say(QStringLiteral("Letter: %1").arg(QLatin1Char(letter)));
            sleep(1s);
        }
    }

    // While one of the two threads waits, the other goes on.
    void runBoth()
    {
        Thread first(context(), QStringLiteral("First"), [this] { sayNumbers(); });
        Thread second(context(), QStringLiteral("Second"),
                      [this] { m_secondSaysLetters ? sayLetters() : sayNumbers(); });
        first.start();
        if (m_sequential) {
            first.wait(); // the second starts when the first has ended: nothing is gained
        }
        second.start();
        first.wait();
        second.wait();
    }
    //! [lesson]

    void teach() override
    {
        countLines(10);
        const auto began = context().activeTime();
        runBoth();
        concludeFrom(context().activeTime() - began);
    }

    // Neither thread's lines all come before the other's.
    [[nodiscard]] bool isInterleaved() const
    {
        const std::vector<SaidLine> lines = said();
        const auto isOther = [&](const SaidLine &line) {
            return line.thread != lines.front().thread;
        };
        return !std::all_of(std::ranges::find_if(lines, isOther), lines.end(), isOther);
    }

    void concludeFrom(std::chrono::nanoseconds took)
    {
        const QStringList first = saidBy(QStringLiteral("First"));
        const QStringList second = saidBy(QStringLiteral("Second"));
        const bool inOrder = first.size() == 5 && second.size() == 5
                             && std::ranges::is_sorted(first) && std::ranges::is_sorted(second);
        const bool interleaved = isInterleaved();
        const double threaded = factSeconds(took);
        const double sequential = factSeconds(slept());
        setFact("threaded_s", threaded);
        setFact("sequential_s", sequential);
        setFact("interleaved", interleaved);
        conclude({.isRight = inOrder && interleaved != m_sequential,
                  .isShown = m_sequential || isClearlyShorter(took, slept())},
                 (interleaved ? tr("The lines of the two threads came in turns, within %1 s; their "
                                   "waits add up to %2 s.")
                              : tr("The lines of one thread came before those of the other, within "
                                   "%1 s; their waits add up to %2 s."))
                         .arg(threaded)
                         .arg(sequential));
    }

    const int m_from;
    const bool m_secondSaysLetters;
    const bool m_sequential;
};

QString expectedOf(const ParameterValues &values)
{
    return values[QStringLiteral("sequential")].toBool()
                   ? NumbersAndLetters::tr("All lines of the first thread come before those of the "
                                           "second, and the whole takes as long as all the waits "
                                           "together.")
                   : NumbersAndLetters::tr("The lines of the two threads mix, each thread's own in "
                                           "order, and the whole takes half as long as all the "
                                           "waits together.");
}

} // namespace

JobDescriptor numbersAndLettersLesson()
{
    return {
            .id = QStringLiteral("numbers-and-letters"),
            .title = NumbersAndLetters::tr("Numbers and letters"),
            .summary = NumbersAndLetters::tr("Two threads make progress at once."),
            .icon = QStringLiteral("job-numbers-and-letters"),
            .chapter = chapterName(Chapter::Threads),
            .unit = QStringLiteral("lines"),
            .parameters = lessonParameters({
                    {.name = QStringLiteral("second"),
                     .type = ParameterType::Choice,
                     .label = NumbersAndLetters::tr("Second thread"),
                     .help = NumbersAndLetters::tr(
                             "What the second thread says; with numbers, both "
                             "run the same function"),
                     .initial = QStringLiteral("letters"),
                     .choices = {QStringLiteral("letters"), QStringLiteral("numbers")}},
                    {.name = QStringLiteral("from"),
                     .type = ParameterType::Integer,
                     .label = NumbersAndLetters::tr("First number"),
                     .help = NumbersAndLetters::tr("The number that counting starts with"),
                     .initial = qlonglong{1},
                     .least = 0,
                     .most = 1},
                    {.name = QStringLiteral("sequential"),
                     .type = ParameterType::Switch,
                     .label = NumbersAndLetters::tr("One after the other"),
                     .help = NumbersAndLetters::tr("The second thread starts when the first has "
                                                   "ended"),
                     .initial = false},
            }),
            .duration =
                    [](const ParameterValues &values) {
                        return pacedDuration(
                                values, values[QStringLiteral("sequential")].toBool() ? 10 : 5);
                    },
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<NumbersAndLetters>(values);
                    },
            .lesson = LessonTexts{.goal = NumbersAndLetters::tr(
                                          "While one thread waits, another goes on: two "
                                          "threads that mostly wait take no longer than "
                                          "one."),
                                  .expected = expectedOf},
    };
}

} // namespace thaw
