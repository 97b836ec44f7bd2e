// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcerules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

namespace thaw {

namespace {

// Folders of src/, from the lowest to the highest.
const QStringList layers{
        QStringLiteral("probe"),
        QStringLiteral("network"),
        QStringLiteral("jobs/system"),
        QStringLiteral("jobs/engine"),
        QStringLiteral("jobs/job"),
        QStringLiteral("jobs/remote"),
        QStringLiteral("jobs/traced"),
        QStringLiteral("jobs/lessons"),
        QStringLiteral("jobs/workloads"),
        QStringLiteral("jobs/catalog"),
        QStringLiteral("runners"),
        QStringLiteral("report"),
        QStringLiteral("history"),
        QStringLiteral("gui/look"),
        QStringLiteral("gui/chart"),
        QStringLiteral("gui/settings"),
        QStringLiteral("gui/session"),
        QStringLiteral("gui/columns"),
        QStringLiteral("gui/responsiveness"),
        QStringLiteral("gui/timeline"),
        QStringLiteral("gui/output"),
        QStringLiteral("gui/jobs"),
        QStringLiteral("gui/lesson"),
        QStringLiteral("gui/compare"),
        QStringLiteral("gui/flood"),
        QStringLiteral("gui/history"),
        QStringLiteral("gui/window"),
        QStringLiteral("charts"),
        QStringLiteral("app"),
};

// The layer that a file belongs to, by its path in src/; empty if to none.
QString layerOf(const QString &path)
{
    const QString room = path.section(QLatin1Char('/'), 0, 1);
    const QString folder = path.section(QLatin1Char('/'), 0, 0);
    return layers.contains(room) ? room : layers.contains(folder) ? folder : QString();
}

struct SourceFile
{
    QString path; ///< from the root
    QString text;

    [[nodiscard]] QString layer() const
    {
        return path.startsWith(QLatin1StringView("src/")) ? layerOf(path.mid(4)) : QString();
    }
    [[nodiscard]] QString at(qsizetype offset) const
    {
        const qsizetype line = QStringView(text).first(offset).count(QLatin1Char('\n')) + 1;
        return QStringLiteral("%1:%2: ").arg(path).arg(line);
    }
};

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList filesBelow(const QString &root, const QStringList &folders)
{
    QStringList paths;
    for (const QString &folder : folders) {
        QDirIterator files(root + QLatin1Char('/') + folder, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            paths.append(QDir(root).relativeFilePath(files.next()));
        }
    }
    paths.sort();
    return paths;
}

QList<SourceFile> sources(const QString &root, const QStringList &folders)
{
    static const QRegularExpression isSource(QStringLiteral(R"(\.(h|cpp)$)"));
    QList<SourceFile> result;
    for (const QString &path : filesBelow(root, folders).filter(isSource)) {
        result.append({path, textOf(root + QLatin1Char('/') + path)});
    }
    return result;
}

// What the CMakeLists.txt of a layer links: thaw_layer(... LINKS ...) or
// target_link_libraries(...).
QStringList linkedLayers(const QString &cmake)
{
    static const QRegularExpression links(
            QStringLiteral(R"((?:\bLINKS\b|target_link_libraries\()([^)]*)\))"));
    static const QRegularExpression layer(QStringLiteral(R"(\bthaw_([a-z_]+)\b)"));
    QStringList names;
    for (const auto &list : links.globalMatch(cmake)) {
        for (const auto &name : layer.globalMatch(list.captured(1))) {
            names.append(name.captured(1).replace(QLatin1Char('_'), QLatin1Char('/')));
        }
    }
    names.removeAll(QStringLiteral("options")); // the compiler's flags
    return names;
}

class LayerRules
{
public:
    explicit LayerRules(const QString &root);
    QStringList broken();

private:
    void checkLinks(const QString &layer, const QStringList &links);
    void checkInclude(const SourceFile &file, const QString &at, const QString &included);
    void complain(const QString &problem) { m_broken.append(problem); }

