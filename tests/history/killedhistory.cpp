// SPDX-License-Identifier: GPL-3.0-or-later
#include "killedhistory.h"

#include "history/historydatabase.h"
#include "history/historyfault.h"
#include "historysample.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>

#include <unistd.h>

namespace thaw {

namespace {

using Access = HistoryDatabase::Access;

constexpr int runsBefore = 3;
const auto name = QStringLiteral("history.db");

void makeRuns(const QString &path)
{
    HistoryDatabase database(path, Access::ReadWrite);
    for (int number = 0; number < runsBefore; ++number) {
        addSample(database, number);
    }
}

std::function<void(const QString &)> inMode(const QString &mode)
{
    return [mode](const QString &path) {
        makeRuns(path);
        SqlConnection(path, SqlConnection::Access::ReadWrite)
                .run(QStringLiteral("PRAGMA journal_mode=") + mode);
    };
}

// A file with a header and nothing else, as another tool makes it.
void makeBlank(const QString &path)
{
    const SqlConnection connection(path, SqlConnection::Access::ReadWrite);
    connection.run(QStringLiteral("PRAGMA user_version=1"));
    connection.run(QStringLiteral("PRAGMA user_version=0"));
}

// As the death of a process leaves it: what was recorded is in the log, and one run goes on.
void makeWithALog(const QString &path)
{
    static_cast<void>(doAndKill(
            [&](int) {
                HistoryDatabase database(path, Access::ReadWrite);
                for (int number = 0; number < runsBefore; ++number) {
                    addSample(database, number);
                }
                database.begin(startedSample());
                _exit(0);
            },
            Calls::Changing));
}

// What a process does, and says of it.
void use(const QString &path, int said)
{
    const auto say = [said](const QByteArray &word, qint64 id) {
        const QByteArray line = word + ' ' + QByteArray::number(id) + '\n';
        static_cast<void>(write(said, line.constData(), static_cast<std::size_t>(line.size())));
    };
    try {
        auto database = std::make_unique<HistoryDatabase>(path, Access::ReadWrite);
        QList<qint64> ids;
        for (int number = 0; number < 3; ++number) {
            ids.append(addSample(*database, number));
            say("recorded", ids.last());
        }
        say("removing", ids.first());
        database->remove({ids.first()});
        say("removed", ids.first());
        database.reset();
    } catch (const HistoryFault &fault) {
        if (fault.kind() != HistoryFault::Kind::Corrupt) {
            _exit(3);
        }
        static_cast<void>(setAside(path, FileIdentity::of(path)));
    }
    _exit(0);
}

// The runs that the dead process has promised, and whether one is deleted.
struct Promise
{
    QSet<qint64> recorded;
    qint64 removing = 0;
    bool isRemoved = false;
};

Promise promiseOf(const QByteArray &said)
{
    Promise promise;
    for (const QByteArray &line : said.split('\n')) {
        const QByteArrayList words = line.split(' ');
        const qint64 id = words.value(1).toLongLong();
        if (words[0] == "recorded") {
            promise.recorded.insert(id);
        } else if (words[0] == "removing") {
            promise.removing = id;
            promise.recorded.remove(id);
        } else if (words[0] == "removed") {
            promise.isRemoved = true;
        }
    }
    return promise;
}

// The next start: it reads, and if it can't, it says so; then it reads and writes.
class NextStart
{
public:
    NextStart(const QString &path, const KilledHistory &history, const Killed &killed,
              KillTally &tally)
        : m_path(path)
        , m_history(history)
        , m_killed(killed)
        , m_promise(promiseOf(killed.said))
        , m_tally(tally)
    {}

