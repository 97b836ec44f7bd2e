// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/settings.h"

#include "jobs/engine/threadpriorities.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/stat.h>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr std::array themeWords{"system", "light", "dark"};
constexpr std::array workWords{"waiting", "computing"};

template <typename Enum, std::size_t N>
Enum enumFrom(const QVariant &word, const std::array<const char *, N> &words, Enum otherwise)
{
    const auto found = std::ranges::find(words, word.toString().toStdString());
    return found == words.end() ? otherwise : static_cast<Enum>(found - words.begin());
}

template <typename Enum, std::size_t N>
QString wordFor(Enum value, const std::array<const char *, N> &words)
{
    return QString::fromLatin1(words[static_cast<std::size_t>(value)]);
}

// A number that isn't one leaves the default.
int numberFrom(const QSettings &file, const QString &key, qint64 otherwise)
{
    bool isNumber = false;
    const int number = file.value(key).toInt(&isNumber);
    return isNumber ? number : static_cast<int>(otherwise);
}

QString columnKey(std::size_t column, const char *name)
{
    return QStringLiteral("column%1/%2").arg(column + 1).arg(QLatin1StringView(name));
}

PlacementSettings readPlacements(const QSettings &file)
{
    PlacementSettings settings;
    settings.poolSize = std::clamp(numberFrom(file, QStringLiteral("pool_size"), settings.poolSize),
                                   1, PlacementSettings::mostPoolSize);
    settings.slice = std::clamp(std::chrono::milliseconds(numberFrom(
                                        file, QStringLiteral("slice_ms"), settings.slice.count())),
                                PlacementSettings::leastSlice, PlacementSettings::mostSlice);
    settings.priority = jobPriorityOf(file.value(QStringLiteral("priority")).toString())
                                .value_or(settings.priority);
    return settings;
}

void readColumns(const QSettings &file, ColumnsSettings &columns)
{
    for (std::size_t index = 0; index < columns.size(); ++index) {
        ColumnSettings &column = columns[index];
        const auto number = [&](const char *name, qint64 otherwise) {
            return numberFrom(file, columnKey(index, name), otherwise);
        };
        column.count = number("count", column.count);
        column.lowest = number("lowest", column.lowest);
        column.highest = number("highest", column.highest);
        column.period = std::chrono::milliseconds(number("period_ms", column.period.count()));
        column.work = std::chrono::milliseconds(number("work_ms", column.work.count()));
        column.workKind =
                enumFrom(file.value(columnKey(index, "work")), workWords, column.workKind);
        column = column.clamped();
    }
}

void writeColumns(QSettings &file, const ColumnsSettings &columns)
{
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const ColumnSettings &column = columns[index];
        file.setValue(columnKey(index, "count"), column.count);
        file.setValue(columnKey(index, "lowest"), column.lowest);
        file.setValue(columnKey(index, "highest"), column.highest);
        file.setValue(columnKey(index, "period_ms"), qlonglong{column.period.count()});
        file.setValue(columnKey(index, "work_ms"), qlonglong{column.work.count()});
        file.setValue(columnKey(index, "work"), wordFor(column.workKind, workWords));
    }
}

void readParameters(QSettings &file, QMap<QString, QVariantMap> &parameters)
{
    file.beginGroup(QStringLiteral("parameters"));
    for (const QString &job : file.childGroups()) {
        file.beginGroup(job);
        for (const QString &name : file.childKeys()) {
            parameters[job].insert(name, file.value(name));
        }
        file.endGroup();
    }
    file.endGroup();
}

// What can't be the id of a job or a placement is left out.
QStringList readIds(const QSettings &file, const QString &key)
{
    static const QRegularExpression id(
            QRegularExpression::anchoredPattern(QStringLiteral("[a-z0-9]+(-[a-z0-9]+)*")));
    return file.value(key).toStringList().filter(id);
}

void writeIds(QSettings &file, const QString &key, QStringList ids)
{
    ids.sort();
    if (ids.isEmpty()) {
        file.remove(key); // an empty list has no readable form
    } else {
        file.setValue(key, ids);
    }
}

ComparisonSettings readCompare(const QSettings &file)
{
    ComparisonSettings settings;
    settings.leftOut = readIds(file, QStringLiteral("compare/left_out"));
    settings.repeats =
            std::clamp(numberFrom(file, QStringLiteral("compare/repeats"), settings.repeats), 1,
                       ComparisonPlan::mostRepeats);
    const QString key = file.value(QStringLiteral("compare/measure")).toString();
    const auto measure = std::ranges::find(measures, key, &measureKey);
    settings.measure = measure == measures.end() ? settings.measure : *measure;
    return settings;
}

void writeCompare(QSettings &file, const ComparisonSettings &settings)
{
    writeIds(file, QStringLiteral("compare/left_out"), settings.leftOut);
    file.setValue(QStringLiteral("compare/repeats"), settings.repeats);
    file.setValue(QStringLiteral("compare/measure"), measureKey(settings.measure));
}

// QSettings takes nearly everything for INI; what has no assignment, or holds a NUL, was never
// written by it.
bool isReadable(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray start = file.read(1 << 20).trimmed();
    return !start.contains('\0') && (start.isEmpty() || start.contains('='));
}

