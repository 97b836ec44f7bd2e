// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runcommand.h"

#include "app/commands/endrecording.h"
#include "app/commands/progressline.h"
#include "app/commands/traceoutput.h"
#include "app/output.h"
#include "app/signalwatcher.h"
#include "history/historystore.h"
#include "probe/probe.h"
#include "report/measuredrun.h"
#include "report/savefile.h"
#include "report/wording.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

#include <chrono>
#include <optional>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

// How long the run waits until its start is in the history: to open that beside it would show in
// its delays.
constexpr auto openingLimit = 200ms;

// How long a record waits to be in the history before it is printed.
constexpr auto recordingLimit = 3s;

// Writes what a run says, and at its end what it was.
class RunPrinter : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(thaw::RunPrinter)
public:
    RunPrinter(const RunCommand &command, MeasuredRun &measured, HistoryStore &history,
               const SignalWatcher &signals)
        : m_command(command)
        , m_isForPerson(!command.json && !command.quiet)
        , m_measured(measured)
        , m_run(measured.run())
        , m_history(history)
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
        connect(&measured, &MeasuredRun::closed, this, &RunPrinter::keepRecord);
        connect(&history, &HistoryStore::settled, this, &RunPrinter::finish);
        connect(&history, &HistoryStore::failed, this, &RunPrinter::printWarning);
    }

    void start()
    {
        m_ticket = m_history.begin(m_run.request());
        m_history.flush(openingLimit);
        m_measured.start();
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

    // What is printed is in the history, too, unless that can't be: who reads of a run's end can
    // rely on it.
    void keepRecord(const RunRecord &record)
    {
        m_history.complete(m_ticket, record);
        QTimer::singleShot(recordingLimit, this, &RunPrinter::finish);
    }

    void printWarning(const QString &problem)
    {
        if (m_progress) {
            m_progress->clear();
        }
        printError(problem);
    }

    void finish()
    {
        if (!std::exchange(m_isFinished, true)) {
            printRecord(*m_measured.record());
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
    MeasuredRun &m_measured;
    Run &m_run;
    HistoryStore &m_history;
    RunTicket m_ticket{};
    bool m_isFinished = false;
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
    MeasuredRun measured(command.request, probe);
    HistoryStore store(history);
    RunPrinter printer(command, measured, store, signals);
    signals.setAction(
            [control = measured.run().control()] { control->requestStop(StopReason::Signal); });
    QTimer::singleShot(0, &printer, &RunPrinter::start);
    QCoreApplication::exec();
    signals.putOff();

    const int status = exitStatus(measured.record()->outcome.kind, printer, signals);
    endRecording(store, status);
    return status;
}

} // namespace thaw
