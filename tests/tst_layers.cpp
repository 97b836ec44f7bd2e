// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcerules.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace thaw;

namespace {

using Files = QMap<QString, QByteArray>; // by path from the root

// A tree of two layers and the window, in which nothing is broken.
Files soundTree()
{
    const QByteArray gpl = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
    const QByteArray cmakeGpl = "# SPDX-License-Identifier: GPL-3.0-or-later\n";
    return {
            {QStringLiteral("src/probe/CMakeLists.txt"),
             "# SPDX-License-Identifier: MIT\nthaw_layer(probe\n LINKS Qt6::Core)\n"},
            {QStringLiteral("src/probe/probe.h"),
             "// SPDX-License-Identifier: MIT\n#include <QObject>\n"},
            {QStringLiteral("src/jobs/engine/CMakeLists.txt"),
             cmakeGpl + "thaw_layer(jobs/engine\n LINKS thaw_probe Qt6::Core)\n"},
            {QStringLiteral("src/jobs/engine/job.h"), gpl + "#include \"probe/probe.h\"\n"},
            {QStringLiteral("src/runners/CMakeLists.txt"),
             cmakeGpl + "thaw_layer(runners\n LINKS Qt6::Core)\n"},
            {QStringLiteral("src/gui/look/CMakeLists.txt"),
             cmakeGpl + "thaw_layer(gui/look\n LINKS thaw_jobs_engine Qt6::Widgets)\n"},
            {QStringLiteral("src/gui/look/banner.h"),
             gpl
                     + "#include \"probe/probe.h\"\n#include <QWidget>\nclass Banner : public "
                       "QWidget\n{\n};\n"},
            {QStringLiteral("src/gui/look/banner.cpp"),
             gpl + "#include \"gui/look/banner.h\"\n#include \"ui_banner.h\"\n"},
            {QStringLiteral("src/app/CMakeLists.txt"),
             cmakeGpl + "target_link_libraries(thaw PRIVATE thaw_gui_look thaw_options)\n"},
            {QStringLiteral("ui/banner.ui"), "<!-- SPDX-License-Identifier: GPL-3.0-or-later "
                                             "-->\n<ui><class>Banner</class></ui>\n"},
            {QStringLiteral("resources/icon.png"), "no text"},
    };
}

class Tree
{
public:
    explicit Tree(const Files &files)
    {
        for (auto file = files.begin(); file != files.end(); ++file) {
            const QString path = m_folder.filePath(file.key());
            QDir().mkpath(QFileInfo(path).path());
            QFile target(path);
            if (!target.open(QIODevice::WriteOnly) || target.write(*file) != file->size()) {
                qFatal("no room for the made-up tree");
            }
        }
    }
    [[nodiscard]] QString root() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

QStringList allBroken(const QString &root)
{
    return brokenLayers(root) + brokenQtUse(root) + brokenLicences(root) + brokenForms(root)
           + brokenNames(root) + brokenFolders(root);
}

} // namespace

class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLayersHold() { show(brokenLayers(root())); }
    void nothingBelowTheWindowKnowsWidgets() { show(brokenQtUse(root())); }
    void everyFileSaysItsLicence() { show(brokenLicences(root())); }
    void everyFormHasItsClass() { show(brokenForms(root())); }
    void everyTypeHasANameOfItsOwn() { show(brokenNames(root())); }
    void noFolderIsTooLarge() { show(brokenFolders(root())); }

    void findsNothingInASoundTree()
    {
        QCOMPARE(allBroken(Tree(soundTree()).root()), QStringList());
    }
    void findsAFolderThatIsTooLarge()
    {
        Files files = soundTree();
        for (char name = 'a'; name <= 'p'; ++name) {
            files[QStringLiteral("src/jobs/engine/%1.cpp").arg(QLatin1Char(name))] =
                    "// SPDX-License-Identifier: GPL-3.0-or-later\n";
        }
        QCOMPARE(
                allBroken(Tree(files).root()),
                QStringList{QStringLiteral("src/jobs/engine: has 16 sources of its own, over 15")});
    }
    void findsWhatIsBroken_data();
    void findsWhatIsBroken();
    void blanksCommentsAndLiterals_data();
    void blanksCommentsAndLiterals();

private:
    static QString root() { return QStringLiteral(THAW_SOURCE_DIR); }
    static void show(const QStringList &broken)
    {
        QVERIFY(QFile::exists(root() + QLatin1StringView("/src/probe/probe.h")));
        QVERIFY2(broken.isEmpty(), qPrintable(QLatin1Char('\n') + broken.join(QLatin1Char('\n'))));
    }
};

