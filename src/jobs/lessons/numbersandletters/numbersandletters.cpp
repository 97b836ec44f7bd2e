// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/lessons/numbersandletters/numbersandletters.h"

namespace thaw {

using namespace std::chrono_literals;

//! [lesson]
// Says five numbers, and waits a second after each.
void NumbersAndLetters::sayNumbers()
{
    for (int number = values().from; number < values().from + 5; ++number) {
        say(QStringLiteral("Number: %1").arg(number));
        sleep(1s);
    }
}

// The same with letters.
void NumbersAndLetters::sayLetters()
{
    for (const char letter : {'A', 'B', 'C', 'D', 'E'}) {
        say(QStringLiteral("Letter: %1").arg(QLatin1Char(letter)));
        sleep(1s);
    }
}

// While one of the two threads waits, the other goes on.
void NumbersAndLetters::runBoth()
{
    Thread first(context(), QStringLiteral("First"), [this] { sayNumbers(); });
    Thread second(context(), QStringLiteral("Second"),
                  [this] { values().secondSaysLetters ? sayLetters() : sayNumbers(); });
    first.start();
    if (values().sequential) {
        first.wait(); // the second starts when the first has ended: nothing is gained
    }
    second.start();
    first.wait();
    second.wait();
}
//! [lesson]

} // namespace thaw
