// SPDX-License-Identifier: GPL-3.0-or-later
// In place of `thaw child run`: a child that does what the variable THAW_HOSTILE says.
#include "jobs/remote/frame.h"
#include "jobs/remote/messages.h"
#include "remotelies.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <utility>

#include <unistd.h>

using namespace thaw;
using namespace thaw::remote;

namespace {

void put(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const auto count = write(STDOUT_FILENO, bytes.constData() + done,
                                 static_cast<std::size_t>(bytes.size() - done));
        if (count <= 0) {
            _exit(1);
        }
        done += count;
    }
}

void hello()
{
    put(encode(FrameType::Hello));
}

void update(const std::function<void(Update &)> &change)
{
    Update update;
    change(update);
    put(encode(FrameType::Update, encodeUpdate(update)));
}

[[noreturn]] void sleepForEver()
{
    for (;;) {
        pause();
    }
}

// What is right in its form, and is not true.
[[noreturn]] void tellLies(unsigned seed)
{
    std::mt19937 random(seed);
    put(encode(FrameType::Hello));
    put(encode(FrameType::Update, encodeUpdate(lanesOfALiar())));
    for (int turn = 0; turn < 5; ++turn) {
        put(encode(FrameType::Update, encodeUpdate(lie(random))));
    }
    const Outcome outcome = random() % 2 == 0 ? Outcome::finished()
                                              : Outcome::failed(QString(100'000, QLatin1Char('x'))
                                                                + QStringLiteral("\nand more"));
    put(encode(FrameType::End, encodeEnd({outcome, extreme<std::int64_t>(random)})));
    _exit(0);
}

QByteArray withHeader(std::uint16_t version, std::uint32_t length)
{
    QByteArray header = encode(FrameType::Update).left(4);
    for (const std::uint32_t half : {std::uint32_t{version}, std::uint32_t{17}}) {
        header.append(static_cast<char>(half >> 8U)).append(static_cast<char>(half));
    }
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        header.append(static_cast<char>(length >> shift));
    }
    return header;
}

void withLane(const std::function<void(Update &)> &change)
{
    hello();
    update([&](Update &one) {
        one.run.lanes = {{LaneId(0), QStringLiteral("GUI thread")},
                         {LaneId(1), QStringLiteral("worker")}};
        change(one);
    });
    sleepForEver();
}

Span spanNow()
{
    const auto now = Span::Clock::now();
    return {.lane = LaneId(1), .start = now, .end = now};
}

// What a good child would send, with some bytes turned over, and once in a while cut short.
void fuzz(unsigned seed)
{
    std::mt19937 random(seed);
    QByteArray stream = encode(FrameType::Hello);
    for (int turn = 0; turn < 5; ++turn) {
        Update one;
        if (turn == 0) {
            one.run.lanes = {{LaneId(0), QStringLiteral("GUI thread")},
                             {LaneId(1), QStringLiteral("worker")}};
        }
        one.run.progress = {turn, 5};
        one.run.status = QStringLiteral("busy");
        one.run.facts.insert(QStringLiteral("fact"), turn);
        one.run.spans = {spanNow()};
        one.run.openSpans[LaneId(1)] = spanNow();
        one.run.lines = {{{},
                          QStringLiteral("worker"),
                          QStringLiteral("line"),
                          LaneId(1),
                          Span::Clock::now()}};
        one.run.threads = {{QStringLiteral("worker"), {}, LaneId(1)}};
        stream += encode(FrameType::Update, encodeUpdate(one));
    }
    stream += encode(FrameType::End, encodeEnd({Outcome::finished()}));
    const auto flips = 1 + random() % 8;
    for (unsigned flip = 0; flip < flips; ++flip) {
        stream[static_cast<qsizetype>(random() % static_cast<unsigned>(stream.size()))] =
                static_cast<char>(random());
    }
    if (random() % 3 == 0) {
        stream.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(stream.size())));
    }
    put(stream);
    _exit(static_cast<int>(random() % 3));
}

