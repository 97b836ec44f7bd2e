// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace thaw {

/// A type of file that can be saved.
struct SaveType
{
    QString name;   ///< for a person: "Run record, JSON"
    QString suffix; ///< without the first dot: "trace.json"
};

/// Asks for a file to save to, of one of `types`; nothing stops meanwhile. `save` gets its path and
/// the index of the chosen type. `name` is proposed, with the type's suffix.
void openSaveDialog(QWidget *parent, const QString &title, const QString &name,
                    const QList<SaveType> &types,
                    std::function<void(const QString &path, int type)> save);

} // namespace thaw