// What is at the path in place of a file of settings, as in "it is a folder"; nothing if there is
// such a file, or none. Opens nothing: to open a pipe may wait for ever, and QSettings reads all.
std::optional<QString> whatElseIsThere(const QString &path)
{
    constexpr off_t mostBytes = 1 << 20; // a thousand times what is written
    struct stat status = {};
    if (stat(QFile::encodeName(path).constData(), &status) != 0) {
        return errno == ELOOP ? std::optional(SettingsFile::tr("a link that leads in a circle"))
                              : std::nullopt;
    }
    if (S_ISDIR(status.st_mode)) {
        return SettingsFile::tr("a folder");
    }
    if (S_ISFIFO(status.st_mode)) {
        return SettingsFile::tr("a pipe");
    }
    if (!S_ISREG(status.st_mode)) {
        return SettingsFile::tr("a device or a socket");
    }
    return status.st_size > mostBytes ? std::optional(SettingsFile::tr("too long for settings"))
                                      : std::nullopt;
}

} // namespace

ColumnsSettings initialColumns()
{
    ColumnsSettings columns;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        columns[index].period = 1s * static_cast<int>(index + 1);
    }
    return columns;
}

SettingsFile::SettingsFile(QString path)
    : m_path(std::move(path))
{}

SettingsFile::Loaded SettingsFile::load() const
{
    Loaded loaded;
    if (const auto other = whatElseIsThere(m_path)) {
        loaded.isLeftAlone = true;
        loaded.problem =
                tr("%1 is %2 and is left as it is; Thaw starts with its defaults and keeps "
                   "no settings. Move it away, or choose another folder by --data.")
                        .arg(m_path, *other);
        return loaded;
    }
    if (!QFileInfo::exists(m_path)) {
        return loaded;
    }
    QSettings file(m_path, QSettings::IniFormat);
    if (!isReadable(m_path) || file.status() != QSettings::NoError) {
        const QString aside = m_path
                              + QDateTime::currentDateTimeUtc().toString(
                                      QStringLiteral("'.broken-'yyyyMMdd'T'HHmmsszzz"));
        loaded.problem = QFile::rename(m_path, aside)
                                 ? tr("The settings file could not be read and was set aside as "
                                      "%1; Thaw starts with its defaults.")
                                           .arg(aside)
                                 : tr("The settings file %1 could not be read; Thaw starts with "
                                      "its defaults.")
                                           .arg(m_path);
        return loaded;
    }
    Settings &settings = loaded.settings;
    settings.geometry = file.value(QStringLiteral("window/geometry")).toByteArray();
    settings.splitter = file.value(QStringLiteral("window/splitter")).toByteArray();
    settings.job = file.value(QStringLiteral("job"), settings.job).toString();
    settings.placement = file.value(QStringLiteral("placement"), settings.placement).toString();
    settings.theme = enumFrom(file.value(QStringLiteral("theme")), themeWords, settings.theme);
    settings.greeted = file.value(QStringLiteral("greeted")).toBool();
    const QStringList done = readIds(file, QStringLiteral("done"));
    settings.done = {done.begin(), done.end()};
    const QStringList untold = readIds(file, QStringLiteral("untold"));
    settings.untold = {untold.begin(), untold.end()};
    settings.compare = readCompare(file);
    settings.columnsStalls =
            file.value(QStringLiteral("columns_stalls"), settings.columnsStalls).toBool();
    settings.freezeLimit = std::chrono::seconds(std::clamp<qint64>(
            numberFrom(file, QStringLiteral("freeze_limit_s"), settings.freezeLimit.count()), 0,
            Settings::mostFreezeLimit.count()));
    settings.placements = readPlacements(file);
    readColumns(file, settings.columns);
    readParameters(file, settings.parameters);
    return loaded;
}

std::optional<QString> SettingsFile::save(const Settings &settings) const
{
    if (m_path.isEmpty()) {
        return tr(
                "The settings are not kept: there is no home folder; set HOME, or choose a folder "
                "by --data.");
    }
    if (const auto other = whatElseIsThere(m_path)) {
        return tr("The settings could not be written: %1 is %2 and is left as it is; move it away.")
                .arg(m_path, *other);
    }
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSettings file(m_path, QSettings::IniFormat);
    file.setValue(QStringLiteral("window/geometry"), settings.geometry);
    file.setValue(QStringLiteral("window/splitter"), settings.splitter);
    file.setValue(QStringLiteral("job"), settings.job);
    file.setValue(QStringLiteral("placement"), settings.placement);
    file.setValue(QStringLiteral("theme"), wordFor(settings.theme, themeWords));
    file.setValue(QStringLiteral("greeted"), settings.greeted);
    writeIds(file, QStringLiteral("done"), settings.done.values());
    writeIds(file, QStringLiteral("untold"), settings.untold.values());
    writeCompare(file, settings.compare);
    file.setValue(QStringLiteral("columns_stalls"), settings.columnsStalls);
    file.setValue(QStringLiteral("freeze_limit_s"), qlonglong{settings.freezeLimit.count()});
    file.setValue(QStringLiteral("pool_size"), settings.placements.poolSize);
    file.setValue(QStringLiteral("slice_ms"), qlonglong{settings.placements.slice.count()});
    file.setValue(QStringLiteral("priority"), jobPriorityWord(settings.placements.priority));
    writeColumns(file, settings.columns);
    for (auto job = settings.parameters.begin(); job != settings.parameters.end(); ++job) {
        for (auto value = job->begin(); value != job->end(); ++value) {
            file.setValue(QStringLiteral("parameters/%1/%2").arg(job.key(), value.key()), *value);
        }
    }
    file.sync();
    if (file.status() == QSettings::NoError) {
        return std::nullopt;
    }
    return tr("The settings could not be written to %1; check that the folder is writable and the "
              "disk has room.")
            .arg(m_path);
}

} // namespace thaw