const std::map<std::string, std::function<void()>> deeds{
        {"crash",
         [] {
             hello();
             std::fputs("about to fall\n", stderr);
             std::signal(SIGSEGV, SIG_DFL);
             std::raise(SIGSEGV);
         }},
        {"killed",
         [] {
             hello();
             std::raise(SIGKILL);
         }},
        {"exit",
         [] {
             hello();
             _exit(3);
         }},
        {"exit at once", [] { _exit(0); }},
        {"garbage",
         [] {
             put("Segmentation fault, or so\n");
             sleepForEver();
         }},
        {"garbage without end",
         [] {
             for (;;) {
                 put(QByteArray(1 << 16, '\xaa'));
             }
         }},
        {"garbage behind a hello",
         [] {
             hello();
             put("THAQ");
             sleepForEver();
         }},
        {"too long",
         [] {
             hello();
             put(withHeader(formatVersion, mostPayload + 1));
             sleepForEver();
         }},
        {"another version",
         [] {
             put(withHeader(formatVersion + 1, 0));
             sleepForEver();
         }},
        {"cut short",
         [] {
             hello();
             put(withHeader(formatVersion, 100) + "twelve bytes");
             _exit(0);
         }},
        {"no hello",
         [] {
             update([](Update &) {});
             sleepForEver();
         }},
        {"two hellos",
         [] {
             hello();
             hello();
             sleepForEver();
         }},
        {"a message for children",
         [] {
             hello();
             put(encode(FrameType::Stop));
             sleepForEver();
         }},
        {"bytes left over",
         [] {
             hello();
             put(encode(FrameType::Update, encodeUpdate({}) + '\0'));
             sleepForEver();
         }},
        {"a lane that is not there",
         [] {
             hello();
             update([](Update &one) {
                 one.run.spans = {spanNow()};
                 one.run.spans.front().lane = LaneId(7);
             });
             sleepForEver();
         }},
        {"lanes without order",
         [] {
             hello();
             update([](Update &one) { one.run.lanes = {{LaneId(4), QStringLiteral("four")}}; });
             sleepForEver();
         }},
        {"a time to come",
         [] {
             withLane([](Update &one) {
                 one.run.spans = {spanNow()};
                 one.run.spans.front().end += std::chrono::hours(1);
             });
         }},
        {"a time before the run",
         [] { withLane([](Update &one) {
                  one.run.lines = {{{}, {}, {}, LaneId(1), {}}};
              }); }},
        {"a span that ends before it begins",
         [] {
             withLane([](Update &one) {
                 one.run.spans = {spanNow()};
                 one.run.spans.front().end -= std::chrono::milliseconds(1);
             });
         }},
        {"a state that is none",
         [] {
             withLane([](Update &one) {
                 one.run.spans = {spanNow()};
                 one.run.spans.front().state = LaneState(9);
             });
         }},
        {"a pace that is no number",
         [] {
             hello();
             update([](Update &one) { one.pace = std::numeric_limits<double>::quiet_NaN(); });
             sleepForEver();
         }},
        {"canceled unasked",
         [] {
             hello();
             put(encode(FrameType::End, encodeEnd({Outcome::canceled()})));
             sleepForEver();
         }},
        {"a failure without a reason",
         [] {
             hello();
             put(encode(FrameType::End, encodeEnd({Outcome::failed({})})));
             sleepForEver();
         }},
        {"facts without end",
         [] {
             hello();
             for (int number = 0;; ++number) {
                 update([&](Update &one) {
                     one.run.facts.insert(QString::number(number), number);
                 });
             }
         }},
        {"lanes without end",
         [] {
             hello();
             for (int number = 0;; ++number) {
                 update([&](Update &one) {
                     one.run.lanes = {{LaneId(number), QStringLiteral("lane")}};
                 });
             }
         }},
        {"lines without end",
         [] {
             hello();
             update([&](Update &one) { one.run.lanes = {{LaneId(0), QStringLiteral("main")}}; });
             for (;;) {
                 update([](Update &one) {
                     one.run.lines = std::vector<TranscriptLine>(
                             1000, {{}, {}, QStringLiteral("again"), noLane, Span::Clock::now()});
                 });
             }
         }},
        {"errors without end",
         [] {
             hello();
             for (int number = 0; number < 200'000; ++number) {
                 std::fprintf(stderr, "error number %d\n", number);
             }
             _exit(1);
         }},
        {"deaf",
         [] {
             hello();
             update([](Update &one) { one.run.progress = {1, 2}; });
             sleepForEver();
         }},
        {"deaf and dumb", [] { sleepForEver(); }},
        {"lives on after its end",
         [] {
             hello();
             put(encode(FrameType::End, encodeEnd({Outcome::finished()})));
             sleepForEver();
         }},
};

} // namespace

int main()
{
    const std::string name = qgetenv("THAW_HOSTILE").toStdString();
    if (name.starts_with("fuzz ")) {
        fuzz(static_cast<unsigned>(std::stoul(name.substr(5))));
    }
    if (name.starts_with("lies ")) {
        tellLies(static_cast<unsigned>(std::stoul(name.substr(5))));
    }
    const auto deed = deeds.find(name);
    if (deed != deeds.end()) {
        deed->second();
    }
    return 99;
}
