// SPDX-License-Identifier: GPL-3.0-or-later
// bench_faults [COUNT] [SEED]: throws COUNT faults (1,000) at random at the job `download`, by a
// hostile server, and at the placement `process`, by a hostile child. Each must end in one clear
// sentence, and leave no file, no open descriptor, no thread and no child behind. Best built with
// AddressSanitizer.
#include "filecontent.h"
#include "hostileserver.h"
#include "jobs/catalog/builtinjobs.h"
#include "runners/placement/builtinplacements.h"
#include "runners/run.h"
#include "tempfolder.h"
#include "testcertificates.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QTcpServer>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <utility>

using namespace std::chrono_literals;
using namespace thaw;

namespace {

// What a run is to come to.
struct Fault
{
    QByteArray name;
    bool mayFinish = false;        // no harm may be done, and a file be there
    bool needsToBeStopped = false; // it ends only when it is asked to, and then by force
    bool isJustCanceled = false;   // then: it had said nothing that could be lost
};

const std::vector<Fault> childFaults{
        {"crash"},
        {"killed"},
        {"exit"},
        {"exit at once"},
        {"garbage"},
        {"garbage without end"},
        {"garbage behind a hello"},
        {"too long"},
        {"another version"},
        {"cut short"},
        {"no hello"},
        {"two hellos"},
        {"a message for children"},
        {"bytes left over"},
        {"a lane that is not there"},
        {"lanes without order"},
        {"a time to come"},
        {"a time before the run"},
        {"a span that ends before it begins"},
        {"a state that is none"},
        {"a pace that is no number"},
        {"canceled unasked"},
        {"a failure without a reason"},
        {"facts without end"},
        {"lanes without end"},
        {"deaf", false, true},
        {"deaf and dumb", false, true, true},
};

// Names that lead out of the folder, or would if they were taken as they are.
const QByteArrayList evilNames{"../../evil",  "/tmp/evil", "..\\..\\evil",
                               "..",          ".bashrc",   "a/../../evil",
                               "\x1b[2Jevil", "con.txt",   "evil\xe2\x80\xae",
                               "a%00b",       "-rf",       "~/.ssh/authorized_keys"};

struct Held
{
    qsizetype files = 0;
    qsizetype threads = 0;
    qsizetype children = 0;
};

// Of this process, now.
Held held()
{
    Held now;
    now.files =
            QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size();
    const QDir tasks(QStringLiteral("/proc/self/task"));
    const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    now.threads = threads.size();
    for (const QString &thread : threads) {
        QFile children(tasks.filePath(thread + QStringLiteral("/children")));
        if (children.open(QIODevice::ReadOnly)) {
            const QByteArrayList ids = children.readAll().simplified().split(' ');
            now.children +=
                    std::ranges::count_if(ids, [](const QByteArray &id) { return !id.isEmpty(); });
        }
    }
    return now;
}

// A run that doesn't end would have the bench wait for ever. It ends here, and says where each
// thread is (proc(5): its system call with the arguments), what is open, and what became of the
// children.
[[noreturn]] void endHanging(const QByteArray &fault)
{
    std::printf("WRONG  %s: it did not end within 60 s\n",
                fault.toPercentEncoding(" ").constData());
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &thread : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString task = tasks.filePath(thread);
        std::printf("  thread %s: %s\n",
                    contentOf(task + QStringLiteral("/comm")).trimmed().constData(),
                    contentOf(task + QStringLiteral("/syscall")).trimmed().constData());
        for (const QByteArray &child :
             contentOf(task + QStringLiteral("/children")).simplified().split(' ')) {
            std::printf("    child %s\n",
                        contentOf(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(child)))
                                .trimmed()
                                .constData());
        }
    }
    const QDir descriptors(QStringLiteral("/proc/self/fd"));
    for (const QString &number :
         descriptors.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        std::printf("  %s: %s\n", qUtf8Printable(number),
                    qUtf8Printable(QFileInfo(descriptors.filePath(number)).symLinkTarget()));
    }
    std::fflush(stdout);
    std::_Exit(1);
}

class Faults
{
public:
    explicit Faults(unsigned seed)
        : m_random(seed)
    {
        m_folder.makeFolder("saved");
    }

    void throwOne()
    {
        if (m_random() % 2 == 0) {
            throwAtDownload();
        } else {
            throwAtProcess();
        }
    }
    [[nodiscard]] int wrong() const { return m_wrong; }
    void print() const
    {
        for (const auto &[what, count] : m_counts) {
            std::printf("  %-10s %d\n", what, count);
        }
    }

private:
    [[nodiscard]] std::size_t pick(qsizetype count)
    {
        return m_random() % static_cast<std::size_t>(count);
    }
    void throwAtDownload();
    void throwAtProcess();
    [[nodiscard]] Outcome run(const RunRequest &request, const Fault &fault);
    void judge(const char *whom, const Fault &fault, const Outcome &outcome);
    void complain(const char *whom, const QByteArray &fault, const QString &what);

    std::mt19937 m_random;
    const TempFolder m_folder;
    const HostileServer m_server;
    const HostileServer m_untrusted{TestCertificate({}).configuration()};
    const JobCatalog m_jobs = builtInJobs();
    const PlacementCatalog m_placements = builtInPlacements();
    const PlacementCatalog m_hostile = builtInPlacements(QStringLiteral(THAW_HOSTILE_CHILD));
    std::map<const char *, int> m_counts;
    int m_wrong = 0;
};

