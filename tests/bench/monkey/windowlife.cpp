// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey/windowlife.h"

#include "runners/columns/column.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <map>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// Of the parameters of all jobs that have one of these, with which they take tenths of a second.
const std::map<QString, QVariant> shortValues{{QStringLiteral("pace"), 0.05},
                                              {QStringLiteral("increments"), 1000},
                                              {QStringLiteral("amount"), 20},
                                              {QStringLiteral("most"), 8},
                                              {QStringLiteral("number_ms"), 100},
                                              {QStringLiteral("limit"), qlonglong{20'000'000}},
                                              {QStringLiteral("path"), QByteArray("tree")},
                                              {QStringLiteral("folder"), QByteArray("saved")},
                                              {QStringLiteral("files"), 2},
                                              {QStringLiteral("size"), 50},
                                              {QStringLiteral("seconds"), 0.2},
                                              {QStringLiteral("producers"), 2}};

QVariantMap shortValuesOf(const JobDescriptor &job)
{
    QVariantMap values;
    for (const Parameter &parameter : job.parameters.all()) {
        if (const auto found = shortValues.find(parameter.name); found != shortValues.end()) {
            values[parameter.name] = found->second;
        }
    }
    return values;
}

// As the file says where there is one: a window opens as the last one was closed.
Settings settingsFor(const MonkeyFolders &folders)
{
    Settings settings =
            SettingsFile(folders.data + QStringLiteral("/settings.ini")).load().settings;
    settings.freezeLimit = 1s;
    settings.compare.repeats = 1;
    settings.parameters.clear();
    const JobCatalog jobs = WindowFixture::jobsForTests();
    for (const JobDescriptor &job : jobs.all()) {
        settings.parameters[job.id] = shortValuesOf(job);
    }
    return settings;
}

// What jobs read, however the last window left it.
void layOut(const QString &files)
{
    QDir(files).mkpath(QStringLiteral("tree/folder"));
    QDir(files).mkpath(QStringLiteral("saved"));
    for (const char *name : {"tree/one", "tree/two", "tree/folder/three"}) {
        QFile file(files + QLatin1Char('/') + QLatin1StringView(name));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QByteArray(100'000, 'x'));
        }
    }
}

} // namespace

WindowLife::WindowLife(const MonkeyFolders &folders)
{
    layOut(folders.files);
    m_fixture = std::make_unique<WindowFixture>(settingsFor(folders));
    m_history = std::make_unique<HistoryStore>(folders.data + QStringLiteral("/history.db"));
    m_keeper = std::make_unique<SettingsKeeper>(
            SettingsFile(folders.data + QStringLiteral("/settings.ini")));
    connectAll();
    m_fixture->window->setHistory(*m_history);
    QTimer::singleShot(1s, m_history.get(), &HistoryStore::open);
}

WindowLife::~WindowLife() = default;

void WindowLife::connectAll()
{
    MainWindow &window = *m_fixture->window;
    connect(&window.session(), &RunSession::begun, this, [this](const Run &run) {
        ++m_underWay;
        m_hasFrozen = m_hasFrozen || run.request().placement->freezesWindow;
    });
    connect(&window.session(), &RunSession::closed, this, [this] { --m_underWay; });
    connect(&window, &MainWindow::settingsChanged, this,
            [this] { m_keeper->keep(m_fixture->window->settings()); });
    connect(m_history.get(), &HistoryStore::failed, this, &WindowLife::complained);
    connect(m_keeper.get(), &SettingsKeeper::failed, this, &WindowLife::complained);
    connect(&window, &MainWindow::gaveUp, this, [this] {
        Q_EMIT complained(QStringLiteral("the window gave up on what was under way"));
    });
    connect(
            &window, &MainWindow::closed, this, [] { QCoreApplication::exit(0); },
            Qt::QueuedConnection);
}

bool WindowLife::isFrozen() const
{
    RunSession &session = m_fixture->window->session();
    return (session.isBusy() && session.run() && session.run()->request().placement->freezesWindow)
           || std::ranges::any_of(m_fixture->columns(), &Column::onGuiThread);
}

bool WindowLife::hasFrozen()
{
    const bool was = m_hasFrozen;
    m_hasFrozen = isFrozen();
    return was || m_hasFrozen;
}

std::optional<QString> WindowLife::end()
{
    RunSession &session = m_fixture->window->session();
    if (session.isBusy()) { // the run is measured a moment later
        QEventLoop loop;
        connect(&session, &RunSession::closed, &loop, &QEventLoop::quit);
        connect(&session, &RunSession::comparisonEnded, &loop, &QEventLoop::quit);
        QTimer::singleShot(1s, &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (m_underWay != 0) {
        return QStringLiteral("a run has not ended with the window");
    }
    if (!m_keeper->flush(5s)) {
        return QStringLiteral("the settings were not written");
    }
    const HistoryStore::Closed closed = m_history->close(3s);
    if (closed.hangs || closed.lost > 0 || !closed.problem.isEmpty()) {
        return QStringLiteral("the history lost a run: ") + closed.problem;
    }
    m_keeper.reset();
    m_fixture.reset();
    m_history.reset();
    return std::nullopt;
}

} // namespace thaw
