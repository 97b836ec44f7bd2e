// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/historycommand.h"

#include "app/commands/historytable.h"
#include "app/output.h"
#include "history/historydatabase.h"
#include "history/historyfault.h"
#include "history/historyfiles.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <memory>

namespace thaw {

namespace {

struct PrintHistory
{
    Q_DECLARE_TR_FUNCTIONS(thaw::PrintHistory)
};

using Access = HistoryDatabase::Access;

constexpr qsizetype portion = 200; // runs in memory at once

// For writing, so that runs which Thaw died in are marked; where that can't be, to be read.
std::unique_ptr<HistoryDatabase> open(const QString &path)
{
    try {
        return HistoryDatabase::openPatiently(path, Access::ReadWrite);
    } catch (const HistoryFault &fault) {
        if (!fault.mayPass() || fault.kind() == HistoryFault::Kind::Corrupt) {
            throw;
        }
        return HistoryDatabase::openPatiently(path, Access::ReadOnly);
    }
}

QByteArray indented(const QJsonObject &object)
{
    QByteArray text = QJsonDocument(object).toJson().trimmed();
    return "        " + text.replace("\n", "\n        ");
}

void printRows(const HistoryDatabase &database, const QList<qint64> &ids, StandardOutput &output)
{
    output.writeLine(historyTitles());
    for (qsizetype first = 0; first < ids.size() && !output.failed(); first += portion) {
        QByteArray lines;
        for (const HistoryRow &row : database.rows(ids.mid(first, portion))) {
            lines += historyLine(row).toUtf8() + '\n';
        }
        output.write(lines);
    }
}

void printCsv(const HistoryDatabase *database, const QList<qint64> &ids, StandardOutput &output)
{
    output.write(historyCsvTitles());
    for (qsizetype first = 0; first < ids.size() && !output.failed(); first += portion) {
        QByteArray lines;
        for (const StoredRun &run : database->runs(ids.mid(first, portion))) {
            lines += historyCsvLine(run);
        }
        output.write(lines);
    }
}

// As QJsonDocument writes it, but run by run: there can be 100,000. `database` is null for no runs.
void printJson(const HistoryDatabase *database, const QList<qint64> &ids, StandardOutput &output)
{
    output.write("{\n    \"runs\": [");
    QByteArray separator = "\n";
    for (qsizetype first = 0; first < ids.size() && !output.failed(); first += portion) {
        QByteArray text;
        for (const StoredRun &run : database->runs(ids.mid(first, portion))) {
            text += separator + indented(run.json);
            separator = ",\n";
        }
        output.write(text);
    }
    output.write("\n    ],\n    \"schema\": \"thaw.history/1\"\n}\n");
}

} // namespace

int printHistory(const HistoryCommand &command, const QString &path)
{
    StandardOutput output;
    try {
        // Without a path there is no folder for it, which the database says.
        const bool isThere = path.isEmpty() || isHistoryThere(path);
        const auto database = isThere ? open(path) : nullptr;
        const QList<qint64> ids = database ? database->ids(command.query) : QList<qint64>();
        if (command.format == HistoryCommand::Format::Json) {
            printJson(database.get(), ids, output);
        } else if (command.format == HistoryCommand::Format::Csv) {
            printCsv(database.get(), ids, output);
        } else if (ids.isEmpty()) {
            output.writeLine(database && database->count() > 0 ? PrintHistory::tr("No run matches.")
                                                               : PrintHistory::tr("No runs yet."));
        } else {
            printRows(*database, ids, output);
        }
    } catch (const HistoryFault &fault) {
        printError(fault.whyNotRead(path));
        return 1;
    }
    return output.failed() ? 1 : 0;
}

} // namespace thaw
