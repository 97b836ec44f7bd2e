// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download.h"

#include "jobs/workloads/download/addresslist.h"
#include "jobs/workloads/download/downloadrun.h"
#include "jobs/workloads/download/downloadtext.h"

#include <memory>
#include <optional>

namespace thaw {

namespace {

using std::chrono::milliseconds;

constexpr qint64 kilobyte = 1000;
constexpr qint64 megabyte = 1'000'000;
constexpr int usuallyAtOnce = 6; // as browsers do to one host
constexpr int mostAtOnce = 32;

milliseconds fromSeconds(const QVariant &seconds)
{
    return milliseconds(qRound64(seconds.toDouble() * 1000));
}

DownloadWishes wishesOf(const ParameterValues &values)
{
    const auto number = [&](const char *name) {
        return values[QString::fromLatin1(name)].toLongLong();
    };
    return {.addresses = addressesIn(values[QStringLiteral("urls")].toString()),
            .folder = values[QStringLiteral("folder")].toByteArray(),
            .atOnce = static_cast<int>(number("parallel")),
            .limits = {.bytes = number("most_size") * megabyte,
                       .idle = fromSeconds(values[QStringLiteral("most_idle")]),
                       .total = fromSeconds(values[QStringLiteral("most_time")]),
                       .redirects = static_cast<int>(number("redirects"))},
            .served = {.count = static_cast<int>(number("files")),
                       .bytes = number("size") * kilobyte,
                       .bytesPerSecond = number("rate") * kilobyte}};
}

class DownloadJob : public Job
{
public:
    explicit DownloadJob(const ParameterValues &values)
        : m_wishes(wishesOf(values))
    {}
    Outcome run(JobContext &context) override { return DownloadRun(context, m_wishes).run(); }

private:
    const DownloadWishes m_wishes;
};

// Known where the program's own server sends; the files come in turns of as many as go at once.
std::optional<milliseconds> durationOf(const ParameterValues &values)
{
    const DownloadWishes wishes = wishesOf(values);
    if (!wishes.addresses.empty()) {
        return std::nullopt;
    }
    const qint64 turns = (wishes.served.count + wishes.atOnce - 1) / wishes.atOnce;
    return milliseconds(turns * wishes.served.bytes * 1000 / wishes.served.bytesPerSecond);
}

Parameter integer(const char *name, const QString &label, const QString &help, qint64 initial,
                  double least, double most, const QString &unit = {})
{
    return {.name = QString::fromLatin1(name),
            .type = ParameterType::Integer,
            .label = label,
            .help = help,
            .initial = initial,
            .least = least,
            .most = most,
            .unit = unit};
}

Parameter limitInSeconds(const char *name, const QString &label, const QString &help,
                         double initial)
{
    return {.name = QString::fromLatin1(name),
            .type = ParameterType::Real,
            .label = label,
            .help = help,
            .initial = initial,
            .least = 0.1,
            .most = 86'400,
            .unit = QStringLiteral("s")};
}

std::vector<Parameter> parameters()
{
    return {
            {.name = QStringLiteral("urls"),
             .type = ParameterType::Text,
             .label = DownloadText::tr("Addresses"),
             .help = DownloadText::tr("What to download by http or https, with spaces between; "
                                      "empty for files of a small server inside the program"),
             .initial = QString(),
             .refusal = [](const QVariant &value) { return addressListProblem(value.toString()); }},
            {.name = QStringLiteral("folder"),
             .type = ParameterType::Folder,
             .label = DownloadText::tr("Folder"),
             .help = DownloadText::tr(
                     "Where the files are saved; needed for addresses, and without "
                     "them a temporary folder does, which is removed at the end"),
             .initial = QByteArray()},
            integer("parallel", DownloadText::tr("At once"),
                    DownloadText::tr("How many files are downloaded at once; 1 for one after the "
                                     "other"),
                    usuallyAtOnce, 1, mostAtOnce),
            integer("files", DownloadText::tr("Files"),
                    DownloadText::tr("How many files the server inside the program has"), 5, 1,
                    100),
            integer("size", DownloadText::tr("Size"), DownloadText::tr("How long each of them is"),
                    1000, 1, 1'000'000, QStringLiteral("kB")),
            integer("rate", DownloadText::tr("Rate"),
                    DownloadText::tr("How fast it sends each of them"), 500, 1, 1'000'000,
                    QStringLiteral("kB/s")),
            integer("most_size", DownloadText::tr("Largest file"),
                    DownloadText::tr("A file that is larger is given up"), 1000, 1, 1'000'000,
                    QStringLiteral("MB")),
            limitInSeconds("most_idle", DownloadText::tr("Longest silence"),
                           DownloadText::tr("A file of which nothing comes for so long is given "
                                            "up; pauses don't count"),
                           30),
            limitInSeconds("most_time", DownloadText::tr("Longest time"),
                           DownloadText::tr("A file that takes longer is given up; pauses don't "
                                            "count"),
                           3600),
            integer("redirects", DownloadText::tr("Redirects"),
                    DownloadText::tr("How many redirects are followed for a file"), 5, 0, 20),
    };
}

} // namespace

JobDescriptor downloadJob()
{
    return {
            .id = QStringLiteral("download"),
            .title = DownloadText::tr("Download files"),
            .summary = DownloadText::tr("Downloads files, at once or one after the other: waiting "
                                        "on the network."),
            .icon = QStringLiteral("job-download"),
            .chapter = workloadsChapter(),
            .unit = QStringLiteral("bytes"),
            .parameters = parameters(),
            .duration = durationOf,
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<DownloadJob>(values);
                    },
    };
}

} // namespace thaw
