// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/primes.h"

#include "jobs/engine/jobthread.h"
#include "jobs/workloads/primes/sieve.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>

namespace thaw {

namespace {

class PrimesJob : public Job
{
    Q_DECLARE_TR_FUNCTIONS(thaw::PrimesJob)
public:
    explicit PrimesJob(const ParameterValues &values)
        : m_limit(values[QStringLiteral("limit")].toULongLong())
        , m_threads(values[QStringLiteral("threads")].toInt())
    {}

    Outcome run(JobContext &context) override
    {
        QString problem;
        const std::optional<Sieve> sieve = Sieve::load(problem);
        if (!sieve) {
            return Outcome::failed(tr("libprimesieve could not be loaded: %1.").arg(problem));
        }
        context.setProgress(0, static_cast<qint64>(m_limit));
        context.setStatus(tr("Counting the primes up to %1").arg(QLocale().toString(m_limit)));
        runOnThreads(context, m_threads, QStringLiteral("primes-"),
                     [&](int) { countChunks(context, *sieve); });
        if (context.stopRequested()) {
            return Outcome::canceled();
        }
        context.setFact(QStringLiteral("count"), static_cast<qint64>(m_count.load()));
        context.say(
                tr("There are %1 primes up to %2.")
                        .arg(QLocale().toString(qulonglong{m_count}), QLocale().toString(m_limit)));
        return Outcome::finished();
    }

private:
    void countChunks(JobContext &context, const Sieve &sieve)
    {
        while (context.passPoint()) {
            const std::uint64_t from = m_next.fetch_add(chunk);
            if (from > m_limit) {
                return;
            }
            const std::uint64_t to = std::min(m_limit, from + chunk - 1);
            m_count += sieve.countPrimes(from, to);
            context.addProgress(static_cast<qint64>(to - from + 1));
        }
    }

    // A chunk takes about 10 ms here at any limit that the range allows (sieving costs sqrt(limit)
    // once a chunk, so a smaller one wouldn't be faster to cancel): well under the 100 ms.
    static constexpr std::uint64_t chunk = 50'000'000;

    const std::uint64_t m_limit;
    const int m_threads;
    std::atomic<std::uint64_t> m_next = 1;
    std::atomic<std::uint64_t> m_count = 0;
};

} // namespace

JobDescriptor primesJob()
{
    return {
            .id = QStringLiteral("primes"),
            .title = PrimesJob::tr("Count primes"),
            .summary = PrimesJob::tr("Counts the primes up to a limit: pure computing."),
            .icon = QStringLiteral("job-primes"),
            .chapter = workloadsChapter(),
            .unit = QStringLiteral("numbers"),
            .parameters = {{
                    {.name = QStringLiteral("limit"),
                     .type = ParameterType::Integer,
                     .label = PrimesJob::tr("Up to"),
                     .help = PrimesJob::tr("The largest number that is looked at"),
                     .initial = qlonglong{20'000'000'000},
                     .least = 1,
                     .most = 1e13},
                    {.name = QStringLiteral("threads"),
                     .type = ParameterType::Integer,
                     .label = PrimesJob::tr("Threads"),
                     .help = PrimesJob::tr("How many threads count; the job's own is one of them"),
                     .initial = qlonglong{1},
                     .least = 1,
                     .most = static_cast<double>(coreCount())},
            }},
            .make =
                    [](const ParameterValues &values) {
                        return std::make_unique<PrimesJob>(values);
                    },
    };
}

} // namespace thaw
