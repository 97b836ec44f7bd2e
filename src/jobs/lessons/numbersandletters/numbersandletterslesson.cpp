// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/numbersandletters/numbersandletters.h"

#include <algorithm>
#include <vector>

namespace thaw {

void NumbersAndLetters::teach()
{
    countLines(10);
    const auto began = context().activeTime();
    runBoth();
    concludeFrom(context().activeTime() - began);
}

// Neither thread's lines all come before the other's.
bool NumbersAndLetters::isInterleaved() const
{
    const std::vector<SaidLine> lines = said();
    const auto isOther = [&](const SaidLine &line) { return line.thread != lines.front().thread; };
    return !std::all_of(std::ranges::find_if(lines, isOther), lines.end(), isOther);
}

void NumbersAndLetters::concludeFrom(std::chrono::nanoseconds took)
{
    const QStringList first = saidBy(QStringLiteral("First"));
    const QStringList second = saidBy(QStringLiteral("Second"));
    const bool inOrder = first.size() == 5 && second.size() == 5 && std::ranges::is_sorted(first)
                         && std::ranges::is_sorted(second);
    const bool interleaved = isInterleaved();
    const double threaded = factSeconds(took);
    const double sequential = factSeconds(slept());
    setFact("threaded_s", threaded);
    setFact("sequential_s", sequential);
    setFact("interleaved", interleaved);
    conclude({.isRight = inOrder && interleaved != values().sequential,
              .isShown = values().sequential || isClearlyShorter(took, slept())},
             (interleaved ? tr("The lines of the two threads came in turns, within %1 s; their "
                               "waits add up to %2 s.")
                          : tr("The lines of one thread came before those of the other, within "
                               "%1 s; their waits add up to %2 s."))
                     .arg(threaded)
                     .arg(sequential));
}

void NumbersAndLettersValues::declare(ParameterFields &fields)
{
    fields.addChoice<bool>(
            "second", secondSaysLetters,
            {{QStringLiteral("letters"), true}, {QStringLiteral("numbers"), false}},
            {.label = NumbersAndLetters::tr("Second thread"),
             .help = NumbersAndLetters::tr("What the second thread says; with numbers, both "
                                           "run the same function")});
    fields.add("from", from,
               {.label = NumbersAndLetters::tr("First number"),
                .help = NumbersAndLetters::tr("The number that counting starts with"),
                .least = 0,
                .most = 1});
    fields.add("sequential", sequential,
               {.label = NumbersAndLetters::tr("One after the other"),
                .help = NumbersAndLetters::tr("The second thread starts when the first has "
                                              "ended")});
}

namespace {

QString expectedOf(const NumbersAndLettersValues &values)
{
    return values.sequential
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
    return describeLesson<NumbersAndLetters>({
            .id = QStringLiteral("numbers-and-letters"),
            .title = NumbersAndLetters::tr("Numbers and letters"),
            .summary = NumbersAndLetters::tr("Two threads make progress at once."),
            .chapter = Chapter::Threads,
            .unit = QStringLiteral("lines"),
            .goal = NumbersAndLetters::tr("While one thread waits, another goes on: two "
                                          "threads that mostly wait take no longer than "
                                          "one."),
            .expected = expectedOf,
            .seconds =
                    [](const NumbersAndLettersValues &values) {
                        return values.sequential ? 10.0 : 5.0;
                    },
    });
}

} // namespace thaw
