// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/downloadrun.h"

#include "jobs/engine/runaccess.h"
#include "jobs/workloads/download/downloadqueue.h"
#include "jobs/workloads/download/downloadtext.h"
#include "jobs/workloads/download/loadnetwork.h"
#include "network/address.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <future>
#include <utility>
#include <variant>

namespace thaw {

namespace {

using namespace std::chrono_literals;

constexpr auto portion = 20ms; // of waiting, before it looks whether the run must stop

double seconds(std::chrono::nanoseconds time)
{
    return std::round(std::chrono::duration<double>(time).count() * 1000) / 1000;
}

QJsonObject toJson(const DownloadedFile &file)
{
    QJsonObject object{{QStringLiteral("url"), file.address.toString(QUrl::FullyEncoded)},
                       {QStringLiteral("bytes"), qint64{file.bytes}},
                       {QStringLiteral("seconds"), seconds(file.took)}};
    if (!file.name.isEmpty()) {
        object.insert(QStringLiteral("name"), file.label);
        object.insert(QStringLiteral("sha256"), QString::fromLatin1(file.sha256));
        if (!file.encoding.isEmpty()) {
            object.insert(QStringLiteral("encoding"), file.encoding);
        }
    } else {
        object.insert(QStringLiteral("reason"),
                      file.isOver ? file.problem : DownloadText::tr("the run was canceled"));
    }
    return object;
}

} // namespace

DownloadRun::DownloadRun(JobContext &context, DownloadWishes wishes)
    : m_context(context)
    , m_wishes(std::move(wishes))
    , m_isOwnServer(m_wishes.addresses.empty())
{
    for (const QUrl &address : m_wishes.addresses) {
        m_files.push_back({.address = address, .label = shownAddress(address)});
    }
}

Outcome DownloadRun::run()
{
    if (!m_isOwnServer && m_wishes.folder.isEmpty()) {
        return Outcome::failed(DownloadText::tr(
                "There is no folder to save the files to; choose one by the parameter folder."));
    }
    auto opened = DownloadFolder::open(m_wishes.folder);
    if (const auto *refused = std::get_if<DownloadFolder::Refused>(&opened)) {
        return Outcome::failed(refused->reason);
    }
    QString problem;
    const std::optional<DigestAlgorithm> sha256 =
            DigestAlgorithm::load(QStringLiteral("sha256"), problem);
    if (!sha256) {
        return Outcome::failed(DownloadText::tr("No digests can be made: %1.").arg(problem));
    }
    if (m_isOwnServer && !startServer()) {
        return Outcome::failed(m_problem);
    }
    const auto began = m_context.activeTime();
    const bool done = fetchAll({.sha256 = *sha256,
                                .folder = std::get<DownloadFolder>(opened),
                                .atOnce = m_wishes.atOnce,
                                .server = m_server});
    m_took = m_context.activeTime() - began;
    m_serverThread.reset();
    if (!m_problem.isEmpty()) {
        return Outcome::failed(m_problem);
    }
    setFacts();
    setWarning();
    if (!done) {
        return Outcome::canceled();
    }
    if (m_failed > 0) {
        return Outcome::failed(failureSentence());
    }
    saySummary();
    return Outcome::finished();
}

// False, with the reason as m_problem, if there is none.
bool DownloadRun::startServer()
{
    m_serverThread.emplace(
            m_context, QStringLiteral("server"), DownloadText::tr("its clock, or a request"),
            [&]() -> std::unique_ptr<Steered> {
                const Network *network = loadNetwork(m_problem);
                if (!network) {
                    return nullptr;
                }
                QString why;
                auto server = network->makeServer(m_wishes.served, why);
                m_server = server.get();
                if (!server) {
                    m_problem = DownloadText::tr("The server inside the program can't listen on "
                                                 "127.0.0.1: %1.")
                                        .arg(why);
                }
                return server;
            });
    if (!m_server) {
        return false;
    }
    for (int file = 0; file < m_wishes.served.count; ++file) {
        const QUrl address = m_server->address(file);
        m_files.push_back({.address = address,
                           .label = shownAddress(address),
                           .expected = m_wishes.served.bytes});
    }
    return true;
}

// Null, with the reason as m_problem, if there is none.
std::unique_ptr<Fetcher> DownloadRun::makeFetcher()
{
    const Network *network = loadNetwork(m_problem);
    if (!network) {
        return nullptr;
    }
    QString why;
    auto fetcher = network->makeFetcher(m_wishes.limits, why);
    if (!fetcher) {
        m_problem = DownloadText::tr("Nothing can be downloaded: %1.").arg(why);
    }
    return fetcher;
}

// False if the run must stop.
bool DownloadRun::fetchAll(const DownloadPlan &plan)
{
    if (!m_context.passPoint()) {
        return false;
    }
    std::promise<void> ended;
    const std::future<void> end = ended.get_future();
    const LoopThread client(m_context, QStringLiteral("client"), DownloadText::tr("the network"),
                            [&]() -> std::unique_ptr<Steered> {
                                auto fetcher = makeFetcher();
                                return fetcher ? std::make_unique<DownloadQueue>(
                                               m_context, std::move(fetcher), plan, m_files,
                                               [&] { ended.set_value(); })
                                               : nullptr;
                            });
    if (!m_problem.isEmpty()) {
        return true;
    }
    const LaneStateScope waiting(LaneState::Waiting, DownloadText::tr("the files"));
    const RunAccess run(m_context);
    while (end.wait_for(run.turn().longestWait(portion)) != std::future_status::ready) {
        run.turn().giveWayIfDue();
        if (m_context.stopRequested()) {
            return false;
        }
    }
    return true;
}

void DownloadRun::setFacts()
{
    QJsonArray files;
    QJsonArray failed;
    qint64 there = 0;
    for (const DownloadedFile &file : m_files) {
        files.append(toJson(file));
        if (!file.name.isEmpty()) {
            ++there;
            m_bytes += file.bytes;
        } else if (file.isOver) {
            failed.append(QJsonObject{{QStringLiteral("path"), file.label},
                                      {QStringLiteral("reason"), file.problem}});
        }
    }
    m_failed = failed.size();
    const double took = std::chrono::duration<double>(m_took).count();
    const double rate = took > 0 ? static_cast<double>(m_bytes) / 1e6 / took : 0;
    m_context.setFact(QStringLiteral("files"), files);
    m_context.setFact(QStringLiteral("downloaded"), there);
    m_context.setFact(QStringLiteral("bytes"), QJsonValue(qint64{m_bytes}));
    m_context.setFact(QStringLiteral("failed"), failed);
    m_context.setFact(QStringLiteral("failed_count"), m_failed);
    m_context.setFact(QStringLiteral("seconds"), seconds(m_took));
    m_context.setFact(QStringLiteral("mb_per_s"), std::round(rate * 100) / 100);
    if (m_isOwnServer) { // each connection has its rate to itself, else this would say nothing
        m_context.setFact(QStringLiteral("sequential_s"), seconds(addedUp()));
    }
}

// What is there and is not what it looks like.
void DownloadRun::setWarning()
{
    const auto isEncoded = [](const DownloadedFile &file) {
        return !file.name.isEmpty() && !file.encoding.isEmpty();
    };
    const auto first = std::ranges::find_if(m_files, isEncoded);
    if (first == m_files.end()) {
        return;
    }
    const auto count = std::ranges::count_if(m_files, isEncoded);
    m_context.setFact(
            QStringLiteral("warning"),
            count == 1 ? DownloadText::tr("%1 is as its server sent it: encoded as %2, which was "
                                          "not asked for; decode it to read it.")
                                 .arg(first->label, first->encoding)
                       : DownloadText::tr("%1 files are as their servers sent them: encoded, which "
                                          "was not asked for, the first, %2, as %3; decode them to "
                                          "read them.")
                                 .arg(QString::number(count), first->label, first->encoding));
}

// The time that the files took, each for itself.
std::chrono::nanoseconds DownloadRun::addedUp() const
{
    std::chrono::nanoseconds sum{};
    for (const DownloadedFile &file : m_files) {
        sum += file.took;
    }
    return sum;
}

void DownloadRun::saySummary()
{
    const QLocale locale;
    const auto text = [&](std::chrono::nanoseconds time) {
        return locale.toString(std::chrono::duration<double>(time).count(), 'f', 1);
    };
    const QString files = locale.toString(static_cast<qint64>(m_files.size()));
    const QString bytes = locale.toString(qint64{m_bytes});
    m_context.say(m_isOwnServer && m_wishes.atOnce > 1
                          ? DownloadText::tr("Files: %1; bytes: %2; %3 s; one after the other they "
                                             "would have taken %4 s")
                                    .arg(files, bytes, text(m_took), text(addedUp()))
                          : DownloadText::tr("Files: %1; bytes: %2; %3 s")
                                    .arg(files, bytes, text(m_took)));
}

QString DownloadRun::failureSentence() const
{
    const auto first = std::ranges::find_if(
            m_files, [](const DownloadedFile &file) { return !file.problem.isEmpty(); });
    return DownloadText::tr("%1 of %2 files could not be downloaded; the first is %3: %4.")
            .arg(QString::number(m_failed), QString::number(m_files.size()), first->label,
                 first->problem);
}

} // namespace thaw
