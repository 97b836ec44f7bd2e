// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lesson/lessoncode.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <limits>

// Outside of any namespace, as the macro demands; see icons.cpp.
static void registerLessons()
{
    Q_INIT_RESOURCE(lessons);
}

namespace thaw {

namespace {

bool isBlank(const QString &line)
{
    return line.trimmed().isEmpty();
}

qsizetype indentationOf(const QString &line)
{
    const auto begin = std::ranges::find_if(line, [](QChar c) { return !c.isSpace(); });
    return begin - line.begin();
}

// Of the rows that are lines of the file.
void removeCommonIndentation(QStringList &rows, const std::vector<int> &lines)
{
    qsizetype common = std::numeric_limits<qsizetype>::max();
    const auto isCode = [&](qsizetype row) {
        return lines[static_cast<std::size_t>(row)] > 0 && !isBlank(rows[row]);
    };
    for (qsizetype row = 0; row < rows.size(); ++row) {
        common = isCode(row) ? std::min(common, indentationOf(rows[row])) : common;
    }
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (isCode(row)) {
            rows[row].remove(0, common);
        } else {
            rows[row] = rows[row].trimmed();
        }
    }
}

QString read(const QString &id, const char *name)
{
    registerLessons();
    QFile file(QStringLiteral(":/lessons/%1/%2").arg(id, QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

int CodeText::rowOf(int line) const
{
    const auto found = std::ranges::find(lines, line);
    return line <= 0 || found == lines.end() ? -1 : static_cast<int>(found - lines.begin());
}

CodeText markedPart(const QString &source)
{
    CodeText part;
    QStringList rows;
    bool inside = false;
    int number = 0;
    for (const QString &line : source.split(QLatin1Char('\n'))) {
        ++number;
        if (line.trimmed() == QLatin1String("//! [lesson]")) {
            inside = !inside;
            if (inside && !rows.isEmpty()) {
                rows.append(QStringLiteral("…"));
                part.lines.push_back(0);
            }
        } else if (inside) {
            rows.append(line);
            part.lines.push_back(number);
        }
    }
    removeCommonIndentation(rows, part.lines);
    part.text = rows.join(QLatin1Char('\n'));
    return part;
}

CodeText withoutLicence(const QString &source)
{
    QStringList rows = source.trimmed().split(QLatin1Char('\n'));
    if (rows.front().contains(QLatin1String("SPDX-License-Identifier"))) {
        rows.removeFirst();
    }
    while (!rows.isEmpty() && isBlank(rows.front())) {
        rows.removeFirst();
    }
    CodeText code{.text = rows.join(QLatin1Char('\n')), .lines = {}};
    for (int number = 1; number <= rows.size(); ++number) {
        code.lines.push_back(number);
    }
    return code;
}

LessonCode lessonCode(const QString &id)
{
    return {.qt = markedPart(read(id, "qt.cpp")),
            .python = withoutLicence(read(id, "python.py")),
            .standard = withoutLicence(read(id, "standard.cpp"))};
}

} // namespace thaw
