// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/qtwarnings.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <utility>

namespace thaw {

namespace {

std::atomic<QtMessageHandler> s_goesOnTo = nullptr;
thread_local bool t_isTaking = false; // taking one may warn, too

bool isTaken(QtMsgType type, const QString &text)
{
    if (type != QtWarningMsg || t_isTaking || text.startsWith(QLatin1String("QThread::start: "))) {
        return false;
    }
    JobContext *const context = currentJobContext();
    QtWarnings *const warnings = context ? RunAccess(*context).warnings() : nullptr;
    if (!warnings) {
        return false;
    }
    t_isTaking = true;
    warnings->take(text);
    t_isTaking = false;
    return true;
}

void handle(QtMsgType type, const QMessageLogContext &where, const QString &text)
{
    if (isTaken(type, text)) {
        return;
    }
    if (const QtMessageHandler next = s_goesOnTo) {
        next(type, where, text);
    } else {
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, where, text)));
    }
}

// The program's handler is whichever was set last: this one goes before it, once.
void goBeforeTheHandler()
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    const QtMessageHandler before = qInstallMessageHandler(handle);
    if (before != handle) {
        s_goesOnTo = before;
    }
}

} // namespace

QtWarnings::QtWarnings(JobContext &context)
    : m_context(context)
    , m_contextBefore(setCurrentJobContext(&context))
{
    goBeforeTheHandler();
    RunAccess(m_context).setWarnings(this);
}

QtWarnings::~QtWarnings()
{
    RunAccess(m_context).setWarnings(nullptr);
    setCurrentJobContext(m_contextBefore);
}

void QtWarnings::expect(const QString &part)
{
    const std::lock_guard lock(m_mutex);
    m_expected.append(part);
}

QStringList QtWarnings::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_all;
}

QStringList QtWarnings::unexpected() const
{
    const std::lock_guard lock(m_mutex);
    QStringList unexpected;
    for (const QString &warning : m_all) {
        if (std::ranges::none_of(m_expected,
                                 [&](const QString &part) { return warning.contains(part); })) {
            unexpected.append(warning);
        }
    }
    return unexpected;
}

void QtWarnings::take(const QString &text)
{
    {
        const std::lock_guard lock(m_mutex);
        m_all.append(QStringLiteral("%1: %2").arg(currentThreadName(), text));
    }
    m_context.say(tr("Qt warns: %1").arg(text));
}

} // namespace thaw
