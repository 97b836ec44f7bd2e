// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/flood/floodjob.h"

#include "jobs/engine/jobthread.h"
#include "jobs/engine/runaccess.h"
#include "jobs/workloads/flood/floodfeed.h"
#include "jobs/workloads/flood/producers.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

namespace thaw {

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

class FloodJob : public Job
{
    Q_DECLARE_TR_FUNCTIONS(thaw::FloodJob)
public:
    FloodJob(const FloodPlan &plan, FloodChannelKind kind)
        : m_plan(plan)
        , m_kind(kind)
        , m_threads(std::min(m_plan.producers, coreCount()))
    {
        for (int thread = 0; thread < m_threads; ++thread) {
            m_producers.emplace_back(m_plan.firstOf(thread, m_threads),
                                     m_plan.firstOf(thread + 1, m_threads));
        }
    }

    std::shared_ptr<LiveFeed> makeFeed() override
    {
        m_feed = std::make_shared<FloodFeed>(m_kind, m_plan.producers, m_threads);
        return m_feed;
    }

    Outcome run(JobContext &context) override
    {
        if (!m_feed) {
            return Outcome::failed(tr("There is no window's side that could take the samples; run "
                                      "the flood on a placement that has one."));
        }
        m_began = context.activeTime();
        const RunAccess run(context);
        const auto listener =
                run.listen([&](bool) { m_feed->setPaused(context.paused()); }); // in steps, too
        context.setStatus(tr("Producers: %1; threads: %2; channel: %3")
                                  .arg(QLocale().toString(m_plan.producers))
                                  .arg(m_threads)
                                  .arg(floodChannelWords().at(static_cast<int>(m_kind))));
        runOnThreads(context, m_threads, QStringLiteral("flood-"),
                     [&](int thread) { produce(context, thread); });
        if (!awaitRest(context)) {
            m_feed->channel().giveUp();
            return Outcome::canceled();
        }
        return conclude(context);
    }

private:
    // What the flood had come to when its time was over.
    struct AtEnd
    {
        std::int64_t handled = 0;
        std::int64_t paints = 0;
        nanoseconds time{};
    };

    [[nodiscard]] nanoseconds since(const JobContext &context) const
    {
        return context.activeTime() - m_began;
    }

    // On each of the threads. A paced one that is behind when time is up may go on for a little.
    void produce(JobContext &context, int thread)
    {
        Producers &producers = m_producers[static_cast<std::size_t>(thread)];
        const std::unique_ptr<FloodSender> sender = m_feed->channel().makeSender(thread);
        while (context.passPoint()) {
            const nanoseconds now = since(context);
            const bool isOver = now >= m_plan.time;
            if (isOver) {
                noteEnd(now);
            }
            const std::int64_t most = isOver && !m_plan.isPaced() ? 0 : owed(producers, now);
            if ((isOver && most == 0) || now >= m_plan.time + patience) {
                return;
            }
            if (thread == 0) {
                tellProgress(context, now);
            }
            if (most == 0) {
                static_cast<void>(context.sleepFor(m_plan.rest(producers.count(), now)));
                continue;
            }
            const nanoseconds until = m_began + m_plan.time + (isOver ? patience : 0ns);
            const std::span<Sample> room =
                    sender->room(context, static_cast<std::size_t>(most), until);
            if (!room.empty()) {
                producers.produce(room);
                m_feed->noteProduced(static_cast<std::int64_t>(room.size()));
                sender->send(room.size());
            }
        }
    }

    [[nodiscard]] std::int64_t owed(const Producers &producers, nanoseconds now) const
    {
        return m_plan.isPaced() ? m_plan.due(producers.count(), now) - producers.produced()
                                : std::numeric_limits<std::int64_t>::max();
    }

    // By the first thread that sees it; they see it within the time of a few thousand samples.
    void noteEnd(nanoseconds now)
    {
        if (!m_endIsNoted.exchange(true)) {
            m_atEnd = {m_feed->handled(), m_feed->paints(), now};
        }
    }

    // How many it will be isn't known where as many are produced as go through: as it has gone so
    // far. At the end it is what it was.
    void tellProgress(JobContext &context, nanoseconds now) const
    {
        const std::int64_t produced = m_feed->produced();
        const double share = std::clamp(std::chrono::duration<double>(now)
                                                / std::chrono::duration<double>(m_plan.time),
                                        0.001, 1.0);
        context.setProgress(
                produced,
                m_plan.isPaced()
                        ? dueInAll()
                        : std::max(produced, static_cast<std::int64_t>(static_cast<double>(produced)
                                                                       / share)));
    }

