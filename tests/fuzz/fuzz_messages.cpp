// SPDX-License-Identifier: GPL-3.0-or-later
// What a child process sends: frames in portions, and what is in them, taken into a run. What is
// taken must be within its bounds, and go into a record.
#include "fuzz/fuzzing.h"
#include "jobs/engine/jobcontext.h"
#include "jobs/remote/bounds.h"
#include "jobs/remote/frame.h"
#include "jobs/remote/messages.h"
#include "jobs/remote/remoteupdates.h"
#include "report/runrecord.h"

#include <QJsonDocument>

#include <algorithm>

using namespace thaw;
using namespace thaw::remote;

namespace {

// As the end of a run keeps it.
void keep(const RunUpdate &taken, RunRecord &record)
{
    require(taken.progress.done >= 0 && taken.progress.total >= 0, "progress is a count");
    record.progress = taken.progress;
    record.linesDropped += taken.linesDropped;
    require(record.linesDropped >= 0 && record.linesDropped <= bounds::mostCounted,
            "sums stay within their bounds");
    for (const ThreadCost &cost : taken.threads) {
        addUp(record.threads, cost);
    }
    require(std::ranges::all_of(record.threads,
                                [](const ThreadCost &cost) {
                                    return cost.cpu.count() >= 0 && cost.withoutCore.count() >= 0;
                                }),
            "time on a core and without one is not negative");
    for (auto fact = taken.facts.begin(); fact != taken.facts.end(); ++fact) {
        record.facts.insert(fact.key(), fact.value());
    }
}

// One kind of message a run, as the first byte says: the sums of several are what may break.
void takeUpdates(FrameReader &reader)
{
    RunControl control;
    RunChannel channel([] {});
    JobContext context(control, channel);
    RemoteUpdates updates(context);
    RunRecord record;
    while (const auto frame = reader.next()) {
        if (frame->type == FrameType::End) {
            static_cast<void>(decodeEnd(frame->payload));
        } else if (frame->type == FrameType::Start) {
            static_cast<void>(decodeStart(frame->payload));
        } else if (frame->type == FrameType::Pace) {
            static_cast<void>(decodePace(frame->payload));
        } else {
            auto update = decodeUpdate(frame->payload);
            const bool isTaken = update && updates.take(*std::move(update));
            keep(channel.take(), record);
            if (!isTaken) {
                break;
            }
        }
    }
    static_cast<void>(QJsonDocument(toJson(record)).toJson());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    FrameReader reader;
    const qsizetype half = bytes.size() / 2;
    reader.append(bytes.left(half));
    reader.append(bytes.mid(half));
    takeUpdates(reader);
    // The payload alone, so that nothing has to guess a header.
    FrameReader framed;
    framed.append(encode(FrameType::Update, bytes));
    takeUpdates(framed);
    return 0;
}
