// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>

namespace thaw {

/// How a run ended: exactly one of these ends every run.
enum class OutcomeKind { Finished, Canceled, Failed };

/// The end of a run, with the reason that a person can act on.
struct Outcome
{
    OutcomeKind kind = OutcomeKind::Finished;
    /// Empty when finished; for a failure one whole sentence: what, to which thing, what to do.
    QString reason;

    [[nodiscard]] static Outcome finished() { return {OutcomeKind::Finished, {}}; }
    [[nodiscard]] static Outcome canceled() { return {OutcomeKind::Canceled, {}}; }
    [[nodiscard]] static Outcome failed(QString why)
    {
        return {OutcomeKind::Failed, std::move(why)};
    }
};

/// The word for it in JSON and on the command line: "finished", "canceled" or "failed".
[[nodiscard]] QString outcomeWord(OutcomeKind kind);

} // namespace thaw