    [[nodiscard]] std::int64_t dueInAll() const
    {
        std::int64_t due = 0;
        for (const Producers &producers : m_producers) {
            due += m_plan.due(producers.count(), m_plan.time);
        }
        return due;
    }

    // What has been produced is still to be handled, whatever it takes. False when the job must
    // stop.
    [[nodiscard]] bool awaitRest(JobContext &context)
    {
        if (context.stopRequested()) {
            return false;
        }
        noteEnd(since(context));
        const std::int64_t produced = m_feed->produced();
        context.setProgress(produced, produced);
        if (m_feed->handled() < produced) {
            context.setStatus(tr("Waiting until the window has handled what is on its way"));
        }
        while (m_feed->handled() < produced) {
            if (!context.passPoint() || !context.sleepFor(1ms)) {
                return false;
            }
        }
        return true;
    }

    // What both sides have counted, and how many producers they don't agree on.
    struct Count
    {
        std::int64_t produced = 0;
        std::int64_t received = 0;
        int wrong = 0;
    };

    // Nobody sends any more, and all has been handled, so the cells stand still.
    [[nodiscard]] Count compareSides() const
    {
        Count count;
        for (const Producers &producers : m_producers) {
            count.produced += producers.produced();
            for (std::size_t index = 0; index < producers.count(); ++index) {
                const FloodCell &cell =
                        m_feed->cells()[static_cast<std::size_t>(producers.first()) + index];
                count.received += static_cast<std::int64_t>(cell.tally.count);
                const bool isRight = cell.tally == producers.tally(index) && cell.misplaced == 0;
                count.wrong += isRight ? 0 : 1;
            }
        }
        return count;
    }

    [[nodiscard]] double secondsProduced() const
    {
        return std::chrono::duration<double>(m_atEnd.time).count();
    }
    [[nodiscard]] double perSecond() const
    {
        return static_cast<double>(m_atEnd.handled) / secondsProduced();
    }
    [[nodiscard]] std::int64_t behind(const Count &count) const
    {
        return m_plan.isPaced() ? dueInAll() - count.produced : 0;
    }

    void setFacts(JobContext &context, const Count &count) const
    {
        const auto set = [&](const char *name, const QJsonValue &value) {
            context.setFact(QString::fromLatin1(name), value);
        };
        set("threads", m_threads);
        set("produced", qint64{count.produced});
        set("delivered", qint64{m_atEnd.handled});
        set("backlog", qint64{count.produced - m_atEnd.handled});
        set("behind", qint64{behind(count)});
        set("lost", qint64{count.produced - count.received});
        set("checksum_ok", count.wrong == 0);
        set("samples_per_s", perSecond());
        set("paints_per_s", static_cast<double>(m_atEnd.paints) / secondsProduced());
        set("worst_delay_ms",
            std::chrono::duration<double, std::milli>(m_feed->worstDelay()).count());
    }

    Outcome conclude(JobContext &context) const
    {
        const Count count = compareSides();
        setFacts(context, count);
        if (count.wrong > 0) {
            return Outcome::failed(
                    tr("The samples of %1 of %2 producers came otherwise than they were sent; this "
                       "is a fault of Thaw: please report it.")
                            .arg(count.wrong)
                            .arg(m_plan.producers));
        }
        say(context, count);
        return Outcome::finished();
    }

    void say(JobContext &context, const Count &count) const
    {
        const QLocale locale;
        context.say(tr("%1 samples were produced, %2 of them handled when the time was over: %3 a "
                       "second. All came, each producer's in order.")
                            .arg(locale.toString(qint64{count.produced}),
                                 locale.toString(qint64{m_atEnd.handled}),
                                 locale.toString(perSecond(), 'f', 0)));
        if (behind(count) > 0) {
            context.say(tr("The producers could not keep the rate: %1 samples were due and not "
                           "produced.")
                                .arg(locale.toString(qint64{behind(count)})));
        }
    }

    // A thread of low priority may get its core back late: so long after the end it may still
    // produce what was due before.
    static constexpr nanoseconds patience = 1s;

    const FloodPlan m_plan;
    const FloodChannelKind m_kind;
    const int m_threads;
    std::vector<Producers> m_producers; // by thread, whose they are while it runs
    std::shared_ptr<FloodFeed> m_feed;
    nanoseconds m_began{};
    std::atomic<bool> m_endIsNoted = false;
    AtEnd m_atEnd; // written once, read when the threads have ended
};

} // namespace

std::unique_ptr<Job> makeFloodJob(const FloodPlan &plan, FloodChannelKind kind)
{
    return std::make_unique<FloodJob>(plan, kind);
}

} // namespace thaw
