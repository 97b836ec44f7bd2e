// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/filename.h"

#include "jobs/workloads/download/disposition.h"
#include "jobs/workloads/download/headertext.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>

namespace thaw {

namespace {

constexpr qsizetype longestName = 255;  // bytes, NAME_MAX of nearly every file system
constexpr qsizetype longestSuffix = 32; // of which it is worth to keep it when a name is cut

bool isUnsafe(QChar c)
{
    static const QString reserved = QStringLiteral("<>:\"|?*");
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // turns text around, joins, or can't be seen
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return c == QChar::ReplacementCharacter || reserved.contains(c);
    }
}

// CON, NUL.txt: of a device on Windows, to which a folder may be brought. So is COM with the
// superscript of a digit, which the compatibility form takes for the digit, as it takes an ellipsis
// for dots.
bool isDevice(const QString &name)
{
    static constexpr std::array devices{"con",  "prn",  "aux",  "nul",  "conin$", "conout$",
                                        "com1", "com2", "com3", "com4", "com5",   "com6",
                                        "com7", "com8", "com9", "lpt1", "lpt2",   "lpt3",
                                        "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",   "lpt9"};
    const QString stem = name.normalized(QString::NormalizationForm_KC)
                                 .section(QLatin1Char('.'), 0, 0)
                                 .trimmed()
                                 .toLower();
    return std::ranges::any_of(
            devices, [&](const char *device) { return stem == QLatin1StringView(device); });
}

// Without what a path has before its last part, on any system.
QString lastPart(const QString &path)
{
    const qsizetype at =
            std::max(path.lastIndexOf(QLatin1Char('/')), path.lastIndexOf(QLatin1Char('\\')));
    return path.mid(at + 1);
}

// Windows can't open what ends with a space or a dot.
QString withoutEnd(QString name)
{
    while (!name.isEmpty() && (name.back().isSpace() || name.back() == QLatin1Char('.'))) {
        name.chop(1);
    }
    return name;
}

QString withoutEnds(const QString &whole)
{
    QString name = withoutEnd(whole);
    // A dot hides a file, and a dash makes an option of it in a shell.
    while (!name.isEmpty()
           && (name.front().isSpace() || name.front() == QLatin1Char('.')
               || name.front() == QLatin1Char('-'))) {
        name.remove(0, 1);
    }
    return name;
}

// The first code points of at most `most` bytes.
QString cutWithin(const QString &text, qsizetype most)
{
    QString fits;
    qsizetype bytes = 0;
    for (const char32_t code : text.toUcs4()) {
        const QString next = QString::fromUcs4(&code, 1);
        bytes += next.toUtf8().size();
        if (bytes > most) {
            break;
        }
        fits += next;
    }
    return fits;
}

// The first characters, as a person sees them, of at most `most` bytes; a part of the first where
// that alone is longer, with marks without end, since what is left would be the suffix: hidden.
QString cut(const QString &text, qsizetype most)
{
    if (text.toUtf8().size() <= most) {
        return text;
    }
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype end = 0;
    while (finder.toNextBoundary() > 0 && text.left(finder.position()).toUtf8().size() <= most) {
        end = finder.position();
    }
    return end > 0 ? text.left(end) : cutWithin(text, most);
}

// From the last dot on; empty where there is none, or it is too long to be worth keeping.
QString suffixOf(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const QString suffix = dot > 0 ? name.mid(dot) : QString();
    return suffix.toUtf8().size() <= longestSuffix ? suffix : QString();
}

// The name with `added` before its suffix, in `longestName` bytes.
QString fitted(const QString &name, const QString &added)
{
    const QString suffix = suffixOf(name);
    const QString stem = name.chopped(suffix.size());
    return withoutEnd(cut(stem, longestName - (added + suffix).toUtf8().size()) + added + suffix);
}

} // namespace

QByteArray safeFileName(const QString &proposed)
{
    QString name;
    // By code points: a half of a pair is no character.
    for (const char32_t code : lastPart(proposed).left(4 * longestName).toUcs4()) {
        const bool unsafe = code <= 0xFFFF
                                    ? isUnsafe(QChar(static_cast<char16_t>(code)))
                                    : QChar::category(code) == QChar::Other_Format
                                              || QChar::category(code) == QChar::Other_Control
                                              || !QChar::isPrint(code);
        const bool isSpace = !unsafe && QChar::isSpace(code);
        name += unsafe    ? QStringLiteral("_")
                : isSpace ? QString(QChar::Space)
                          : QString::fromUcs4(&code, 1);
    }
    name = withoutEnds(name.normalized(QString::NormalizationForm_C));
    if (name.isEmpty()) {
        name = QStringLiteral("download");
    }
    name = fitted(name, {});
    if (isDevice(name)) { // last: `com1` and 300 spaces are a device's name when they have been cut
        name = fitted(QLatin1Char('_') + name, {});
    }
    return name.toUtf8();
}

QByteArray fileNameFor(const QUrl &address, const QByteArray &disposition)
{
    const QString said = dispositionFileName(disposition);
    if (!lastPart(said).trimmed().isEmpty()) {
        return safeFileName(said);
    }
    // What stands between slashes, decoded, may hold slashes again; they are taken for such.
    const QByteArray path = address.path(QUrl::FullyEncoded).toLatin1();
    return safeFileName(
            textOf(QByteArray::fromPercentEncoding(path.mid(path.lastIndexOf('/') + 1))));
}

QByteArray numberedName(const QByteArray &name, int number)
{
    return number < 2
                   ? name
                   : fitted(QString::fromUtf8(name), QStringLiteral(" (%1)").arg(number)).toUtf8();
}

} // namespace thaw
