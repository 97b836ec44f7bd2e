// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progressline.h"

#include "report/wording.h"
#include "runners/run.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

namespace thaw {

namespace {

int terminalWidth()
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

ProgressLine::ProgressLine(const Run &run, QString before)
    : m_run(run)
    , m_before(std::move(before))
{
    connect(&run, &Run::progressed, this, &ProgressLine::draw);
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::clear()
{
    if (m_visible) {
        std::fputs("\r\x1b[K", stderr);
        std::fflush(stderr);
        m_visible = false;
    }
}

void ProgressLine::draw()
{
    const Progress progress = m_run.progress();
    m_rate.add(progress, m_run.elapsed());
    if (m_drawn.isValid() && m_drawn.elapsed() < 100) {
        return;
    }
    m_drawn.start();
    QString line = m_before;
    if (progress.total > 0) {
        line += QStringLiteral("%1 %  ").arg(100 * static_cast<double>(progress.done)
                                                     / static_cast<double>(progress.total),
                                             3, 'f', 0);
    }
    line += timeText(m_run.elapsed());
    if (const auto left = m_rate.timeLeft()) {
        line += QStringLiteral(", ") + tr("%1 left").arg(timeText(*left));
    }
    if (const auto perSecond = m_rate.perSecond()) {
        line += QStringLiteral("  ") + rateText(*perSecond, m_run.request().job->unit);
    }
    line += QStringLiteral("  ") + m_run.status();
    line = line.left(std::max(10, terminalWidth() - 1));
    std::fprintf(stderr, "\r\x1b[K%s", line.toUtf8().constData());
    std::fflush(stderr);
    m_visible = true;
}

} // namespace thaw
