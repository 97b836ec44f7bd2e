// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/userfolders.h"

#include "history/historystore.h"

#include <QByteArray>
#include <QDir>
#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

namespace thaw {

namespace {

bool isAbsolute(const char *variable)
{
    return qgetenv(variable).startsWith('/');
}

QByteArray homeOfTheAccount()
{
    const passwd *account = getpwuid(getuid());
    return account && account->pw_dir ? QByteArray(account->pw_dir) : QByteArray();
}

// Qt takes the root folder for a home where there is none.
bool hasFolder(const char *variable)
{
    return isAbsolute(variable) || isAbsolute("HOME");
}

} // namespace

void settleUserFolders()
{
    for (const char *variable : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
                                 "XDG_STATE_HOME", "XDG_RUNTIME_DIR"}) {
        if (!isAbsolute(variable)) {
            qunsetenv(variable);
        }
    }
    if (isAbsolute("HOME")) {
        return;
    }
    const QByteArray home = homeOfTheAccount();
    if (home.startsWith('/')) {
        qputenv("HOME", home);
    } else {
        qunsetenv("HOME");
    }
}

QString historyPath(const QString &dataFolder)
{
    return dataFolder.isEmpty() && !hasFolder("XDG_DATA_HOME") ? QString()
                                                               : HistoryStore::pathIn(dataFolder);
}

QString settingsPath(const QString &dataFolder)
{
    if (dataFolder.isEmpty() && !hasFolder("XDG_CONFIG_HOME")) {
        return {};
    }
    const QString folder =
            dataFolder.isEmpty()
                    ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                    : dataFolder;
    return QDir(folder).absoluteFilePath(QStringLiteral("thaw.ini"));
}

} // namespace thaw