    const QString m_root;
    QMap<QString, QSet<QString>> m_reach; // a layer, and what it links directly or through others
    QStringList m_broken;
};

LayerRules::LayerRules(const QString &root)
    : m_root(root)
{
    for (const QString &layer : layers) {
        const QString path = QStringLiteral("src/%1/CMakeLists.txt").arg(layer);
        const QStringList links = linkedLayers(textOf(m_root + QLatin1Char('/') + path));
        checkLinks(layer, links);
        m_reach[layer] = {layer};
        for (const QString &link : links) {
            m_reach[layer] |= m_reach.value(link) + QSet<QString>{link};
        }
    }
}

void LayerRules::checkLinks(const QString &layer, const QStringList &links)
{
    for (const QString &link : links) {
        if (layers.indexOf(link) > layers.indexOf(layer) || !layers.contains(link)) {
            complain(QStringLiteral("src/%1/CMakeLists.txt: links %2, which is no layer below it")
                             .arg(layer, link));
        }
    }
}

void LayerRules::checkInclude(const SourceFile &file, const QString &at, const QString &included)
{
    static const QRegularExpression form(QStringLiteral(R"(^ui_([a-z0-9]+)\.h$)"));
    static const QRegularExpression moc(QStringLiteral(R"(^(moc_)?[a-z0-9]+\.(moc|cpp)$)"));
    if (const auto match = form.match(included); match.hasMatch()) {
        const QString path = QStringLiteral("%1/ui/%2.ui").arg(m_root, match.captured(1));
        if (!QFile::exists(path)) {
            complain(at + QStringLiteral("%1 has no form in ui/").arg(included));
        }
        static const QRegularExpression header(QStringLiteral("<header>([^<]+)</header>"));
        const QString text = textOf(path);
        for (const auto &widget : header.globalMatch(text)) {
            checkInclude(file, at, widget.captured(1)); // the form's header includes it
        }
        return;
    }
    if (moc.match(included).hasMatch()) {
        return;
    }
    const QString layer = layerOf(included);
    if (layer.isEmpty() || !QFile::exists(m_root + QLatin1StringView("/src/") + included)) {
        complain(at + QStringLiteral("%1 is not the rooted name of a file in src/").arg(included));
    } else if (layers.indexOf(layer) > layers.indexOf(file.layer())) {
        complain(at + QStringLiteral("%1 is above %2").arg(included, file.layer()));
    } else if (!m_reach.value(file.layer()).contains(layer)) {
        complain(at + QStringLiteral("%1 is not in what %2 links").arg(included, file.layer()));
    }
}

QStringList LayerRules::broken()
{
    static const QRegularExpression include(
            QStringLiteral(R"(^[ \t]*#[ \t]*include[ \t]*"([^"]+)\")"),
            QRegularExpression::MultilineOption);
    QSet<QString> strangers;
    for (const SourceFile &file : sources(m_root, {QStringLiteral("src")})) {
        if (file.layer().isEmpty()) {
            const QString folder = QFileInfo(file.path).path();
            if (!strangers.contains(folder)) {
                complain(QStringLiteral("%1: is no layer").arg(folder));
            }
            strangers.insert(folder);
            continue;
        }
        for (const auto &match : include.globalMatch(file.text)) {
            checkInclude(file, file.at(match.capturedStart()), match.captured(1));
        }
    }
    return m_broken;
}

// The Qt modules that a layer below the window may take headers from.
QStringList modulesOf(const QString &layer)
{
    QStringList modules{QStringLiteral("QtCore")};
    if (layer == QLatin1StringView("network")) {
        modules.append(QStringLiteral("QtNetwork"));
    }
    if (layer == QLatin1StringView("history")) {
        modules.append(QStringLiteral("QtSql"));
    }
    return modules;
}

bool isBelowWindow(const SourceFile &file)
{
    const qsizetype level = layers.indexOf(file.layer());
    return level >= 0 && level < layers.indexOf(QLatin1StringView("gui/look"));
}

// Every class header of Qt that is installed here, with its module: QWidget is of QtWidgets.
QHash<QString, QString> installedHeaders()
{
    QHash<QString, QString> modules;
    const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    for (const QString &module : headers.entryList({QStringLiteral("Qt*")}, QDir::Dirs)) {
        for (const QString &header :
             QDir(headers.filePath(module)).entryList({QStringLiteral("Q[A-Z]*")}, QDir::Files)) {
            modules.insert(header, module);
        }
    }
    return modules;
}

// The module of a class or a header, QWidget or QtCharts/QChart; empty if Qt has none of that name.
QString moduleOf(const QString &name)
{
    static const QHash<QString, QString> modules = installedHeaders();
    const QString folder = name.section(QLatin1Char('/'), 0, 0);
    return folder == name ? modules.value(name) : folder;
}

// QtWidgets, QtWidgets/QtWidgets; but QtGlobal is a header like others.
bool isModule(const QString &header)
{
    const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    const QString name = header.section(QLatin1Char('/'), -1);
    return name.startsWith(QLatin1StringView("Qt")) && QFileInfo(headers.filePath(name)).isDir();
}

bool mayKnow(const SourceFile &file, const QString &module)
{
    return !isBelowWindow(file) || module.isEmpty() || modulesOf(file.layer()).contains(module);
}

void checkQtIncludes(const SourceFile &file, QStringList &broken)
{
    static const QRegularExpression include(
            QStringLiteral(R"(^[ \t]*#[ \t]*include[ \t]*<(Q[\w/]+)>)"),
            QRegularExpression::MultilineOption);
    for (const auto &match : include.globalMatch(file.text)) {
        const QString header = match.captured(1);
        const QString module = moduleOf(header);
        if (isModule(header)) {
            broken.append(file.at(match.capturedStart())
                          + QStringLiteral("<%1> is a whole module").arg(header));
        } else if (!mayKnow(file, module)) {
            broken.append(file.at(match.capturedStart())
                          + QStringLiteral("<%1> is of %2, which %3 must not know")
                                    .arg(header, module, file.layer()));
        }
    }
}

void checkClassNames(const SourceFile &file, QStringList &broken)
{
    static const QRegularExpression qtName(QStringLiteral(R"(\bQ[A-Z]\w+\b)"));
    const QString code = codeOnly(file.text);
    for (const auto &match : qtName.globalMatch(code)) {
        const QString module = moduleOf(match.captured());
        if (!mayKnow(file, module)) {
            broken.append(file.at(match.capturedStart())
                          + QStringLiteral("%1 is of %2, which %3 must not know")
                                    .arg(match.captured(), module, file.layer()));
        }
    }
}

// What a file's SPDX line must say; empty where the format has no comments, or the file is a
// licence itself.
QString licenceFor(const QString &path)
{
    static const QRegularExpression mute(QStringLiteral(
            R"(^tests/fuzz/corpus/|(\.(png|json|md|ico|gz|qm)|(^|/)(LICENSE|copyright)|(^|/)\.gitignore)$)"));
    if (mute.match(path).hasMatch()) {
        return {};
    }
    if (path.endsWith(QLatin1StringView(".metainfo.xml"))) {
        return QStringLiteral("CC0-1.0");
    }
    return path.startsWith(QLatin1StringView("src/probe/")) ? QStringLiteral("MIT")
                                                            : QStringLiteral("GPL-3.0-or-later");
}

} // namespace

QStringList brokenLayers(const QString &root)
{
    return LayerRules(root).broken();
}

QStringList brokenQtUse(const QString &root)
{
    QStringList broken;
    for (const SourceFile &file : sources(root, {QStringLiteral("src"), QStringLiteral("tests")})) {
        checkQtIncludes(file, broken);
        checkClassNames(file, broken);
    }
    return broken;
}

QStringList brokenLicences(const QString &root)
{
    QStringList paths = filesBelow(root, {QStringLiteral("src"), QStringLiteral("tests"),
                                          QStringLiteral("ui"), QStringLiteral("resources"),
                                          QStringLiteral("packaging"), QStringLiteral(".ci")});
    for (const QFileInfo &file : QDir(root).entryInfoList(QDir::Files | QDir::Hidden)) {
        // The project's own, not what a person or a tool leaves beside them.
        if (file.fileName() == QLatin1StringView("CMakeLists.txt")
            || file.fileName().startsWith(QLatin1StringView(".clang-"))) {
            paths.append(file.fileName());
        }
    }
    QStringList broken;
    for (const QString &path : std::as_const(paths)) {
        const QString licence = licenceFor(path);
        const QString start =
                textOf(root + QLatin1Char('/') + path).section(QLatin1Char('\n'), 0, 4);
        static const QRegularExpression spdx(QStringLiteral(R"(SPDX-License-Identifier: (\S+))"));
        const QString found = spdx.match(start).captured(1);
        if (!licence.isEmpty() && found != licence) {
            broken.append(QStringLiteral("%1:1: its SPDX line must say %2, and says %3")
                                  .arg(path, licence,
                                       found.isEmpty() ? QStringLiteral("nothing") : found));
        }
    }
    return broken;
}

QStringList brokenForms(const QString &root)
{
    QHash<QString, QString> headers; // by their names without a folder
    for (const QString &path : filesBelow(root, {QStringLiteral("src/gui")})) {
        headers.insert(QFileInfo(path).fileName(), path);
    }
    static const QRegularExpression formClass(QStringLiteral(R"(<class>(?:\w+::)*(\w+)</class>)"));
    QStringList broken;
    for (const QString &path : filesBelow(root, {QStringLiteral("ui")})) {
        const QString name = formClass.match(textOf(root + QLatin1Char('/') + path)).captured(1);
        const QString fileName = name.toLower() + QLatin1StringView(".h");
        const QString header = headers.value(fileName, QStringLiteral("src/gui/*/") + fileName);
        const QRegularExpression declaration(QStringLiteral(R"(\bclass %1\b[^;]*\{)").arg(name));
        if (name.isEmpty() || QFileInfo(path).completeBaseName() != name.toLower()) {
            broken.append(QStringLiteral("%1:1: is not named as its class, %2").arg(path, name));
        } else if (!codeOnly(textOf(root + QLatin1Char('/') + header)).contains(declaration)) {
            broken.append(
                    QStringLiteral("%1:1: there is no class %2 in %3").arg(path, name, header));
        }
    }
    return broken;
}

QStringList brokenFolders(const QString &root)
{
    constexpr int mostSources = 15;
    QMap<QString, int> counts;
    for (const SourceFile &file : sources(root, {QStringLiteral("src")})) {
        if (file.path.endsWith(QLatin1StringView(".cpp"))) {
            ++counts[QFileInfo(file.path).path()];
        }
    }
    QStringList broken;
    for (auto folder = counts.cbegin(); folder != counts.cend(); ++folder) {
        if (*folder > mostSources) {
            broken.append(QStringLiteral("%1: has %2 sources of its own, over %3")
                                  .arg(folder.key())
                                  .arg(*folder)
                                  .arg(mostSources));
        }
    }
    return broken;
}

QStringList brokenNames(const QString &root)
{
    static const QRegularExpression definition(
            QStringLiteral(R"(^(?:class|struct|enum class|enum) +(\w+(?:::\w+)*)[^;{]*\{)"),
            QRegularExpression::MultilineOption);
    QStringList broken;
    QHash<QString, QString> definedIn;
    for (const SourceFile &file : sources(root, {QStringLiteral("src")})) {
        if (!file.path.endsWith(QLatin1StringView(".h"))) {
            continue;
        }
        for (const QRegularExpressionMatch &match : definition.globalMatch(codeOnly(file.text))) {
            const QString name = match.captured(1);
            if (definedIn.contains(name)) {
                broken.append(file.at(match.capturedStart())
                              + QStringLiteral("%1 is also in %2").arg(name, definedIn[name]));
            }
            definedIn.insert(name, file.path);
        }
    }
    return broken;
}

QString codeOnly(const QString &source)
{
    static const QRegularExpression token(
            QStringLiteral(
                    R"re(#[ \t]*include[^\n]*|//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(\\.|[^'\\\n])+')re"),
            QRegularExpression::DotMatchesEverythingOption);
    QString code = source;
    for (const auto &match : token.globalMatch(source)) {
        for (qsizetype at = match.capturedStart(); at < match.capturedEnd(); ++at) {
            if (code[at] != QLatin1Char('\n')) {
                code[at] = QLatin1Char(' ');
            }
        }
    }
    return code;
}

} // namespace thaw
