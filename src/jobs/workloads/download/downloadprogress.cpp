// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadprogress.h"

#include "jobs/engine/jobcontext.h"
#include "jobs/workloads/download/downloadtext.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace thaw {

namespace {

using namespace std::chrono_literals;

constexpr auto betweenStatuses = 100ms;

// "file-1.bin 40 %", or in kB where the server doesn't say how long it is.
QString partText(const DownloadedFile &file)
{
    if (file.expected > 0) {
        // At once: in the name of a file may be a %2, too.
        return DownloadText::tr("%1 %2 %").arg(file.label,
                                               QString::number(100 * file.bytes / file.expected));
    }
    return DownloadText::tr("%1 %2 kB")
            .arg(file.label, QLocale().toString(qint64{file.bytes / 1000}));
}

} // namespace

DownloadProgress::DownloadProgress(JobContext &context, const std::vector<DownloadedFile> &files)
    : m_context(context)
    , m_files(files)
{}

void DownloadProgress::report()
{
    tellBytes();
    if (std::chrono::steady_clock::now() >= m_nextStatus) {
        tellStatus();
    }
}

void DownloadProgress::reportNews()
{
    tellBytes();
    tellStatus();
}

// A file that has failed counts with what came of it, so that the progress ends at its total.
void DownloadProgress::tellBytes()
{
    Progress progress;
    bool isKnown = true;
    for (const DownloadedFile &file : m_files) {
        progress.done += file.bytes;
        progress.total += file.isOver ? file.bytes : file.expected;
        isKnown = isKnown && (file.isOver || file.expected >= 0);
    }
    m_context.setProgress(progress.done, isKnown ? progress.total : 0);
}

void DownloadProgress::tellStatus()
{
    m_nextStatus = std::chrono::steady_clock::now() + betweenStatuses;
    QStringList parts;
    for (const DownloadedFile &file : m_files) {
        if (file.isUnderWay) {
            parts.append(partText(file));
        }
    }
    const auto over = std::ranges::count(m_files, true, &DownloadedFile::isOver);
    m_context.setStatus(DownloadText::tr("%1 of %2 files done; %3")
                                .arg(over)
                                .arg(m_files.size())
                                .arg(parts.join(QStringLiteral(", "))));
}

} // namespace thaw
