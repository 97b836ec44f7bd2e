// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/qtwarnings.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace thaw {

namespace {

constexpr qsizetype mostKept = 100;

std::mutex s_mutex; // protects s_goesOnTo, also while it isn't known which handler was before
QtMessageHandler s_goesOnTo = nullptr;
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
    std::unique_lock lock(s_mutex);
    const QtMessageHandler next = s_goesOnTo;
    lock.unlock();
    if (next) {
        next(type, where, text);
    } else {
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, where, text)));
    }
}

// The program's handler is whichever was set last: this one goes before it, once.
void goBeforeTheHandler()
{
    const std::lock_guard lock(s_mutex);
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
    return m_more > 0 ? m_all + QStringList(tr("and %1 more").arg(m_more)) : m_all;
}

QStringList QtWarnings::unexpected() const
{
    const std::lock_guard lock(m_mutex);
    QStringList unexpected;
    for (const QString &warning : m_all) {
        if (!isExpected(warning)) {
            unexpected.append(warning);
        }
    }
    if (m_moreUnexpected > 0) {
        unexpected.append(tr("and %1 more").arg(m_moreUnexpected));
    }
    return unexpected;
}

// With the lock held.
bool QtWarnings::isExpected(const QString &warning) const
{
    return std::ranges::any_of(m_expected,
                               [&](const QString &part) { return warning.contains(part); });
}

void QtWarnings::take(const QString &text)
{
    const QString warning = QStringLiteral("%1: %2").arg(currentThreadName(), text);
    std::unique_lock lock(m_mutex);
    if (m_all.size() < mostKept) {
        m_all.append(warning);
        lock.unlock();
        m_context.say(tr("Qt warns: %1").arg(text));
        return;
    }
    m_moreUnexpected += isExpected(warning) ? 0 : 1;
    const bool isFirst = ++m_more == 1;
    lock.unlock();
    if (isFirst) {
        m_context.say(tr("Qt warns of more; only the first %1 are told.").arg(mostKept));
    }
}

} // namespace thaw
