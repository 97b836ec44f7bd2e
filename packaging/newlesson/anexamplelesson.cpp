// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/anexample/anexample.h"

namespace thaw {

void AnExampleLesson::teach()
{
    countLines(values().threads);
    const auto began = context().activeTime();
    workTogether();
    const auto took = context().activeTime() - began;
    const auto lines = static_cast<int>(said().size());
    setFact("lines", lines);
    setFact("took_s", factSeconds(took));
    // Whether it came out right is told by order, counts and overlap, which no busy machine spoils.
    // If the sentence tells times that must show something, say so by `isShown` of Findings.
    conclude(
            lines == values().threads && saidBy(QStringLiteral("Worker-1")).size() == 1,
            tr("WRITE the verdict: %1 lines were said in %2 s.").arg(lines).arg(factSeconds(took)));
}

// The name on the command line, the field, and what the form and the help say of it. The field's
// first value, in the header, is the default.
void AnExampleValues::declare(ParameterFields &fields)
{
    fields.add("threads", threads,
               {.label = AnExampleLesson::tr("Threads"),
                .help = AnExampleLesson::tr("WRITE what the number of threads changes"),
                .least = 1,
                .most = 24});
}

namespace {

QString expectedOf(const AnExampleValues &values)
{
    return AnExampleLesson::tr("WRITE what to expect with these values: %1 threads.")
            .arg(values.threads);
}

} // namespace

JobDescriptor anExampleLesson()
{
    return describeLesson<AnExampleLesson>({
            .id = QStringLiteral("an-example"),
            .title = AnExampleLesson::tr("WRITE the title"),
            .summary = AnExampleLesson::tr("WRITE the summary, one sentence."),
            .chapter = Chapter::Threads,
            .unit = QStringLiteral("lines"),
            .goal = AnExampleLesson::tr("WRITE the goal: what the lesson shows."),
            .expected = expectedOf,
            .seconds = [](const AnExampleValues & /*values*/) { return 0.5; },
    });
}

} // namespace thaw
