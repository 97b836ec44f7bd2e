// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyschema.h"

#include "history/historyfault.h"
#include "history/sqlconnection.h"

#include <QString>
#include <QStringList>
#include <QVariant>

#include <array>

namespace thaw {

namespace {

constexpr int applicationId = 0x54686177; // "Thaw", in the header of the file

// Each brings the schema to the next version, which is the number of those that were done: add to
// the end, and change none. The records are apart, so that lists and sorting don't read them.
const std::array migrations{
        QStringList{
                QStringLiteral("CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                               " job TEXT NOT NULL, placement TEXT NOT NULL,"
                               " parameters TEXT NOT NULL, outcome TEXT NOT NULL, error TEXT,"
                               " stop_reason TEXT, started_at TEXT NOT NULL, ended_at TEXT,"
                               " elapsed_ms REAL, worst_delay_ms REAL, frames_missed INTEGER,"
                               " process TEXT NOT NULL)"),
                QStringLiteral("CREATE TABLE record (run INTEGER PRIMARY KEY, json TEXT NOT NULL)"),
                QStringLiteral("CREATE TRIGGER run_removed AFTER DELETE ON run BEGIN"
                               " DELETE FROM record WHERE run = old.id; END"),
                QStringLiteral("CREATE INDEX run_by_start ON run (started_at)"),
                QStringLiteral("CREATE INDEX run_by_job ON run (job)"),
                QStringLiteral("CREATE INDEX run_by_placement ON run (placement)"),
                QStringLiteral("CREATE INDEX run_by_outcome ON run (outcome)"),
                QStringLiteral("CREATE INDEX run_by_elapsed ON run (elapsed_ms)"),
                QStringLiteral("CREATE INDEX run_by_worst_delay ON run (worst_delay_ms)"),
                QStringLiteral("CREATE INDEX run_by_frames_missed ON run (frames_missed)"),
        },
};

} // namespace

void checkSchema(const SqlConnection &connection)
{
    const int id = connection.value(QStringLiteral("PRAGMA application_id")).toInt();
    const int version = connection.value(QStringLiteral("PRAGMA user_version")).toInt();
    if (id == applicationId) {
        if (version > static_cast<int>(migrations.size())) {
            throw HistoryFault(HistoryFault::Kind::Newer);
        }
        return;
    }
    const bool isEmpty =
            connection.value(QStringLiteral("SELECT count(*) FROM sqlite_schema")).toInt() == 0;
    if (id != 0 || version != 0 || !isEmpty) {
        throw HistoryFault(HistoryFault::Kind::Foreign);
    }
}

void migrateSchema(const SqlConnection &connection)
{
    const auto version = [&] {
        return connection.value(QStringLiteral("PRAGMA user_version")).toUInt();
    };
    if (version() >= migrations.size()) {
        return;
    }
    connection.inTransaction([&] {
        checkSchema(connection); // again: another process may have been here meanwhile
        for (std::size_t next = version(); next < migrations.size(); ++next) {
            for (const QString &statement : migrations[next]) {
                connection.run(statement);
            }
        }
        connection.run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
        connection.run(QStringLiteral("PRAGMA user_version = %1").arg(migrations.size()));
    });
}

} // namespace thaw
