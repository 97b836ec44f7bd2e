// SPDX-License-Identifier: GPL-3.0-or-later
// bench_monkey [EVENTS] [SEED]: does EVENTS things (1,000) to the window at random: keys, clicks,
// drags, wheel, sizes, themes, jobs, placements, closing and opening it again. After each it checks
// what must hold; README.md says what. Status 1 if something didn't, with the last events and the
// seed, by which it is done again. Best built with AddressSanitizer.
//
// It is done by a child process, so that its end can be told, whatever that is, and nothing on its
// standard error is lost.
#include "filecontent.h"
#include "gui/look/theme.h"
#include "gui/window/application.h"
#include "monkey/confinement.h"
#include "monkey/monkey.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

using namespace thaw;

namespace {

constexpr int longestSilence = 120; // seconds, of the diary: it hangs
constexpr qsizetype linesShown = 40;

// As ctest has it: that the platform has no raise() and the like is no fault. Neither is it that
// Qt's file dialog complains of a page that was pasted for a file's name.
bool isMeant(const QString &text)
{
    return text.startsWith(QStringLiteral("This plugin does not support"))
           || (text.startsWith(QStringLiteral("stat() failed for '"))
               && text.endsWith(QStringLiteral("(File name too long)")));
}

void hear(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type != QtDebugMsg && type != QtInfoMsg && !isMeant(text)) {
        Monkey::warn(text);
    }
}

int runMonkey(int argc, char **argv, const QString &folder)
{
    Application application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    qInstallMessageHandler(hear);
    openNothingElsewhere();
    applyTheme(application, Theme::System);
    static_cast<void>(QMimeDatabase().mimeTypeForName(QStringLiteral("text/plain"))); // stays open
    bool isWell = false;
    {
        Monkey monkey({.events = std::atoi(argv[1]),
                       .seed = static_cast<unsigned>(std::atoi(argv[2])),
                       .folders = {.data = folder + QStringLiteral("/data"),
                                   .files = folder + QStringLiteral("/files")},
                       .diary = folder + QStringLiteral("/diary")});
        isWell = monkey.run();
    }
    qInstallMessageHandler(nullptr);
    return isWell ? 0 : 1;
}

QProcessEnvironment environmentIn(const QString &folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), folder + QStringLiteral("/files"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder + QStringLiteral("/data"));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), folder + QStringLiteral("/data"));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), folder + QStringLiteral("/data"));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder + QStringLiteral("/runtime"));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("THAW_MONKEY"), folder);
    if (!environment.contains(QStringLiteral("LSAN_OPTIONS"))) {
        environment.insert(QStringLiteral("LSAN_OPTIONS"),
                           QStringLiteral("suppressions=" THAW_SOURCE_DIR "/tests/lsan.supp"));
    }
    return environment;
}

// False if it hangs, and had to be killed. The seconds are those in which this process could run,
// too.
bool awaitEnd(QProcess &child, const QString &diary)
{
    qint64 size = 0;
    int silence = 0;
    while (!child.waitForFinished(1000) && child.state() != QProcess::NotRunning) {
        const qint64 now = QFileInfo(diary).size();
        silence = now == size ? silence + 1 : 0;
        size = now;
        if (silence > longestSilence) {
            child.kill();
            child.waitForFinished(-1);
            return false;
        }
    }
    return true;
}

void printLastOf(const QString &diary)
{
    const QByteArrayList lines = contentOf(diary).split('\n');
    for (const QByteArray &line : lines.mid(qMax<qsizetype>(lines.size() - linesShown, 0))) {
        std::printf("  %s\n", line.constData());
    }
}

int watchMonkey(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int events = argc > 1 ? std::atoi(argv[1]) : 1000;
    const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2]))
                                   : QRandomGenerator::global()->bounded(1U, 1'000'000U);
    std::printf("bench_monkey %d %u\n", events, seed);
    std::fflush(stdout);
    const QTemporaryDir folder;
    for (const char *part : {"data", "files"}) {
        QDir(folder.path()).mkdir(QLatin1StringView(part));
    }
    QDir(folder.path()).mkdir(QStringLiteral("runtime"));
    QFile::setPermissions(folder.filePath(QStringLiteral("runtime")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedOutputChannel);
    child.setStandardErrorFile(folder.filePath(QStringLiteral("errors")));
    child.setProcessEnvironment(environmentIn(folder.path()));
    child.setWorkingDirectory(folder.filePath(QStringLiteral("files")));
    const QString diary = folder.filePath(QStringLiteral("diary"));
    child.start(QCoreApplication::applicationFilePath(),
                {QString::number(events), QString::number(seed)});
    const bool hasEnded = awaitEnd(child, diary);
    const QByteArray errors = contentOf(folder.filePath(QStringLiteral("errors")));
    if (hasEnded && child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0
        && errors.isEmpty()) {
        return 0;
    }
    if (!hasEnded) {
        std::printf("FOUND: it hangs\n");
    } else if (child.exitStatus() == QProcess::CrashExit) {
        std::printf("FOUND: it was ended by signal %d\n", child.exitCode());
    }
    if (!errors.isEmpty()) {
        std::printf("FOUND: on standard error:\n%s\n", errors.constData());
    }
    std::printf("the last events:\n");
    printLastOf(diary);
    std::printf("again: bench_monkey %d %u\n", events, seed);
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QString folder = qEnvironmentVariable("THAW_MONKEY");
    return folder.isEmpty() || argc < 3 ? watchMonkey(argc, argv) : runMonkey(argc, argv, folder);
}
