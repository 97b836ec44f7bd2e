// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historydatabase.h"

#include "history/historyfault.h"
#include "history/historyfiles.h"
#include "history/historyschema.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlQuery>
#include <QThread>

#include <chrono>
#include <utility>

namespace thaw {

namespace {

const auto rowColumns = QStringLiteral("run.id, job, placement, outcome, started_at, ended_at,"
                                       " elapsed_ms, worst_delay_ms, frames_missed");

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString stopReasonWord(StopReason reason)
{
    switch (reason) {
    case StopReason::None:
        return {};
    case StopReason::User:
        return QStringLiteral("user");
    case StopReason::FreezeLimit:
        return QStringLiteral("freeze limit");
    case StopReason::Signal:
        return QStringLiteral("signal");
    case StopReason::Closing:
        return QStringLiteral("closing");
    case StopReason::JobFailed:
        return QStringLiteral("job failed");
    }
    Q_UNREACHABLE();
}

QString columnOf(HistoryOrder order)
{
    switch (order) {
    case HistoryOrder::Started:
        return QStringLiteral("started_at");
    case HistoryOrder::Job:
        return QStringLiteral("job");
    case HistoryOrder::Placement:
        return QStringLiteral("placement");
    case HistoryOrder::Outcome:
        return QStringLiteral("outcome");
    case HistoryOrder::Elapsed:
        return QStringLiteral("elapsed_ms");
    case HistoryOrder::WorstDelay:
        return QStringLiteral("worst_delay_ms");
    case HistoryOrder::FramesMissed:
        return QStringLiteral("frames_missed");
    }
    Q_UNREACHABLE();
}

// For LIKE, in which % and _ stand for others.
QString patternOf(const QString &word)
{
    QString pattern;
    for (const QChar character : word) {
        if (character == u'%' || character == u'_' || character == u'\\') {
            pattern += u'\\';
        }
        pattern += character;
    }
    return u'%' + pattern + u'%';
}

QString conditionOf(const HistoryQuery &query, QVariantList &values)
{
    QStringList conditions;
    const auto same = [&](const QString &column, const QString &value) {
        if (!value.isEmpty()) {
            conditions.append(column + QStringLiteral(" = ?"));
            values.append(value);
        }
    };
    same(QStringLiteral("job"), query.job);
    same(QStringLiteral("placement"), query.placement);
    same(QStringLiteral("outcome"), query.outcome);
    for (const QString &word : query.text.split(u' ', Qt::SkipEmptyParts)) {
        conditions.append(
                QStringLiteral("(job || ' ' || placement || ' ' || outcome || ' ' || parameters"
                               " || ' ' || ifnull(error, '')) LIKE ? ESCAPE '\\'"));
        values.append(patternOf(word));
    }
    return conditions.isEmpty()
                   ? QString()
                   : QString(QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND ")));
}

QString listed(const QList<qint64> &ids)
{
    QStringList numbers;
    numbers.reserve(ids.size());
    for (const qint64 id : ids) {
        numbers.append(QString::number(id));
    }
    return u'(' + numbers.join(u',') + u')';
}

QDateTime momentOf(const QVariant &value)
{
    return value.isNull() ? QDateTime()
                          : QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

template <typename Number>
std::optional<Number> numberOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.value<Number>());
}

HistoryRow rowOf(const QSqlQuery &query)
{
    return {.id = query.value(0).toLongLong(),
            .job = query.value(1).toString(),
            .placement = query.value(2).toString(),
            .outcome = query.value(3).toString(),
            .startedAt = momentOf(query.value(4)),
            .endedAt = momentOf(query.value(5)),
            .elapsedMs = numberOf<double>(query.value(6)),
            .worstDelayMs = numberOf<double>(query.value(7)),
            .framesMissed = numberOf<qint64>(query.value(8))};
}

StoredRun storedOf(const QSqlQuery &query)
{
    StoredRun run{rowOf(query), QJsonDocument::fromJson(query.value(9).toByteArray()).object()};
    run.json[QStringLiteral("id")] = run.row.id;
    run.json[QStringLiteral("started_at")] = momentText(run.row.startedAt);
    run.json[QStringLiteral("ended_at")] =
            run.row.endedAt.isNull() ? QJsonValue() : QJsonValue(momentText(run.row.endedAt));
    return run;
}

// What is found of the ids, whose first column they are.
template <typename Result>
QList<Result> inOrder(const QList<qint64> &ids, QSqlQuery &found,
                      Result (*resultOf)(const QSqlQuery &))
{
    QHash<qint64, Result> byId;
    while (nextRow(found)) {
        byId.insert(found.value(0).toLongLong(), resultOf(found));
    }
    QList<Result> results;
    for (const qint64 id : ids) {
        if (const auto result = byId.constFind(id); result != byId.constEnd()) {
            results.append(*result);
        }
    }
    return results;
}

} // namespace

HistoryDatabase::HistoryDatabase(QString path, Access access)
    : m_path(std::move(path))
    , m_access(access)
{
    if (m_path.isEmpty()) { // to SQLite it would be a database in memory
        throw HistoryFault(HistoryFault::Kind::NoFolder);
    }
    static_cast<void>(isHistoryThere(m_path)); // before SQLite waits for a pipe
    if (m_access == Access::ReadWrite) {
        openToWrite();
    } else {
        openToRead();
    }
}

std::unique_ptr<HistoryDatabase> HistoryDatabase::openPatiently(const QString &path, Access access)
{
    for (const QDeadlineTimer deadline(std::chrono::seconds(2));;) {
        try {
            return std::make_unique<HistoryDatabase>(path, access);
        } catch (const HistoryFault &fault) {
            if (fault.kind() != HistoryFault::Kind::Locked || deadline.hasExpired()) {
                throw;
            }
            QThread::msleep(20);
        }
    }
}

void HistoryDatabase::openToWrite()
{
    if (QFileInfo info(m_path); info.size() > 0) {
        lookBeforeWriting();
    } else {
        QDir().mkpath(info.absolutePath());
    }
    const FileIdentity before = FileIdentity::of(m_path);
    m_connection = std::make_unique<SqlConnection>(m_path, SqlConnection::Access::ReadWrite);
    m_file = FileIdentity::of(m_path);
    if (before != FileIdentity() && before != m_file) {
        // Set aside by another process in this very moment: which one is open, nobody knows.
        throw HistoryFault(HistoryFault::Kind::Locked);
    }
    checkSchema(*m_connection); // again: this one has undone what was cut short
    m_connection->run(QStringLiteral("PRAGMA journal_mode=WAL"));
    m_connection->run(QStringLiteral("PRAGMA synchronous=NORMAL"));
    migrateSchema(*m_connection);
    try {
        markInterrupted();
    } catch (const HistoryFault &fault) {
        if (fault.kind() != HistoryFault::Kind::ReadOnly) {
            throw;
        }
    }
}

// What isn't ours to write stays as it is to the byte, so the first look is without the right to
// write. Where that is not possible, in a folder without write access, the connection that is to
// write will say so.
void HistoryDatabase::lookBeforeWriting()
{
    using Kind = HistoryFault::Kind;
    try {
        checkSchema(SqlConnection(m_path, SqlConnection::Access::ReadOnly));
        return;
    } catch (const HistoryFault &fault) {
        if (fault.kind() == Kind::CantOpen) {
            return;
        }
        if (fault.kind() != Kind::CutShort) {
            throw;
        }
    }
    // Somebody died in a change, and only who writes can undo it. Whose it is can be seen in the
    // file as it lies there; other faults may be a part of what is undone.
    try {
        checkSchema(SqlConnection(m_path, SqlConnection::Access::Unchanging));
    } catch (const HistoryFault &fault) {
        if (fault.kind() == Kind::Foreign || fault.kind() == Kind::Newer) {
            throw;
        }
    }
}

void HistoryDatabase::openToRead()
{
    try {
        m_connection = std::make_unique<SqlConnection>(m_path, SqlConnection::Access::ReadOnly);
        m_file = FileIdentity::of(m_path);
        checkSchema(*m_connection);
    } catch (const HistoryFault &fault) {
        // With a log, even reading needs a file beside it, unless there is nothing in the log. What
        // would be read without it, or without the journal, is not what was recorded.
        const bool needsAFile = fault.kind() == HistoryFault::Kind::CantOpen
                                || fault.kind() == HistoryFault::Kind::ReadOnly
                                || fault.kind() == HistoryFault::Kind::Full;
        if (!needsAFile || !QFile::exists(m_path) || hasUnfinishedChanges(m_path)) {
            throw;
        }
        m_connection.reset();
        m_connection = std::make_unique<SqlConnection>(m_path, SqlConnection::Access::Unchanging);
        checkSchema(*m_connection);
    }
    m_isBlank = m_connection->value(QStringLiteral("PRAGMA user_version")).toInt() == 0;
    markInterrupted();
}

qint64 HistoryDatabase::begin(const StartedRun &run)
{
    qint64 id = 0;
    m_connection->inTransaction([&] {
        const QSqlQuery inserted = m_connection->run(
                QStringLiteral("INSERT INTO run (job, placement, parameters, outcome, started_at,"
                               " process) VALUES (?, ?, ?, 'running', ?, ?)"),
                {run.job, run.placement, jsonText(run.parameters), momentText(run.at),
                 m_process.toText()});
        id = inserted.lastInsertId().toLongLong();
        m_connection->run(QStringLiteral("INSERT INTO record (run, json) VALUES (?, ?)"),
                          {id, jsonText(storedJson(run))});
    });
    return id;
}

void HistoryDatabase::keep(qint64 id, const StartedRun &run, const RunRecord &record,
                           const QDateTime &endedAt)
{
    const QJsonObject json = storedJson(record);
    const QString reason = stopReasonWord(record.stopReason);
    const QVariantList end{json[u"outcome"].toString(),
                           json[u"error"].isNull() ? QVariant()
                                                   : QVariant(json[u"error"].toString()),
                           reason.isEmpty() ? QVariant() : QVariant(reason),
                           momentText(endedAt),
                           json[u"elapsed_ms"].toDouble(),
                           json[u"gui"][u"delay_ms"][u"max"].toDouble(),
                           qint64{record.gui.frames.missed()}};
    m_connection->inTransaction([&] {
        // Another process may have taken this one for dead.
        const QSqlQuery updated = m_connection->run(
                QStringLiteral("UPDATE run SET outcome = ?, error = ?, stop_reason = ?,"
                               " ended_at = ?, elapsed_ms = ?, worst_delay_ms = ?,"
                               " frames_missed = ? WHERE id = ? AND process = ?"
                               " AND outcome IN ('running', 'interrupted')"),
                end + QVariantList{id, m_process.toText()});
        if (updated.numRowsAffected() == 0) {
            const QSqlQuery inserted = m_connection->run(
                    QStringLiteral("INSERT INTO run (outcome, error, stop_reason, ended_at,"
                                   " elapsed_ms, worst_delay_ms, frames_missed, job, placement,"
                                   " parameters, started_at, process)"
                                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    end
                            + QVariantList{run.job, run.placement, jsonText(run.parameters),
                                           momentText(run.at), m_process.toText()});
            id = inserted.lastInsertId().toLongLong();
        }
        m_connection->run(QStringLiteral("INSERT OR REPLACE INTO record (run, json) VALUES (?, ?)"),
                          {id, jsonText(json)});
    });
}

void HistoryDatabase::remove(const QList<qint64> &ids)
{
    m_connection->inTransaction([&] {
        constexpr qsizetype portion = 1000;
        for (qsizetype first = 0; first < ids.size(); first += portion) {
            m_connection->run(
                    QStringLiteral("DELETE FROM run WHERE outcome <> 'running' AND id IN ")
                    + listed(ids.mid(first, portion)));
        }
    });
}

QList<qint64> HistoryDatabase::runsOfTheDead() const
{
    QHash<QString, bool> hasEnded; // by process
    QList<qint64> dead;
    QSqlQuery running = m_connection->run(
            QStringLiteral("SELECT id, process FROM run WHERE outcome = 'running'"));
    while (nextRow(running)) {
        const QString process = running.value(1).toString();
        if (!hasEnded.contains(process)) {
            hasEnded.insert(process, ProcessMark::fromText(process).hasEnded());
        }
        if (hasEnded.value(process)) {
            dead.append(running.value(0).toLongLong());
        }
    }
    return dead;
}

int HistoryDatabase::markInterrupted()
{
    if (m_isBlank) {
        return 0;
    }
    const QList<qint64> dead = runsOfTheDead();
    const QSet<qint64> before = std::exchange(m_dead, {dead.begin(), dead.end()});
    if (m_access == Access::ReadWrite && !dead.isEmpty()) {
        m_connection->inTransaction([&] {
            m_connection->run(
                    QStringLiteral(
                            "UPDATE run SET outcome = 'interrupted' WHERE outcome = 'running'"
                            " AND id IN ")
                    + listed(dead));
        });
    }
    return static_cast<int>(m_access == Access::ReadWrite ? dead.size() : (m_dead - before).size());
}

QList<qint64> HistoryDatabase::ids(const HistoryQuery &query,
                                   const std::function<bool()> &goOn) const
{
    if (m_isBlank) {
        return {};
    }
    QVariantList values;
    const QString direction = query.descending ? QStringLiteral(" DESC") : QString();
    QString sql = QStringLiteral("SELECT id FROM run") + conditionOf(query, values)
                  + QStringLiteral(" ORDER BY ") + columnOf(query.order) + direction
                  + QStringLiteral(", id") + direction;
    if (query.limit > 0) {
        sql += QStringLiteral(" LIMIT %1").arg(query.limit);
    }
    QSqlQuery found = m_connection->run(sql, values);
    QList<qint64> ids;
    while (nextRow(found)) {
        ids.append(found.value(0).toLongLong());
        if (goOn && ids.size() % 1000 == 0 && !goOn()) {
            break;
        }
    }
    return ids;
}

// Where nothing can be written, the dead could not be marked.
void HistoryDatabase::correct(HistoryRow &row) const
{
    if (m_dead.contains(row.id) && row.outcome == QStringLiteral("running")) {
        row.outcome = QStringLiteral("interrupted");
    }
}

QList<HistoryRow> HistoryDatabase::rows(const QList<qint64> &ids) const
{
    QSqlQuery found = m_connection->run(QStringLiteral("SELECT ") + rowColumns
                                        + QStringLiteral(" FROM run WHERE id IN ") + listed(ids));
    QList<HistoryRow> rows = inOrder(ids, found, rowOf);
    for (HistoryRow &row : rows) {
        correct(row);
    }
    return rows;
}

QList<StoredRun> HistoryDatabase::runs(const QList<qint64> &ids) const
{
    QSqlQuery found = m_connection->run(
            QStringLiteral("SELECT ") + rowColumns
            + QStringLiteral(", json FROM run LEFT JOIN record ON run.id = record.run"
                             " WHERE run.id IN ")
            + listed(ids));
    QList<StoredRun> runs = inOrder(ids, found, storedOf);
    for (StoredRun &run : runs) {
        correct(run.row);
        run.json[QStringLiteral("outcome")] = run.row.outcome;
    }
    return runs;
}

qint64 HistoryDatabase::count() const
{
    return m_isBlank ? 0
                     : m_connection->value(QStringLiteral("SELECT count(*) FROM run")).toLongLong();
}

QStringList HistoryDatabase::valuesOf(const QString &column) const
{
    QStringList values;
    if (!m_isBlank) {
        QSqlQuery found = m_connection->run(
                QStringLiteral("SELECT DISTINCT %1 FROM run ORDER BY %1").arg(column));
        while (nextRow(found)) {
            values.append(found.value(0).toString());
        }
    }
    return values;
}

QStringList HistoryDatabase::jobs() const
{
    return valuesOf(QStringLiteral("job"));
}

QStringList HistoryDatabase::placements() const
{
    return valuesOf(QStringLiteral("placement"));
}

qint64 HistoryDatabase::version() const
{
    return m_connection->value(QStringLiteral("PRAGMA data_version")).toLongLong();
}

} // namespace thaw
