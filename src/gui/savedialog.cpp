// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/savedialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

// Which type a file's name speaks for: the one of the longest suffix that fits; -1 if none.
int typeOfName(const QString &name, const QList<SaveType> &types)
{
    int best = -1;
    for (int type = 0; type < types.size(); ++type) {
        const bool fits = name.endsWith(QLatin1Char('.') + types[type].suffix);
        if (fits && (best < 0 || types[type].suffix.size() > types[best].suffix.size())) {
            best = type;
        }
    }
    return best;
}

void followType(QFileDialog &dialog, const QList<SaveType> &types, const SaveType &chosen)
{
    const QStringList files = dialog.selectedFiles();
    QString name = files.isEmpty() ? QString() : QFileInfo(files.front()).fileName();
    if (const int before = typeOfName(name, types); before >= 0) {
        name.chop(types[before].suffix.size() + 1);
    }
    dialog.setDefaultSuffix(chosen.suffix);
    dialog.selectFile(name + QLatin1Char('.') + chosen.suffix);
}

} // namespace

void openSaveDialog(QWidget *parent, const QString &title, const QString &name,
                    const QList<SaveType> &types,
                    std::function<void(const QString &path, int type)> save)
{
    QStringList filters;
    for (const SaveType &type : types) {
        filters.append(QStringLiteral("%1 (*.%2)").arg(type.name, type.suffix));
    }
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(types.front().suffix);
    dialog->selectFile(name + QLatin1Char('.') + types.front().suffix);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog, types, filters](const QString &filter) {
                         const auto type = std::max<qsizetype>(filters.indexOf(filter), 0);
                         followType(*dialog, types, types[type]);
                     });
    // A name that speaks for another type than the chosen one is taken at its word.
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [dialog, types, filters, save = std::move(save)](const QString &path) {
                         const int named = typeOfName(path, types);
                         const auto chosen = filters.indexOf(dialog->selectedNameFilter());
                         save(path, named >= 0 ? named
                                               : static_cast<int>(std::max<qsizetype>(chosen, 0)));
                     });
    dialog->open();
}

} // namespace thaw
