// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/filedownload.h"

#include "jobs/engine/runaccess.h"
#include "jobs/workloads/download/downloadprogress.h"
#include "jobs/workloads/download/downloadtext.h"
#include "jobs/workloads/download/filename.h"
#include "network/address.h"

#include <QLocale>

#include <utility>

namespace thaw {

namespace {

using namespace std::chrono_literals;

constexpr auto betweenTakes = 20ms; // in the lane
constexpr qsizetype mostOfEncoding = 60;

// The client's thread works on what has come, and waits again: so its lane says.
class AtWork
{
public:
    explicit AtWork(bool isTraced = true)
        : m_tracer(isTraced ? LaneTracer::current() : nullptr)
    {
        if (m_tracer) {
            m_tracer->enter(LaneState::Running);
        }
    }
    ~AtWork()
    {
        if (m_tracer) {
            m_tracer->enter(LaneState::Waiting, DownloadText::tr("the network"));
        }
    }
    AtWork(const AtWork &) = delete;
    AtWork &operator=(const AtWork &) = delete;

private:
    LaneTracer *const m_tracer;
};

QString noDigest()
{
    return DownloadText::tr("OpenSSL could not make its digest");
}

} // namespace

FileDownload::FileDownload(JobContext &context, const DownloadPlan &plan, int number,
                           DownloadedFile &file, DownloadProgress &progress,
                           std::function<void()> ended)
    : m_context(context)
    , m_plan(plan)
    , m_number(number)
    , m_file(file)
    , m_progress(progress)
    , m_ended(std::move(ended))
    , m_began(context.activeTime())
    , m_saved(plan.folder.descriptor())
    , m_digest(plan.sha256)
{
    m_lane.emplace(RunAccess(context).channel(), QString::fromUtf8(fileNameFor(file.address, {})),
                   LaneState::Waiting, DownloadText::tr("its server"));
    m_file.isUnderWay = true;
    m_context.say(DownloadText::tr("Downloading %1").arg(shownAddress(file.address)));
    m_progress.reportNews();
}

void FileDownload::setPaused(bool paused)
{
    m_isPaused = paused;
    showState();
}

std::optional<QString> FileDownload::begin(const FetchHead &head)
{
    const AtWork working;
    m_name = fileNameFor(m_file.address, head.disposition);
    m_file.label = QString::fromUtf8(m_name);
    m_file.expected = head.length;
    m_file.encoding = shownText(QString::fromLatin1(head.encoding), mostOfEncoding);
    m_isReceiving = true;
    showState();
    m_progress.report();
    if (!m_digest.begin()) {
        return noDigest();
    }
    return m_saved.open();
}

std::optional<QString> FileDownload::take(const char *bytes, std::int64_t count)
{
    const AtWork working(isTimeForTake());
    if (std::optional<QString> problem = m_saved.write(bytes, count)) {
        return problem;
    }
    m_file.bytes += count;
    m_progress.report();
    return m_digest.add(bytes, static_cast<std::size_t>(count)) ? std::nullopt
                                                                : std::optional(noDigest());
}

void FileDownload::end(const std::optional<QString> &problem)
{
    const AtWork working;
    const std::optional<QString> why = problem ? reasonOf(*problem) : keep();
    m_file.problem = why.value_or(QString());
    if (why) {
        m_saved.discard();
    }
    m_file.took = m_context.activeTime() - m_began;
    m_file.isUnderWay = false;
    m_file.isOver = true;
    m_lane.reset();
    m_progress.reportNews();
    tell();
    m_ended();
}

// The server inside the program may know better than the client.
QString FileDownload::reasonOf(const QString &problem) const
{
    const QString servers = m_plan.server ? m_plan.server->problem() : QString();
    return servers.isEmpty() ? problem : servers;
}

// All has come.
std::optional<QString> FileDownload::keep()
{
    m_file.sha256 = m_digest.finish().toHex();
    if (m_plan.server && m_plan.server->sentDigest(m_number) != m_file.sha256) {
        return DownloadText::tr("what came is not what was sent");
    }
    if (std::optional<QString> problem = m_saved.keepAs(m_name)) {
        return problem;
    }
    m_file.name = m_saved.name();
    m_file.label = QString::fromUtf8(m_file.name);
    return std::nullopt;
}

// Each take is short, and in an hour of them the timeline would be full: some stand for all.
bool FileDownload::isTimeForTake()
{
    const auto now = std::chrono::steady_clock::now();
    const bool isTime = now >= m_nextTake;
    m_nextTake = isTime ? now + betweenTakes : m_nextTake;
    return isTime;
}

void FileDownload::showState()
{
    if (!m_lane) {
        return;
    }
    if (m_isPaused) {
        m_lane->enter(LaneState::Waiting, stepOrResume());
    } else if (m_isReceiving) {
        m_lane->enter(LaneState::Running);
    } else {
        m_lane->enter(LaneState::Waiting, DownloadText::tr("its server"));
    }
}

void FileDownload::tell() const
{
    if (!m_file.problem.isEmpty()) {
        m_context.say(DownloadText::tr("FAILED  %1: %2").arg(m_file.label, m_file.problem));
        return;
    }
    m_context.say(DownloadText::tr("%1: %2 bytes in %3 s, SHA-256 %4")
                          .arg(m_file.label, QLocale().toString(qint64{m_file.bytes}),
                               QLocale().toString(
                                       std::chrono::duration<double>(m_file.took).count(), 'f', 1),
                               QString::fromLatin1(m_file.sha256)));
    if (!m_file.encoding.isEmpty()) {
        m_context.say(DownloadText::tr("%1 is as its server sent it: encoded as %2, which was not "
                                       "asked for; decode it to read it")
                              .arg(m_file.label, m_file.encoding));
    }
}

} // namespace thaw
