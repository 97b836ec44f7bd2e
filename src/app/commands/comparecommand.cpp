// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/comparecommand.h"

#include "app/commands/endrecording.h"
#include "app/commands/progressline.h"
#include "app/output.h"
#include "app/signalwatcher.h"
#include "history/historystore.h"
#include "history/keptrun.h"
#include "probe/probe.h"
#include "report/comparison/comparisonnotes.h"
#include "report/comparison/comparisonsentence.h"
#include "report/comparison/comparisonsequence.h"
#include "report/comparison/comparisontable.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

namespace thaw {

namespace {

constexpr auto watched = Watched::EventLoop;

// Makes the runs that the sequence asks for, one after the other, and keeps each.
class Comparer : public QObject
{
public:
    Comparer(const CompareCommand &command, HistoryStore &history)
        : m_command(command)
        , m_history(history)
        , m_sequence(command.plan, [this](RunRequest request) { return make(std::move(request)); })
        , m_showsProgress(!command.quiet && ProgressLine::hasTerminal())
    {
        connect(&m_sequence, &ComparisonSequence::ended, this, &Comparer::awaitKeeping);
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
        m_run = std::make_unique<KeptRun>(std::move(request), m_probe, &m_history);
        if (m_showsProgress) {
            m_progress.emplace(m_run->run(), QStringLiteral("%1/%2 %3  ")
                                                     .arg(m_sequence.run())
                                                     .arg(m_command.plan.runCount())
                                                     .arg(m_run->run().request().placement->id));
        }
        connect(m_run.get(), &KeptRun::measured, this, &Comparer::take);
        connect(m_run.get(), &KeptRun::kept, this, &Comparer::noteKept);
        m_isKept = false;
        QTimer::singleShot(0, m_run.get(), [this] {
            m_run->begin();
            m_run->start({}, KeptRun::openingLimit);
        });
        return m_run->run().control();
    }

    void take(const RunRecord &record)
    {
        clearProgress();
        if (record.outcome.kind == OutcomeKind::Failed) {
            printError(QStringLiteral("%1 on %2: %3")
                               .arg(record.job, record.placement, record.outcome.reason));
        }
        m_sequence.take(record);
    }

    void noteKept()
    {
        m_isKept = true;
        if (m_isOver) {
            QCoreApplication::quit();
        }
    }

    // What is printed is in the history, too, unless that can't be. The last is written behind all
    // others.
    void awaitKeeping()
    {
        m_isOver = true;
        if (m_isKept) {
            QTimer::singleShot(0, QCoreApplication::instance(), &QCoreApplication::quit);
        }
    }

    const CompareCommand &m_command;
    HistoryStore &m_history;
    Probe m_probe;
    std::unique_ptr<KeptRun> m_run;
    std::optional<ProgressLine> m_progress;
    ComparisonSequence m_sequence;
    bool m_isKept = true; // the last run
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
