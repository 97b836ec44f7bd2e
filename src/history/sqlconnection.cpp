// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/sqlconnection.h"

#include "history/historyfault.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace thaw {

namespace {

QString newName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("history-%1").arg(++count);
}

// Empty if there is no such plugin. Qt asks each folder once, and keeps silent about what fails.
QString whyNoDriver()
{
    const QStringList folders = QCoreApplication::libraryPaths();
    for (const QString &folder : folders) {
        const QString file = folder + QStringLiteral("/sqldrivers/libqsqlite.so");
        if (QFileInfo::exists(file)) {
            QLibrary library(file);
            return library.load() ? QStringLiteral("it was refused") : library.errorString();
        }
    }
    return {};
}

} // namespace

SqlConnection::SqlConnection(const QString &path, Access access)
    : m_name(newName())
{
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))) {
        throw HistoryFault(HistoryFault::Kind::NoDriver, whyNoDriver());
    }
    QSqlError error;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        // Short, so that a thread in it can be told to end; whoever calls tries again.
        QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=50");
        database.setDatabaseName(path);
        if (access != Access::ReadWrite) {
            options += QStringLiteral(";QSQLITE_OPEN_READONLY");
        }
        if (access == Access::Unchanging) {
            options += QStringLiteral(";QSQLITE_OPEN_URI");
            database.setDatabaseName(QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded())
                                     + QStringLiteral("?immutable=1"));
        }
        database.setConnectOptions(options);
        if (!database.open()) {
            error = database.lastError();
        }
    }
    if (error.isValid()) {
        QSqlDatabase::removeDatabase(m_name);
        throw HistoryFault::of(error);
    }
}

SqlConnection::~SqlConnection()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

QSqlQuery SqlConnection::run(const QString &sql, const QVariantList &values) const
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        throw HistoryFault::of(query.lastError());
    }
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        throw HistoryFault::of(query.lastError());
    }
    return query;
}

QVariant SqlConnection::value(const QString &sql, const QVariantList &values) const
{
    QSqlQuery query = run(sql, values);
    return nextRow(query) ? query.value(0) : QVariant();
}

// IMMEDIATE: the right to write is asked for at the start, where waiting for it is still possible.
// With the write-ahead log and synchronous=NORMAL a commit is written to the log but not yet
// flushed from the system's memory to the disk: what is committed outlives the death of this
// process at any moment (kill -9), and a power failure can take the last commits but not damage the
// file.
void SqlConnection::inTransaction(const std::function<void()> &change) const
{
    run(QStringLiteral("BEGIN IMMEDIATE"));
    try {
        change();
        run(QStringLiteral("COMMIT"));
    } catch (...) {
        QSqlQuery(QSqlDatabase::database(m_name, false)).exec(QStringLiteral("ROLLBACK"));
        throw;
    }
}

bool nextRow(QSqlQuery &query)
{
    if (query.next()) {
        return true;
    }
    if (query.lastError().isValid()) {
        throw HistoryFault::of(query.lastError());
    }
    return false;
}

} // namespace thaw
