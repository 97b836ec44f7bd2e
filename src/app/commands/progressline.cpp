// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/progressline.h"

#include "report/stream.h"
#include "report/wording.h"
#include "runners/run.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr auto longestPause = 60s; // between two plain lines
constexpr auto emptyLine = "\r\x1b[K";

int terminalWidth()
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// By TERM, as all programs do: "dumb" is what editors and build servers say, "unknown" is
// terminfo's word for a terminal of which nothing is known.
bool hasControlSequences()
{
    const QByteArray terminal = qgetenv("TERM");
    return !terminal.isEmpty() && terminal != "dumb" && terminal != "unknown";
}

void writeAtOnce(const QByteArray &bytes)
{
    // What a stopped terminal doesn't take is no loss.
    std::ignore =
            writePatiently(STDERR_FILENO, bytes, [](std::chrono::milliseconds) { return false; });
}

} // namespace

bool ProgressLine::hasTerminal()
{
    return isatty(STDERR_FILENO) != 0;
}

ProgressLine::ProgressLine(const Run &run, QString before)
    : m_run(run)
    , m_before(std::move(before))
    , m_isRewritten(hasControlSequences())
{
    connect(&run, &Run::progressed, this, &ProgressLine::draw);
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::clear()
{
    if (std::exchange(m_visible, false)) {
        writeAtOnce(emptyLine);
    }
}

void ProgressLine::draw()
{
    m_rate.add(m_run.progress(), m_run.elapsed());
    if (m_isRewritten) {
        rewrite();
    } else {
        addLine();
    }
}

void ProgressLine::rewrite()
{
    if (m_drawn.isValid() && m_drawn.elapsed() < 100) {
        return;
    }
    m_drawn.start();
    writeAtOnce(QByteArray(emptyLine) + text().left(std::max(10, terminalWidth() - 1)).toUtf8());
    m_visible = true;
}

void ProgressLine::addLine()
{
    if (m_run.elapsed() < m_nextLine) {
        return;
    }
    while (m_nextLine <= m_run.elapsed()) {
        m_nextLine += std::min<std::chrono::nanoseconds>(m_nextLine, longestPause);
    }
    writeAtOnce(text().toUtf8() + '\n');
}

QString ProgressLine::text() const
{
    QString line = m_before;
    if (const auto fraction = fractionOf(m_run.progress())) {
        line += QStringLiteral("%1 %  ").arg(100 * *fraction, 3, 'f', 0);
    }
    const QString elapsed = timeText(m_run.elapsed());
    const auto left = m_rate.timeLeft();
    line += left ? tr("%1, %2 left").arg(elapsed, timeText(*left)) : elapsed;
    if (const auto perSecond = m_rate.perSecond()) {
        line += QStringLiteral("  ") + rateText(*perSecond, m_run.request().job->unit);
    }
    return line + QStringLiteral("  ") + m_run.status();
}

} // namespace thaw

#include "moc_progressline.cpp"
