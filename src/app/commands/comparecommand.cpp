// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/comparecommand.h"

#include "app/commands/endrecording.h"
#include "app/commands/progressline.h"
#include "app/output.h"
#include "app/signalwatcher.h"
#include "history/historystore.h"
#include "probe/probe.h"
#include "report/comparison/comparisonnotes.h"
#include "report/comparison/comparisonsentence.h"
#include "report/comparison/comparisonsequence.h"
#include "report/comparison/comparisontable.h"
#include "report/measuredrun.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace thaw {

using namespace std::chrono_literals;

namespace {

constexpr auto openingLimit = 200ms; // for a run's start to be in the history before it runs
constexpr auto recordingLimit = 3s;  // for the last record to be there before it is printed
constexpr auto watched = Watched::EventLoop;

// Makes the runs that the sequence asks for, one after the other, and records each.
class Comparer : public QObject
{
public:
    Comparer(const CompareCommand &command, HistoryStore &history)
        : m_command(command)
        , m_history(history)
        , m_sequence(command.plan, [this](RunRequest request) { return make(std::move(request)); })
        , m_showsProgress(!command.quiet && ProgressLine::hasTerminal())
    {
        connect(&m_sequence, &ComparisonSequence::ended, this, &Comparer::awaitRecording);
        connect(&history, &HistoryStore::settled, this, &Comparer::noteRecorded);
        connect(&history, &HistoryStore::failed, this, [this](const QString &problem) {
            clearProgress();
            printError(problem);
        });
        m_probe.start();
    }

    [[nodiscard]] ComparisonSequence &sequence() { return m_sequence; }
    void clearProgress()
    {
        if (m_progress) {
            m_progress->clear();
        }
    }

private:
    std::shared_ptr<RunControl> make(RunRequest request)
    {
        m_progress.reset();
        m_measured = std::make_unique<MeasuredRun>(std::move(request), m_probe);
        if (m_showsProgress) {
            m_progress.emplace(m_measured->run(),
                               QStringLiteral("%1/%2 %3  ")
                                       .arg(m_sequence.run())
                                       .arg(m_command.plan.runCount())
                                       .arg(m_measured->run().request().placement->id));
        }
        connect(m_measured.get(), &MeasuredRun::closed, this, &Comparer::take);
        QTimer::singleShot(0, m_measured.get(), [this] { start(); });
        return m_measured->run().control();
    }

    void start()
    {
        m_unrecorded = m_history.begin(m_measured->run().request());
        m_history.flush(openingLimit);
        m_measured->start();
    }

    void take(const RunRecord &record)
    {
        clearProgress();
        m_history.complete(*m_unrecorded, record);
        if (record.outcome.kind == OutcomeKind::Failed) {
            printError(QStringLiteral("%1 on %2: %3")
                               .arg(record.job, record.placement, record.outcome.reason));
        }
        m_sequence.take(record);
    }

    void noteRecorded(RunTicket ticket)
    {
        if (ticket == m_unrecorded) {
            m_unrecorded.reset();
            if (m_isOver) {
                QCoreApplication::quit();
            }
        }
    }

    // What is printed is in the history, too, unless that can't be. The last is written behind all
    // others.
    void awaitRecording()
    {
        m_isOver = true;
        QTimer::singleShot(m_unrecorded ? recordingLimit : 0ms, QCoreApplication::instance(),
                           &QCoreApplication::quit);
    }

    const CompareCommand &m_command;
    HistoryStore &m_history;
    Probe m_probe;
    std::unique_ptr<MeasuredRun> m_measured;
    std::optional<ProgressLine> m_progress;
    ComparisonSequence m_sequence;
    std::optional<RunTicket> m_unrecorded; // the last run, until it is in the history
    const bool m_showsProgress;
    bool m_isOver = false;
};

bool print(const Comparison &comparison, const CompareCommand &command,
           const SignalWatcher &signals)
{
    StandardOutput output(patienceUntil(signals));
    const QString sentence = comparisonSentence(comparison, watched);
    const QStringList notes = comparisonNotes(comparison, watched);
    if (command.format == CompareCommand::Format::Json) {
        output.write(QJsonDocument(toJson(comparison, sentence, notes)).toJson());
    } else if (command.format == CompareCommand::Format::Csv) {
        output.write(comparisonCsv(comparison));
    } else if (!command.quiet) {
        output.write(comparisonText(comparison).toUtf8() + '\n');
        output.writeLine(sentence);
        for (const QString &note : notes) {
            output.writeLine(note);
        }
    }
    return !output.failed();
}

int exitStatus(const Comparison &comparison, bool isPrinted, const SignalWatcher &signals)
{
    const bool isCut = comparison.state == Comparison::State::Canceled || !isPrinted;
    if (isCut && signals.received() != 0) {
        return signals.exitStatus();
    }
    return !isCut && comparison.counts().finished == comparison.planned() ? 0 : 1;
}

} // namespace

int compareJob(const CompareCommand &command, const QString &history, SignalWatcher &signals)
{
    signals.putOff(); // until there is a run to cancel
    HistoryStore store(history);
    Comparer comparer(command, store);
    ComparisonSequence &sequence = comparer.sequence();
    signals.setAction([&sequence] { sequence.requestStop(StopReason::Signal); });
    QTimer::singleShot(0, &sequence, &ComparisonSequence::begin);
    QCoreApplication::exec();
    signals.putOff();
    comparer.clearProgress();

    const Comparison &comparison = sequence.comparison();
    const bool isPrinted = print(comparison, command, signals);
    const int status = exitStatus(comparison, isPrinted, signals);
    endRecording(store, status);
    return status;
}

} // namespace thaw
