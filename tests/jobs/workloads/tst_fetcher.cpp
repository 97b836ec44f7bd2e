// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileserver.h"
#include "jobs/workloads/download/loadnetwork.h"

#include <QTest>

#include <array>
#include <chrono>
#include <thread>

using namespace thaw;
using namespace std::chrono_literals;

namespace {

// Takes its time for each portion, as a slow disk does.
class SlowReceiver final : public FetchReceiver
{
public:
    [[nodiscard]] std::optional<QString> begin(const FetchHead &) override { return {}; }
    [[nodiscard]] std::optional<QString> take(const char *, std::int64_t) override
    {
        std::this_thread::sleep_for(200ms);
        return {};
    }
    void end(const std::optional<QString> &why) override
    {
        isOver = true;
        problem = why;
    }

    bool isOver = false;
    std::optional<QString> problem;
};

} // namespace

class TestFetcher : public QObject
{
    Q_OBJECT

    const HostileServer m_server;

private Q_SLOTS:
    // What has come meanwhile is no silence of the server's.
    void aSlowReceiverFailsNoFile()
    {
        QString problem;
        const Network *network = loadNetwork(problem);
        QVERIFY2(network, qPrintable(problem));
        std::array<SlowReceiver, 4> receivers;
        const auto fetcher = network->makeFetcher(
                {.bytes = 300'000, .idle = 400ms, .total = 60s, .redirects = 0});
        for (SlowReceiver &receiver : receivers) {
            fetcher->fetch(m_server.url(QStringLiteral("endless")), receiver);
        }
        for (const SlowReceiver &receiver : receivers) {
            QTRY_VERIFY_WITH_TIMEOUT(receiver.isOver, 30'000);
            QCOMPARE(receiver.problem.value_or(QString()),
                     QStringLiteral("it is longer than 300000 bytes, which is the limit"));
        }
    }

    void aSilentServerFailsItsFile()
    {
        QString problem;
        const Network *network = loadNetwork(problem);
        QVERIFY2(network, qPrintable(problem));
        SlowReceiver receiver;
        const auto fetcher = network->makeFetcher(
                {.bytes = 1'000'000, .idle = 500ms, .total = 60s, .redirects = 0});
        fetcher->fetch(m_server.url(QStringLiteral("silent-in-body")), receiver);
        QTRY_VERIFY_WITH_TIMEOUT(receiver.isOver, 30'000);
        QCOMPARE(receiver.problem.value_or(QString()),
                 QStringLiteral("nothing has come for 0.5 s, which is the limit"));
    }
};

QTEST_GUILESS_MAIN(TestFetcher)
#include "tst_fetcher.moc"