void Faults::throwAtDownload()
{
    const QByteArrayList deeds = HostileServer::deeds();
    Fault fault;
    QByteArray address;
    switch (m_random() % 10) {
    case 0: {
        const QByteArray name = evilNames[static_cast<qsizetype>(pick(evilNames.size()))];
        fault = {"named " + name, true};
        address = m_server.address(QStringLiteral("named/x?"))
                  + QByteArray("attachment; filename=\"" + name + "\"").toPercentEncoding();
        break;
    }
    case 1:
        fault = {"bad certificate"};
        address = m_untrusted.address(QStringLiteral("good/x"));
        break;
    case 2: {
        QTcpServer closed;
        closed.listen(QHostAddress::LocalHost);
        fault = {"refused"};
        address = "http://127.0.0.1:" + QByteArray::number(closed.serverPort()) + "/x";
        break;
    }
    default:
        fault = {deeds[static_cast<qsizetype>(pick(deeds.size()))]};
        address = m_server.address(QString::fromLatin1(fault.name));
    }
    const JobDescriptor *job = m_jobs.find(QStringLiteral("download"));
    RunRequest request{job, m_placements.find(QStringLiteral("worker")),
                       job->parameters.defaults()};
    request.values[QStringLiteral("urls")] = QString::fromLatin1(address);
    request.values[QStringLiteral("folder")] = m_folder.path("saved");
    request.values[QStringLiteral("most_size")] = qlonglong{1};
    request.values[QStringLiteral("most_idle")] = 0.3;
    request.values[QStringLiteral("most_time")] = 0.8;
    judge("download", fault, run(request, fault));

    const QStringList saved = QDir(QString::fromLatin1(m_folder.path("saved")))
                                      .entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                                 | QDir::NoDotAndDotDot);
    if (saved.size() != (fault.mayFinish ? 1 : 0) || m_folder.names() != QByteArrayList{"saved"}) {
        complain("download", fault.name, QStringLiteral("left: ") + saved.join(QLatin1Char(' ')));
    }
    for (const QString &name : saved) {
        QFile::remove(QString::fromLatin1(m_folder.path("saved")) + QLatin1Char('/') + name);
    }
}

void Faults::throwAtProcess()
{
    Fault fault = childFaults[pick(static_cast<qsizetype>(childFaults.size()))];
    if (fault.needsToBeStopped && m_random() % 4 != 0) { // each takes 2 s
        fault = {"killed"};
    }
    if (m_random() % 5 == 0) {
        fault = {(m_random() % 2 == 0 ? "fuzz " : "lies ")
                         + QByteArray::number(m_random() % 100'000),
                 true};
    }
    qputenv("THAW_HOSTILE", fault.name);
    const JobDescriptor *job = m_jobs.find(QStringLiteral("wait"));
    const RunRequest request{job, m_hostile.find(QStringLiteral("process")),
                             job->parameters.defaults()};
    judge("process", fault, run(request, fault));
}

Outcome Faults::run(const RunRequest &request, const Fault &fault)
{
    Run run(request);
    QEventLoop loop;
    QObject::connect(&run, &Run::ended, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &run, [&] { run.start(); });
    if (fault.isJustCanceled) {
        QTimer::singleShot(100, &run, [&] { run.requestStop(); });
    } else if (fault.needsToBeStopped) { // once it has said something, which may take a while
        QObject::connect(&run, &Run::progressed, &run, [&] {
            if (run.progress().done > 0) {
                run.requestStop();
            }
        });
    }
    QTimer::singleShot(60s, &loop, &QEventLoop::quit);
    loop.exec();
    if (!run.outcome()) {
        endHanging(fault.name);
    }
    return *run.outcome();
}

void Faults::judge(const char *whom, const Fault &fault, const Outcome &outcome)
{
    ++m_counts[whom];
    if ((fault.mayFinish && outcome.kind == OutcomeKind::Finished)
        || (fault.isJustCanceled && outcome.kind == OutcomeKind::Canceled)) {
        return;
    }
    const QString &said = outcome.reason;
    const bool isSentence = outcome.kind == OutcomeKind::Failed && said.size() > 20
                            && said.endsWith(QLatin1Char('.'))
                            && std::ranges::all_of(said, [](QChar c) { return c.isPrint(); });
    if (!isSentence) {
        complain(whom, fault.name, outcomeWord(outcome.kind) + QStringLiteral(": ") + said);
    }
}

void Faults::complain(const char *whom, const QByteArray &fault, const QString &what)
{
    ++m_wrong;
    std::printf("WRONG  %s, %s: %s\n", whom, fault.toPercentEncoding(" ").constData(),
                qUtf8Printable(what));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    Faults faults(seed);
    for (int i = 0; i < 20; ++i) { // what is made once for the process
        faults.throwOne();
    }
    const auto settled = [] { // the servers' ends of what is over close a little later
        QThread::msleep(500);
        QCoreApplication::processEvents();
        return held();
    };
    const Held before = settled();
    for (int i = 20; i < count; ++i) {
        faults.throwOne();
    }
    const Held after = settled();
    std::printf("%d faults, ended wrongly: %d\n", count, faults.wrong());
    faults.print();
    std::printf("open files %lld, then %lld; threads %lld, then %lld; children %lld\n",
                static_cast<long long>(before.files), static_cast<long long>(after.files),
                static_cast<long long>(before.threads), static_cast<long long>(after.threads),
                static_cast<long long>(after.children));
    const bool leaks =
            after.files > before.files || after.threads > before.threads || after.children > 0;
    return faults.wrong() == 0 && !leaks ? 0 : 1;
}
