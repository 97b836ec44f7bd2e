// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/exportrecord.h"

#include "gui/session/savedialog.h"
#include "report/filesaver.h"
#include "report/savefile.h"
#include "report/trace.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonDocument>

namespace thaw {

namespace {

struct ExportRecord
{
    Q_DECLARE_TR_FUNCTIONS(thaw::ExportRecord)
};

} // namespace

std::optional<QString> saveRecord(const RunRecord &record, const QString &path,
                                  const std::stop_token &stop)
{
    const QByteArray json = QJsonDocument(toJson(record)).toJson();
    const auto reason = saveFile(
            path, [&](QIODevice &device) { return device.write(json) == json.size(); }, stop);
    return reason ? std::optional(
                   ExportRecord::tr("The run could not be exported to %1: %2.").arg(path, *reason))
                  : std::nullopt;
}

void openExportDialog(const RunRecord &record, QWidget *parent, FileSaver &saver)
{
    const QList<SaveType> types{
            {ExportRecord::tr("The run's record, JSON"), QStringLiteral("json")},
            {ExportRecord::tr("The timeline, a trace for ui.perfetto.dev"),
             QStringLiteral("trace.json")}};
    openSaveDialog(parent, ExportRecord::tr("Export the last run"),
                   QStringLiteral("thaw-%1-%2").arg(record.job, record.placement), types,
                   [record, &saver](const QString &path, int type) {
                       // The writing thread has a record of its own, and shares what is long in it.
                       saver.save(path, [record, save = type == 0 ? saveRecord : saveTrace](
                                                const QString &to, const std::stop_token &stop) {
                           return save(record, to, stop);
                       });
                   });
}

} // namespace thaw
