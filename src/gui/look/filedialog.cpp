// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/filedialog.h"

#include <QFileDialog>
#include <QMessageBox>

namespace thaw {

namespace {

// When the last of its questions has gone. The function that asked may be on the stack still: a
// deferred delete waits for the event loop in which that was called.
void deleteBehindQuestions(QFileDialog &dialog)
{
    const auto *question = dialog.findChild<QMessageBox *>();
    if (!question) {
        dialog.deleteLater();
        return;
    }
    // Queued: it is still among the children while it is being destroyed.
    QObject::connect(
            question, &QObject::destroyed, &dialog, [&dialog] { deleteBehindQuestions(dialog); },
            Qt::QueuedConnection);
}

} // namespace

void deleteWhenDone(QFileDialog &dialog)
{
    QObject::connect(&dialog, &QDialog::finished, &dialog,
                     [&dialog] { deleteBehindQuestions(dialog); });
}

} // namespace thaw
