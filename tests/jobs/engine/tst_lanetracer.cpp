// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/engine/lanetracer.h"
#include "jobs/engine/runchannel.h"

#include <QTest>

#include <memory>

using namespace thaw;

class TestLaneTracer : public QObject
{
    Q_OBJECT
    std::unique_ptr<RunChannel> m_channel;
    Lane m_lane;

    // A span has a length only when the clock has moved on.
    static void letTimePass()
    {
        const auto before = Span::Clock::now();
        while (Span::Clock::now() == before) {}
    }

private Q_SLOTS:
    void init()
    {
        m_channel = std::make_unique<RunChannel>([] {});
        m_lane = m_channel->laneForThread(QStringLiteral("T"));
    }

    void tracesOneStateAfterTheOtherWithoutAGap()
    {
        {
            LaneTracer tracer(*m_channel, m_lane);
            letTimePass();
            {
                const LaneStateScope blocked(LaneState::Blocked, QStringLiteral("the lock"),
                                             QStringLiteral("Other"));
                letTimePass();
            }
            letTimePass();
        }
        const std::vector<Span> spans = m_channel->take().spans;
        QCOMPARE(spans.size(), std::size_t{3});
        QCOMPARE(spans[0].state, LaneState::Running);
        QCOMPARE(spans[1].state, LaneState::Blocked);
        QCOMPARE(spans[1].object, QStringLiteral("the lock"));
        QCOMPARE(spans[1].holder, QStringLiteral("Other"));
        QCOMPARE(spans[2].state, LaneState::Running);
        QCOMPARE(spans[2].object, QString());
        QCOMPARE(spans[1].start, spans[0].end);
        QCOMPARE(spans[2].start, spans[1].end);
        for (const Span &span : spans) {
            QCOMPARE(span.lane, m_lane.id);
        }
    }

    void showsWhatGoesOn()
    {
        LaneTracer tracer(*m_channel, m_lane);
        QCOMPARE(m_channel->take().openSpans.at(m_lane.id)->state, LaneState::Running);
        tracer.setLine(42);
        tracer.enter(LaneState::Sleeping);
        const std::optional<Span> open = m_channel->take().openSpans.at(m_lane.id);
        QCOMPARE(open->state, LaneState::Sleeping);
        QCOMPARE(open->line, 42);
        QCOMPARE(open->end, open->start); // it isn't over
    }

    void theLineCanBeReadFromOutside()
    {
        QCOMPARE(m_lane.line->load(), 0);
        {
            LaneTracer tracer(*m_channel, m_lane);
            tracer.setLine(7);
            QCOMPARE(m_lane.line->load(), 7);
        }
        QCOMPARE(m_lane.line->load(), 0); // the thread has ended
    }

    void isTheCallingThreadsWhileItLives()
    {
        QCOMPARE(LaneTracer::current(), nullptr);
        {
            LaneTracer outer(*m_channel, m_lane);
            {
                LaneTracer inner(*m_channel, m_channel->addLane(QStringLiteral("inner")));
                QCOMPARE(LaneTracer::current(), &inner);
            }
            QCOMPARE(LaneTracer::current(), &outer);
        }
        QCOMPARE(LaneTracer::current(), nullptr);
    }

    void aScopeOnAThreadThatIsNotTracedDoesNothing()
    {
        const LaneStateScope scope(LaneState::Waiting);
        QVERIFY(m_channel->take().openSpans.empty());
    }
};

QTEST_APPLESS_MAIN(TestLaneTracer)
#include "tst_lanetracer.moc"
