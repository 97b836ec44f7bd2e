// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/invariants.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QByteArrayList>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollBar>
#include <QStringList>
#include <QWidget>

#include <algorithm>

#include <malloc.h>

extern "C" std::size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace thaw {

namespace {

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget)
           || qobject_cast<const QAbstractSpinBox *>(widget)
           || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget)
           || (qobject_cast<const QAbstractSlider *>(widget)
               && !qobject_cast<const QScrollBar *>(widget));
}

// On a page that is larger than what shows it.
bool isScrolled(const QWidget *widget)
{
    for (const QWidget *part = widget; !part->isWindow(); part = part->parentWidget()) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(part->parentWidget());
        if (area && area->viewport() == part) {
            return true;
        }
    }
    return false;
}

// Qt's own dialogs are Qt's.
bool isOurs(const QWidget *window)
{
    return window->isVisible() && !qobject_cast<const QFileDialog *>(window)
           && !qobject_cast<const QMessageBox *>(window);
}

qsizetype childrenOf(const QString &task)
{
    QFile file(task + QStringLiteral("/children"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().count(' ') : 0;
}

} // namespace

std::optional<QString> focusProblem()
{
    const QWidget *active = QApplication::activeWindow();
    if (!active || !active->isVisible() || QApplication::activePopupWidget()) {
        return std::nullopt;
    }
    const QWidget *focus = QApplication::focusWidget();
    if (!focus) {
        return QStringLiteral("the focus is nowhere in ") + nameOf(active);
    }
    if (focus->window() != active) {
        return QStringLiteral("the focus is on %1, and not in the active %2")
                .arg(nameOf(focus), nameOf(active));
    }
    return std::nullopt;
}

std::optional<QString> placeProblem()
{
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        if (!isOurs(window)) {
            continue;
        }
        for (const QWidget *control : window->findChildren<QWidget *>()) {
            if (control->window() != window || !control->isVisible() || !isControl(control)
                || isScrolled(control)) {
                continue;
            }
            const QRect place(control->mapTo(window, QPoint()), control->size());
            if (!window->rect().contains(place)) {
                return QStringLiteral("%1 at %2,%3 %4x%5 is not inside its window of %6x%7")
                        .arg(nameOf(control))
                        .arg(place.x())
                        .arg(place.y())
                        .arg(place.width())
                        .arg(place.height())
                        .arg(window->width())
                        .arg(window->height());
            }
        }
    }
    return std::nullopt;
}

QString nameOf(const QWidget *widget)
{
    if (!widget) {
        return QStringLiteral("nothing");
    }
    QString name = widget->accessibleName();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
        button && name.isEmpty()) {
        name = button->text();
    }
    if (name.isEmpty()) {
        name = widget->objectName();
    }
    const QString type = QString::fromLatin1(widget->metaObject()->className());
    return name.isEmpty() ? type : QStringLiteral("%1 '%2'").arg(type, name);
}

Held heldNow()
{
    Held held;
    const QDir descriptors(QStringLiteral("/proc/self/fd"));
    for (const QString &number :
         descriptors.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        held.files.append(QFileInfo(descriptors.filePath(number)).symLinkTarget());
    }
    const QDir tasks(QStringLiteral("/proc/self/task"));
    const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    held.threads = threads.size();
    for (const QString &thread : threads) {
        held.children += childrenOf(tasks.filePath(thread));
    }
    held.bytes = __sanitizer_get_current_allocated_bytes
                         ? static_cast<std::int64_t>(__sanitizer_get_current_allocated_bytes())
                         : static_cast<std::int64_t>(mallinfo2().uordblks);
    return held;
}

} // namespace thaw
