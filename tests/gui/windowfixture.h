// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/banner.h"
#include "gui/mainwindow.h"
#include "gui/modeswitch.h"
#include "probe/probe.h"
#include "runners/columns/column.h"
#include "scriptedjob.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QStatusBar>
#include <QTest>

#include <memory>
#include <optional>

namespace thaw {

/// A whole window, as a person has it, with the built-in jobs and some of the test's own; built
/// afresh for every test.
struct WindowFixture
{
    explicit WindowFixture(Settings settings = quickSettings())
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

    /// Columns that are quick to watch, and no greeting.
    static Settings quickSettings()
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

    static JobCatalog jobsForTests()
    {
        JobCatalog jobs = builtInJobs(QStringLiteral(THAW_PROGRAM));
        jobs.add(scripted(
                [](JobContext &context) {
                    for (int step = 1; step <= 60; ++step) {
                        if (!context.checkpoint()
                            || !context.sleepFor(std::chrono::milliseconds(10))) {
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
        wrong.kind = JobKind::Lesson;
        wrong.lesson = {QStringLiteral("Goal."),
                        [](const ParameterValues &) { return QStringLiteral("Expected."); }};
        jobs.add(wrong);
        JobDescriptor broken = scripted(
                [](JobContext &) { return Outcome::failed(QStringLiteral("No thread was left.")); },
                QStringLiteral("broken"));
        broken.kind = wrong.kind;
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
        unclear.kind = wrong.kind;
        unclear.lesson = wrong.lesson;
        jobs.add(unclear);
        jobs.add(measured());
        return jobs;
    }

    /// A lesson that has results at once, three rows; or none until it is stopped.
    static JobDescriptor measured()
    {
        JobDescriptor job = scripted({}, QStringLiteral("measured"));
        job.kind = JobKind::Lesson;
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
        job.lesson = {
                .goal = QStringLiteral("Goal."),
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

    static Outcome measure(JobContext &context, bool isEndless)
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

    template <typename Widget>
    Widget *named(const char *accessibleName) const
    {
        for (Widget *widget : window->findChildren<Widget *>()) {
            if (widget->accessibleName() == QLatin1StringView(accessibleName)) {
                return widget;
            }
        }
        return nullptr;
    }

    void press(int key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier) const
    {
        QTest::keyClick(window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    /// Exports the last run to a file, with the dialog; `type` 1 is a trace.
    void exportTo(const QString &path, int type = 0) const
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
    [[nodiscard]] QString statusText() const
    {
        return window->findChild<QStatusBar *>()->currentMessage();
    }
    [[nodiscard]] QAction *action(const char *name) const
    {
        return window->findChild<QAction *>(QLatin1StringView(name));
    }
    [[nodiscard]] Banner &banner() const { return *window->findChild<Banner *>(); }
    [[nodiscard]] QList<Column *> columns() const { return window->findChildren<Column *>(); }

    const JobCatalog jobs;
    const PlacementCatalog placements;
    Probe probe;
    std::unique_ptr<MainWindow> window;
    int runs = 0;
    std::optional<RunRecord> record; ///< of the last run
    std::optional<WaitingInput> input;
};

} // namespace thaw