    void look()
    {
        const auto least =
                m_promise.recorded.size() + (m_history.isLost ? 0 : m_history.runsBefore);
        try {
            if (QFile::exists(m_path)
                && HistoryDatabase(m_path, Access::ReadOnly).count() < least) {
                note(m_tally.empty, QStringLiteral("read as if there were less"));
            }
        } catch (const HistoryFault &) {
            // It is told that it can't be read.
        }
        try {
            goOn(least);
        } catch (const HistoryFault &fault) {
            if (m_history.isLost && fault.kind() == HistoryFault::Kind::Corrupt) {
                return; // to be set aside, again
            }
            note(m_tally.refused, fault.whyNotRecorded(m_path));
        }
    }

private:
    void goOn(qsizetype least)
    {
        HistoryDatabase database(m_path, Access::ReadWrite);
        const QList<qint64> ids = database.ids({.outcome = QStringLiteral("finished")});
        for (const qint64 id : m_promise.recorded) {
            if (!ids.contains(id)) {
                note(m_tally.lost, QStringLiteral("run %1 is lost").arg(id));
            }
        }
        if (ids.size() < least || (m_promise.isRemoved && ids.contains(m_promise.removing))) {
            note(m_tally.lost, QStringLiteral("%1 runs in place of %2").arg(ids.size()).arg(least));
        }
        const qint64 added = addSample(database, 9);
        const SqlConnection reader(m_path, SqlConnection::Access::ReadOnly);
        if (!database.rows({added}).value(0).elapsedMs
            || reader.value(QStringLiteral("PRAGMA integrity_check")).toString()
                       != QStringLiteral("ok")
            || reader.value(QStringLiteral("PRAGMA journal_mode")).toString()
                       != QStringLiteral("wal")) {
            note(m_tally.unsound, QStringLiteral("not sound"));
        }
    }

    void note(int &count, const QString &what)
    {
        ++count;
        if (m_tally.first.isEmpty()) {
            m_tally.first = QStringLiteral("%1, killed at call %2: %3")
                                    .arg(m_history.name)
                                    .arg(m_killed.calls)
                                    .arg(what);
        }
    }

    const QString m_path;
    const KilledHistory &m_history;
    const Killed &m_killed;
    const Promise m_promise;
    KillTally &m_tally;
};

} // namespace

QList<KilledHistory> killedHistories()
{
    const auto nothing = [](const QString &) {};
    const auto damage = [](const QString &path) {
        makeWithALog(path);
        QFile file(path);
        static_cast<void>(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(100, 'x'));
    };
    return {{QStringLiteral("the first start"), nothing},
            {QStringLiteral("a blank database"), makeBlank},
            {QStringLiteral("a history"), makeRuns, runsBefore},
            {QStringLiteral("a log of a process that died"), makeWithALog, runsBefore},
            {QStringLiteral("journal mode DELETE"), inMode(QStringLiteral("DELETE")), runsBefore},
            {QStringLiteral("journal mode TRUNCATE"), inMode(QStringLiteral("TRUNCATE")),
             runsBefore},
            {QStringLiteral("journal mode PERSIST"), inMode(QStringLiteral("PERSIST")), runsBefore},
            {QStringLiteral("a damaged database"), damage, runsBefore, true}};
}

KillTally killEverywhere(const KilledHistory &history, Calls calls)
{
    const QTemporaryDir prepared;
    history.prepare(prepared.filePath(name));
    KillTally tally;
    for (bool isDone = false; !isDone;) {
        const QTemporaryDir folder;
        for (const QString &file : QDir(prepared.path()).entryList(QDir::Files)) {
            QFile::copy(prepared.filePath(file), folder.filePath(file));
        }
        const QString path = folder.filePath(name);
        const Killed killed =
                doAndKill([&](int said) { use(path, said); }, calls, tally.points + 1);
        isDone = !killed.wasKilled;
        if (isDone && killed.status != 0) {
            ++tally.refused;
            tally.first = QStringLiteral("%1: undisturbed, it ended with status %2")
                                  .arg(history.name)
                                  .arg(killed.status);
        }
        NextStart(path, history, killed, tally).look();
        tally.points += isDone ? 0 : 1;
    }
    return tally;
}

} // namespace thaw
