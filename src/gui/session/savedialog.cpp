// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session/savedialog.h"

#include "gui/look/filedialog.h"

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

// What a file of this name is to be. A name that says more than the chosen type, or something else,
// is taken at its word: x.trace.json, where the type is JSON. One that says less is not: a trace
// may be called x.json.
int typeToSave(const QString &name, const QList<SaveType> &types, int chosen)
{
    const int named = typeOfName(name, types);
    const bool saysLess =
            named < 0 || types[chosen].suffix.endsWith(QLatin1Char('.') + types[named].suffix);
    return saysLess ? chosen : named;
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
    deleteWhenDone(*dialog);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(types.front().suffix);
    dialog->selectFile(name + QLatin1Char('.') + types.front().suffix);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog, types, filters](const QString &filter) {
                         const auto type = std::max<qsizetype>(filters.indexOf(filter), 0);
                         followType(*dialog, types, types[type]);
                     });
    // Once, though a question that is answered late selects the file again.
    QObject::connect(
            dialog, &QFileDialog::fileSelected, parent,
            [dialog, types, filters, save = std::move(save)](const QString &path) {
                const auto chosen =
                        std::max<qsizetype>(filters.indexOf(dialog->selectedNameFilter()), 0);
                save(path, typeToSave(path, types, static_cast<int>(chosen)));
            },
            Qt::SingleShotConnection);
    dialog->open();
}

} // namespace thaw
