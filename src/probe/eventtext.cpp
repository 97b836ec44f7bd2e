// SPDX-License-Identifier: MIT
#include "probe/eventtext.h"

#include <QMetaEnum>

namespace thaw {

namespace {

/// Where the name in QEvent::Type means little to a person; null for the others.
const char *wordsFor(QEvent::Type type)
{
    switch (type) {
    case QEvent::MetaCall:
        return "Queued call";
    case QEvent::UpdateRequest:
        return "Repaint";
    case QEvent::SockAct:
        return "Socket";
    case QEvent::DeferredDelete:
        return "Deletion";
    case QEvent::LayoutRequest:
        return "Layout";
    default:
        return nullptr;
    }
}

/// "MouseButtonPress" as "Mouse button press".
QString spaced(const QString &name)
{
    QString words;
    for (const QChar letter : name) {
        const bool begins = letter.isUpper() && !words.isEmpty();
        if (begins) {
            words += QChar::Space;
        }
        words += begins ? letter.toLower() : letter;
    }
    return words;
}

QString typeText(QEvent::Type type)
{
    if (const char *words = wordsFor(type)) {
        return QString::fromLatin1(words);
    }
    if (type >= QEvent::User) {
        return QStringLiteral("Event of its own");
    }
    const char *key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return key ? spaced(QString::fromLatin1(key)) : QStringLiteral("Event %1").arg(int{type});
}

} // namespace

QString eventText(QEvent::Type type, std::string_view className, const QString &objectName)
{
    const auto lastColon = className.rfind(':');
    className.remove_prefix(lastColon == std::string_view::npos ? 0 : lastColon + 1);
    QString receiver =
            QString::fromUtf8(className.data(), static_cast<qsizetype>(className.size()));
    if (!objectName.isEmpty()) {
        receiver += QChar::Space + objectName;
    }
    return QStringLiteral("%1 (%2)").arg(typeText(type), receiver);
}

QString noEventText()
{
    return QStringLiteral("No event (the loop itself, or the system)");
}

} // namespace thaw
