// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a run that has ended outlives kill -9: `bench_history_kill [KILLS] [SEED]`. A child
// process makes one short run after the other and says of each when it is recorded; at a random
// moment it is killed. Then the database must be sound, and have every run of which the child has
// said so.
#include "history/historydatabase.h"
#include "history/historyfault.h"
#include "history/historystore.h"
#include "jobs/catalog/builtinjobs.h"
#include "probe/probe.h"
#include "report/measuredrun.h"
#include "runners/placement/builtinplacements.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <unistd.h>

using namespace thaw;

namespace {

// The child: runs without an end, the first of one step, the second of two, and so on.
class Stream : public QObject
{
public:
    explicit Stream(const QString &path)
        : m_store(path)
        , m_jobs(builtInJobs({}))
        , m_placements(builtInPlacements())
    {
        m_probe.start();
        connect(&m_store, &HistoryStore::kept, this, &Stream::tell);
        begin();
    }

private:
    void begin()
    {
        const JobDescriptor *job = m_jobs.find(QStringLiteral("wait"));
        ParameterValues values = job->parameters.defaults();
        values[QStringLiteral("seconds")] = 0.0;
        values[QStringLiteral("steps")] = qlonglong{++m_number};
        m_run = std::make_unique<MeasuredRun>(
                RunRequest{job, m_placements.find(QStringLiteral("worker")), values}, m_probe);
        connect(m_run.get(), &MeasuredRun::measured, this,
                [this](const RunRecord &record) { m_store.keep(m_ticket, record); });
        m_ticket = m_store.begin(m_run->run().request());
        m_run->start();
    }

    void tell(RunTicket, bool isKept)
    {
        const QByteArray line = (isKept ? "recorded " : "refused ")
                                + QByteArray::number(qlonglong{m_number}) + '\n';
        if (write(STDOUT_FILENO, line.constData(), static_cast<size_t>(line.size())) < 0) {
            _exit(1);
        }
        QTimer::singleShot(0, this, &Stream::begin);
    }

    HistoryStore m_store;
    const JobCatalog m_jobs;
    const PlacementCatalog m_placements;
    Probe m_probe;
    std::unique_ptr<MeasuredRun> m_run;
    RunTicket m_ticket{};
    int m_number = 0;
};

struct Tally
{
    int kills = 0;
    int recorded = 0;
    int lost = 0;
    int corrupt = 0;
    int interrupted = 0;
    int stillRunning = 0;
    int refused = 0;
};

// Of one child that was killed: what it said, against what is there.
void check(const QString &path, const QByteArray &said, qint64 &lastId, Tally &tally)
{
    QSet<int> expected;
    for (const QByteArray &line : said.split('\n')) {
        if (line.startsWith("recorded ")) {
            expected.insert(line.mid(9).toInt());
        } else if (line.startsWith("refused ")) {
            ++tally.refused;
        }
    }
    tally.recorded += static_cast<int>(expected.size());
    try {
        HistoryDatabase database(path, HistoryDatabase::Access::ReadWrite);
        const QString verdict = SqlConnection(path, SqlConnection::Access::ReadOnly)
                                        .value(QStringLiteral("PRAGMA integrity_check"))
                                        .toString();
        tally.corrupt += verdict == QStringLiteral("ok") ? 0 : 1;
        const QList<qint64> ids = database.ids({.descending = false});
        QList<qint64> fresh;
        for (const qint64 id : ids) {
            if (id > lastId) {
                fresh.append(id);
            }
        }
        for (qsizetype first = 0; first < fresh.size(); first += 500) {
            for (const StoredRun &run : database.runs(fresh.mid(first, 500))) {
                lastId = std::max(lastId, run.row.id);
                const int number = run.json[u"parameters"][u"steps"].toInt();
                if (run.row.outcome == QStringLiteral("finished")
                    && run.json[u"progress"][u"done"].toInt() == number) {
                    expected.remove(number);
                } else if (run.row.outcome == QStringLiteral("interrupted")) {
                    ++tally.interrupted;
                } else {
                    ++tally.stillRunning;
                }
            }
        }
    } catch (const HistoryFault &fault) {
        ++tally.corrupt;
        std::printf("%s\n", qPrintable(fault.whyNotRead(path)));
    }
    tally.lost += static_cast<int>(expected.size());
}

int killAgainAndAgain(int kills, quint32 seed)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.db"));
    QRandomGenerator random(seed);
    Tally tally;
    qint64 lastId = 0;
    for (; tally.kills < kills; ++tally.kills) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--stream"), path});
        if (!child.waitForStarted()) {
            std::printf("the child did not start\n");
            return 1;
        }
        QThread::usleep(random.bounded(400'000U)); // its start takes some 50 ms of them
        child.kill();
        child.waitForFinished();
        check(path, child.readAllStandardOutput(), lastId, tally);
    }
    std::printf("%d kills -9 (seed %u): %d ended runs recorded, %d lost; %d databases corrupt\n",
                tally.kills, seed, tally.recorded, tally.lost, tally.corrupt);
    std::printf("%d runs were killed and are interrupted, %d are otherwise, %d were refused\n",
                tally.interrupted, tally.stillRunning, tally.refused);
    return tally.lost + tally.corrupt + tally.stillRunning + tally.refused == 0
                           && tally.recorded > 0
                   ? 0
                   : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--stream")) {
        const Stream stream(arguments.value(2));
        return QCoreApplication::exec();
    }
    const int kills = argc > 1 ? std::atoi(argv[1]) : 200;
    const quint32 seed = argc > 2 ? arguments[2].toUInt() : QRandomGenerator::global()->generate();
    return killAgainAndAgain(kills, seed);
}
