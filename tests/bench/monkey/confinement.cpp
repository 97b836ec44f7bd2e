// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/confinement.h"

#include "gui/jobs/pathedit.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QObject>

namespace thaw {

namespace {

bool isWithin(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + QLatin1Char('/'));
}

// Takes an address, and opens nothing.
class Nowhere : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void open(const QUrl &) {}
};

} // namespace

void confineTo(const QString &folder)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *dialog = qobject_cast<QFileDialog *>(window);
        if (dialog && dialog->isVisible()
            && !isWithin(dialog->directory().absolutePath(), folder)) {
            dialog->setDirectory(folder);
        }
        for (auto *edit : window->findChildren<PathEdit *>()) {
            const QString path = QFile::decodeName(edit->path());
            if (path.contains(QLatin1Char('/')) && !isWithin(path, folder)) {
                edit->setPath({});
            }
        }
    }
    QClipboard &clipboard = *QApplication::clipboard();
    if (const QString text = clipboard.text(); text.contains(QLatin1Char('/'))) {
        clipboard.setText(QString(text).remove(QLatin1Char('/')));
    }
}

void openNothingElsewhere()
{
    static Nowhere nowhere;
    for (const char *scheme : {"http", "https", "file", "mailto", "ftp"}) {
        QDesktopServices::setUrlHandler(QLatin1StringView(scheme), &nowhere, "open");
    }
}

} // namespace thaw

#include "confinement.moc"
