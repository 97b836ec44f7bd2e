// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/exportrecord.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QJsonDocument>
#include <QSaveFile>

#include <utility>

namespace thaw {

std::optional<QString> saveRecord(const RunRecord &record, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(toJson(record)).toJson()) >= 0
        && file.commit()) {
        return std::nullopt;
    }
    return QCoreApplication::translate("thaw::ExportRecord",
                                       "The run could not be exported to %1: %2.")
            .arg(path, file.errorString());
}

void openExportDialog(const RunRecord &record, QWidget *parent,
                      std::function<void(const QString &problem)> tellProblem)
{
    auto *dialog = new QFileDialog(
            parent, QCoreApplication::translate("thaw::ExportRecord", "Export the last run"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QCoreApplication::translate("thaw::ExportRecord", "JSON files (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("thaw-%1-%2.json").arg(record.job, record.placement));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [record, tell = std::move(tellProblem)](const QString &path) {
                         if (const auto problem = saveRecord(record, path)) {
                             tell(*problem);
                         }
                     });
    dialog->open();
}

} // namespace thaw
