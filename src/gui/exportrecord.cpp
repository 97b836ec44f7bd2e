// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/exportrecord.h"

#include "gui/savedialog.h"
#include "report/savefile.h"
#include "report/trace.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonDocument>

#include <utility>

namespace thaw {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("thaw::ExportRecord", text);
}

} // namespace

std::optional<QString> saveRecord(const RunRecord &record, const QString &path)
{
    const QByteArray json = QJsonDocument(toJson(record)).toJson();
    const auto reason =
            saveFile(path, [&](QIODevice &device) { return device.write(json) == json.size(); });
    return reason ? std::optional(tr("The run could not be exported to %1: %2.").arg(path, *reason))
                  : std::nullopt;
}

void openExportDialog(const RunRecord &record, QWidget *parent,
                      std::function<void(const QString &problem)> tellProblem)
{
    const QList<SaveType> types{
            {tr("The run's record, JSON"), QStringLiteral("json")},
            {tr("The timeline, a trace for ui.perfetto.dev"), QStringLiteral("trace.json")}};
    openSaveDialog(parent, tr("Export the last run"),
                   QStringLiteral("thaw-%1-%2").arg(record.job, record.placement), types,
                   [record, tell = std::move(tellProblem)](const QString &path, int type) {
                       const auto problem =
                               type == 0 ? saveRecord(record, path) : saveTrace(record, path);
                       if (problem) {
                           tell(*problem);
                       }
                   });
}

} // namespace thaw