void LayersTest::findsWhatIsBroken_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem"); // the one line

    const auto job = QStringLiteral("src/jobs/engine/job.cpp");
    const QByteArray gpl = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
    const auto row = [](const char *name, const QString &path, const QByteArray &text,
                        const char *problem) {
        QTest::newRow(name) << path << text << QString::fromUtf8(problem);
    };
    row("an include of a higher layer", job, gpl + "\n#include \"gui/look/banner.h\"\n",
        "src/jobs/engine/job.cpp:3: gui/look/banner.h is above jobs/engine");
    row("an include that the link line doesn't reach", QStringLiteral("src/runners/run.cpp"),
        gpl + "#include \"jobs/engine/job.h\"\n",
        "src/runners/run.cpp:2: jobs/engine/job.h is not in what runners links");
    row("an include that isn't rooted", job, gpl + "#include \"job.h\"\n",
        "src/jobs/engine/job.cpp:2: job.h is not the rooted name of a file in src/");
    row("an include of a file that isn't there", job, gpl + "#include \"jobs/gone.h\"\n",
        "src/jobs/engine/job.cpp:2: jobs/gone.h is not the rooted name of a file in src/");
    row("the header of a form that isn't there", QStringLiteral("src/gui/look/page.cpp"),
        gpl + "#include \"ui_page.h\"\n", "src/gui/look/page.cpp:2: ui_page.h has no form in ui/");
    row("a link to a higher layer", QStringLiteral("src/jobs/engine/CMakeLists.txt"),
        "# SPDX-License-Identifier: GPL-3.0-or-later\nthaw_layer(jobs/engine LINKS thaw_probe "
        "thaw_gui_look)\n",
        "src/jobs/engine/CMakeLists.txt: links gui/look, which is no layer below it");
    row("a folder that is no layer", QStringLiteral("src/util/strings.cpp"), gpl,
        "src/util: is no layer");
    row("a form with a widget of a higher layer", QStringLiteral("ui/banner.ui"),
        "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n<ui><class>Banner</class>"
        "<header>gui/window/mainwindow.h</header></ui>\n",
        "src/gui/look/banner.cpp:3: gui/window/mainwindow.h is not the rooted name of a file in "
        "src/");
    row("a room that is no layer", QStringLiteral("src/gui/strings.cpp"), gpl,
        "src/gui: is no layer");
    row("a widget's header below the window", job, gpl + "#include <QWidget>\n",
        "src/jobs/engine/job.cpp:2: <QWidget> is of QtWidgets, which jobs/engine must not know");
    row("a chart's header below the window", job, gpl + "#include <QtCharts/QChartView>\n",
        "src/jobs/engine/job.cpp:2: <QtCharts/QChartView> is of QtCharts, which jobs/engine must "
        "not know");
    row("the network in the probe", QStringLiteral("src/probe/ping.cpp"),
        "// SPDX-License-Identifier: MIT\n#include <QTcpSocket>\n",
        "src/probe/ping.cpp:2: <QTcpSocket> is of QtNetwork, which probe must not know");
    row("a widget's name below the window", job, gpl + "// QLabel\nclass QProgressBar;\n",
        "src/jobs/engine/job.cpp:3: QProgressBar is of QtWidgets, which jobs/engine must not know");
    row("the application's name below the window", job, gpl + "QApplication *app;\n",
        "src/jobs/engine/job.cpp:2: QApplication is of QtWidgets, which jobs/engine must not know");
    row("a whole module", QStringLiteral("src/gui/look/page.cpp"), gpl + "#include <QtWidgets>\n",
        "src/gui/look/page.cpp:2: <QtWidgets> is a whole module");
    row("a whole module by its folder, in a test", QStringLiteral("tests/tst_page.cpp"),
        gpl + "#include <QtTest/QtTest>\n",
        "tests/tst_page.cpp:2: <QtTest/QtTest> is a whole module");
    row("no licence", QStringLiteral("packaging/run.sh"), "#!/bin/bash\n",
        "packaging/run.sh:1: its SPDX line must say GPL-3.0-or-later, and says nothing");
    row("a licence too far down", QStringLiteral("CMakeLists.txt"),
        "\n\n\n\n\n# SPDX-License-Identifier: GPL-3.0-or-later\n",
        "CMakeLists.txt:1: its SPDX line must say GPL-3.0-or-later, and says nothing");
    row("the wrong licence for the probe", QStringLiteral("src/probe/ping.h"), gpl,
        "src/probe/ping.h:1: its SPDX line must say MIT, and says GPL-3.0-or-later");
    const QByteArray form = "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n<ui>";
    row("a form without its class", QStringLiteral("ui/page.ui"), form + "<class>Page</class></ui>",
        "ui/page.ui:1: there is no class Page in src/gui/*/page.h");
    row("a form whose class is only spoken of", QStringLiteral("src/gui/look/banner.h"),
        gpl + "class Banner;\n// class Banner {\n",
        "ui/banner.ui:1: there is no class Banner in src/gui/look/banner.h");
    row("a type with another's name", QStringLiteral("src/probe/stalls.h"),
        "// SPDX-License-Identifier: MIT\nstruct Other;\nstruct Banner\n{\n};\n",
        "src/probe/stalls.h:3: Banner is also in src/gui/look/banner.h");
    row("a form with another's name", QStringLiteral("ui/page.ui"),
        form + "<class>thaw::Banner</class></ui>",
        "ui/page.ui:1: is not named as its class, Banner");
}

void LayersTest::findsWhatIsBroken()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    Files files = soundTree();
    files[path] = text;
    QCOMPARE(allBroken(Tree(files).root()), QStringList{problem});
}

void LayersTest::blanksCommentsAndLiterals_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *source, const char *code) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(code);
    };
    row("a comment", "a // b\nc", "a     \nc");
    row("a comment of two lines", "a /* b\nc */ d", "a     \n     d");
    row("an include", "#include \"a\"\nb", "            \nb");
    row("a string", "f(\"a \\\" b\") + g", "f(        ) + g");
    row("a comment's start in a string", "f(\"//\") + g", "f(    ) + g");
    row("a raw string", "f(R\"(a \" b)\") + g", "f(          ) + g");
    row("a character", "f('\"') + g('\\'')", "f(   ) + g(    )");
    row("digits apart", "f(1'000) + g('a')", "f(1'000) + g(   )");
}

void LayersTest::blanksCommentsAndLiterals()
{
    QFETCH(QString, source);
    QTEST(codeOnly(source), "code");
}

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
