// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runcommand.h"

#include "app/commands/endrecording.h"
#include "app/commands/progressline.h"
#include "app/commands/traceoutput.h"
#include "app/output.h"
#include "app/signalwatcher.h"
#include "history/historystore.h"
#include "history/keptrun.h"
#include "probe/probe.h"
#include "report/savefile.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

#include <optional>

namespace thaw {

namespace {

// Writes what a run says, and at its end what it was.
class RunPrinter : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RunPrinter)
public:
    RunPrinter(const RunCommand &command, KeptRun &run, const SignalWatcher &signals)
        : m_command(command)
        , m_isForPerson(!command.json && !command.quiet)
        , m_keptRun(run)
        , m_run(run.run())
        , m_patience(patienceUntil(signals))
        , m_output(m_patience)
    {
        if (m_isForPerson) {
            printLesson();
            connect(&m_run, &Run::said, this, &RunPrinter::printLines);
        }
        if (!command.quiet && ProgressLine::hasTerminal()) {
            m_progress.emplace(m_run);
        }
        // What is printed is in the history, too, unless that can't be: who reads of a run's end
        // can rely on it.
        connect(&run, &KeptRun::kept, this, [this] { printRecord(*m_keptRun.record()); });
    }

    void printWarning(const QString &problem)
    {
        if (m_progress) {
            m_progress->clear();
        }
        printError(problem);
    }

    /// Whether something of the results could not be written.
    [[nodiscard]] bool failed() const { return m_output.failed() || m_traceFailed; }

private:
    // What a lesson shows and what to expect, before it runs.
    void printLesson()
    {
        const RunRequest &request = m_run.request();
        if (const auto &lesson = request.job->lesson) {
            m_output.writeLine(tr("Goal: %1").arg(lesson->goal));
            m_output.writeLine(tr("Expected: %1").arg(lesson->expected(request.values)));
        }
    }

    void printLines(std::size_t first)
    {
        if (m_progress) {
            m_progress->clear();
        }
        QByteArray lines;
        for (std::size_t line = first; line < m_run.transcript().size(); ++line) {
            lines += m_run.transcript()[line].text.toUtf8() + '\n';
        }
        m_output.write(lines);
        if (m_output.failed()) {
            m_run.requestStop(StopReason::Closing); // nobody reads the rest
        }
    }

    void printRecord(const RunRecord &record)
    {
        if (m_progress) {
            m_progress->clear();
        }
        if (m_command.json) {
            m_output.write(QJsonDocument(toJson(record)).toJson());
        } else if (!m_command.quiet) {
            if (record.linesDropped > 0) {
                m_output.writeLine(tr("(%1 more lines were not kept)").arg(record.linesDropped));
            }
            if (record.outcome.kind != OutcomeKind::Failed) {
                m_output.writeLine(outcomeSentence(record));
            }
            if (const QString verdict = verdictSentence(record); !verdict.isEmpty()) {
                m_output.writeLine(verdict);
            }
            m_output.writeLine(responsivenessSentence(record, Watched::EventLoop));
        }
        if (!m_isForPerson) { // who has read it in the transcript
            const QString warning = record.facts[QStringLiteral("warning")].toString();
            if (!warning.isEmpty()) {
                printError(QStringLiteral("%1: %2").arg(record.job, warning.simplified()));
            }
        }
        if (record.outcome.kind == OutcomeKind::Failed) {
            printError(QStringLiteral("%1: %2").arg(record.job, record.outcome.reason));
        }
        m_traceFailed =
                !m_command.trace.isEmpty() && !writeTraceTo(m_command.trace, record, m_patience);
        QCoreApplication::quit();
    }

    const RunCommand &m_command;
    const bool m_isForPerson;
    KeptRun &m_keptRun;
    Run &m_run;
    const Patience m_patience;
    StandardOutput m_output;
    bool m_traceFailed = false;
    std::optional<ProgressLine> m_progress;
};

int exitStatus(OutcomeKind outcome, const RunPrinter &printer, const SignalWatcher &signals)
{
    // The job or what was to be written of it, which a signal may have cut short.
    const int unfinished = signals.received() != 0 ? signals.exitStatus() : 1;
    switch (outcome) {
    case OutcomeKind::Finished:
        return printer.failed() ? unfinished : 0;
    case OutcomeKind::Failed:
        return 1;
    case OutcomeKind::Canceled:
        return unfinished;
    }
    Q_UNREACHABLE();
}

} // namespace

int runJob(const RunCommand &command, const QString &history, SignalWatcher &signals)
{
    // Told before the run, not after an hour of it.
    if (const auto reason =
                command.trace.isEmpty() ? std::nullopt : whyNotWritable(command.trace)) {
        printError(RunPrinter::tr("The trace can't be written to %1: %2.")
                           .arg(command.trace, *reason));
        return 1;
    }
    signals.putOff(); // until there is a run to cancel
    Probe probe;
    probe.start();
    HistoryStore store(history);
    KeptRun run(command.request, probe, &store);
    RunPrinter printer(command, run, signals);
    QObject::connect(&store, &HistoryStore::failed, &printer, &RunPrinter::printWarning);
    signals.setAction(
            [control = run.run().control()] { control->requestStop(StopReason::Signal); });
    QTimer::singleShot(0, &run, [&run] {
        run.begin();
        run.start({}, KeptRun::openingLimit);
    });
    QCoreApplication::exec();
    signals.putOff();

    const int status = exitStatus(run.record()->outcome.kind, printer, signals);
    endRecording(store, status);
    return status;
}

} // namespace thaw
