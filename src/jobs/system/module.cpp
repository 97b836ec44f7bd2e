// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/system/module.h"

#include "jobs/system/whynotloaded.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>

namespace thaw {

namespace {

struct Module
{
    Q_DECLARE_TR_FUNCTIONS(thaw::Module)
};

} // namespace

QFunctionPointer resolveInModule(const QString &module, const char *name, QString &problem)
{
    const QString file = QStringLiteral("thaw/thaw-%1.so").arg(module);
    QStringList folders{QDir(QCoreApplication::applicationDirPath())
                                .absoluteFilePath(QStringLiteral("../" THAW_LIBRARY_FOLDER))};
    folders.append(QCoreApplication::libraryPaths());
    QString path = QDir::cleanPath(QDir(folders.first()).filePath(file));
    for (const QString &folder : folders) {
        if (const QString there = QDir(folder).filePath(file); QFileInfo::exists(there)) {
            path = there;
            break;
        }
    }
    QLibrary library(path);
    const QFunctionPointer function = library.resolve(name);
    if (!function) {
        problem = whyNotLoaded(library.errorString(), Module::tr("install Thaw anew"));
    }
    return function;
}

} // namespace thaw
