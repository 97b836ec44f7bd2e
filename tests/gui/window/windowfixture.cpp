// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/windowfixture.h"
#include "jobs/catalog/builtinjobs.h"
#include "runners/placement/builtinplacements.h"

#include "gui/session/banner.h"
#include "runners/columns/column.h"
#include "scriptedjob.h"

#include <QAction>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QStatusBar>
#include <QTest>

#include <chrono>
#include <utility>

namespace thaw {

WindowFixture::WindowFixture(Settings settings)
    : jobs(jobsForTests())
    , placements(builtInPlacements(QStringLiteral(THAW_PROGRAM)))
    , window(std::make_unique<MainWindow>(jobs, placements, probe, std::move(settings)))
{
    probe.start();
    QObject::connect(&window->session(), &RunSession::closed, window.get(),
                     [this](const RunRecord &closed, const WaitingInput &waited) {
                         ++runs;
                         record = closed;
                         input = waited;
                     });
    window->show();
    window->activateWindow();
}

Settings WindowFixture::quickSettings()
{
    Settings settings;
    settings.greeted = true;
    settings.job = QStringLiteral("short");
    for (ColumnSettings &column : settings.columns) {
        column.period = std::chrono::milliseconds(100);
        column.work = std::chrono::milliseconds(1);
    }
    return settings;
}

JobCatalog WindowFixture::jobsForTests()
{
    JobCatalog jobs = builtInJobs(QStringLiteral(THAW_PROGRAM));
    jobs.add(scripted(
            [](JobContext &context) {
                for (int step = 1; step <= 60; ++step) {
                    if (!context.passPoint() || !context.sleepFor(std::chrono::milliseconds(10))) {
                        return Outcome::canceled();
                    }
                    context.setProgress(step, 60);
                    context.say(QStringLiteral("step %1").arg(step));
                }
                return Outcome::finished();
            },
            QStringLiteral("short")));
    jobs.add(scripted(untilStopped, QStringLiteral("endless")));
    jobs.add(scripted(
            [](JobContext &) {
                return Outcome::failed(QStringLiteral("The moon is missing; wait for night."));
            },
            QStringLiteral("failing")));
    JobDescriptor wrong = scripted(
            [](JobContext &context) {
                context.setFact(QStringLiteral("as_expected"), false);
                context.setFact(QStringLiteral("verdict"), QStringLiteral("3 of 4 were lost."));
                return Outcome::finished();
            },
            QStringLiteral("wrong"));
    wrong.lesson = {QStringLiteral("Goal."),
                    [](const ParameterValues &) { return QStringLiteral("Expected."); }};
    jobs.add(wrong);
    JobDescriptor broken = scripted(
            [](JobContext &) { return Outcome::failed(QStringLiteral("No thread was left.")); },
            QStringLiteral("broken"));
    broken.lesson = wrong.lesson;
    jobs.add(broken);
    JobDescriptor unclear = scripted(
            [](JobContext &context) {
                context.setFact(QStringLiteral("as_expected"), QJsonValue::Null);
                context.setFact(QStringLiteral("verdict"),
                                QStringLiteral("the machine was busy. 3 of 4 were lost."));
                return Outcome::finished();
            },
            QStringLiteral("unclear"));
    unclear.lesson = wrong.lesson;
    jobs.add(unclear);
    jobs.add(measured());
    return jobs;
}

JobDescriptor WindowFixture::measured()
{
    JobDescriptor job = scripted({}, QStringLiteral("measured"));
    job.parameters = {{{.name = QStringLiteral("endless"),
                        .type = ParameterType::Switch,
                        .label = QStringLiteral("Endless"),
                        .initial = false}}};
    job.make = [](const ParameterValues &values) {
        const bool isEndless = values[QStringLiteral("endless")].toBool();
        return std::make_unique<ScriptedJob>(
                [isEndless](JobContext &context) { return measure(context, isEndless); });
    };
    const auto threads = [](const QJsonObject &row) {
        return QString::number(row[u"threads"].toInt());
    };
    job.lesson = {.goal = QStringLiteral("Goal."),
                  .expected = [](const ParameterValues &) { return QStringLiteral("Expected."); },
                  .results = ResultTable{.columns = {{.title = QStringLiteral("Threads"),
                                                      .key = QStringLiteral("threads")},
                                                     {.title = QStringLiteral("Wall time"),
                                                      .unit = QStringLiteral("s"),
                                                      .key = QStringLiteral("wall_s"),
                                                      .decimals = 1}},
                                         .chart = {.title = QStringLiteral("Seconds"),
                                                   .category = threads,
                                                   .bars = {{.key = QStringLiteral("wall_s")}}}}};
    return job;
}

Outcome WindowFixture::measure(JobContext &context, bool isEndless)
{
    if (isEndless) {
        return untilStopped(context);
    }
    QJsonArray table;
    for (const int threads : {1, 2, 4}) {
        table.append(QJsonObject{{QStringLiteral("threads"), threads},
                                 {QStringLiteral("wall_s"), 2.0 / threads}});
    }
    context.setFact(QStringLiteral("table"), table);
    context.setFact(QStringLiteral("as_expected"), true);
    context.setFact(QStringLiteral("verdict"), QStringLiteral("4 took 0.5 s."));
    return Outcome::finished();
}

void WindowFixture::press(int key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(window.get(), static_cast<Qt::Key>(key), modifiers);
}

void WindowFixture::exportTo(const QString &path, int type) const
{
    action("exportRun")->trigger();
    auto *dialog = window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString filter = dialog->nameFilters().at(type);
    dialog->selectNameFilter(filter);
    Q_EMIT dialog->filterSelected(filter);
    dialog->findChild<QLineEdit *>()->setText(path);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    QMetaObject::invokeMethod(dialog, "accept");
    delete dialog;
}

QString WindowFixture::statusText() const
{
    return window->findChild<QStatusBar *>()->currentMessage();
}

QAction *WindowFixture::action(const char *name) const
{
    return window->findChild<QAction *>(QLatin1StringView(name));
}

Banner &WindowFixture::banner() const
{
    return *window->findChild<Banner *>();
}

QList<Column *> WindowFixture::columns() const
{
    return window->findChildren<Column *>();
}

} // namespace thaw
