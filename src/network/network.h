// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace thaw {

// What a job needs of the network, without libcurl and Qt Network, which are loaded when they are
// first needed: they and what they bring with them would make every start of Thaw wait.

/// What a server says of a file before its first byte.
struct FetchHead
{
    QUrl address;             ///< where it was found, after redirects
    QByteArray disposition;   ///< the header Content-Disposition as it came; may be empty
    QByteArray encoding;      ///< how it comes encoded, though that wasn't asked for; else empty
    std::int64_t length = -1; ///< in bytes; -1 if the server doesn't say it
};

/// Takes what is fetched of one file: begin(), then take() for each portion, then end(); or end()
/// alone. What it returns is why it can't go on, as the end of a sentence without a full stop; the
/// fetch ends with that, then. On the fetcher's thread; it throws nothing.
class FetchReceiver
{
public:
    FetchReceiver() = default;
    FetchReceiver(const FetchReceiver &) = delete;
    FetchReceiver &operator=(const FetchReceiver &) = delete;
    virtual ~FetchReceiver() = default;

    [[nodiscard]] virtual std::optional<QString> begin(const FetchHead &head) = 0;
    [[nodiscard]] virtual std::optional<QString> take(const char *bytes, std::int64_t count) = 0;
    /// All is there, as long as the server said; or why it isn't. The last call.
    virtual void end(const std::optional<QString> &problem) = 0;
};

/// What a fetch may take. Paused time counts in neither time.
struct FetchLimits
{
    std::int64_t bytes = 0;            ///< of one file
    std::chrono::milliseconds idle{};  ///< without a byte
    std::chrono::milliseconds total{}; ///< for one file
    int redirects = 0;                 ///< followed for one file
};

/// What goes on by itself on a thread of its own, and can be held up. All of it, its making and its
/// end too, is on that one thread, but for wake() and quit().
class Steered
{
public:
    Steered() = default;
    Steered(const Steered &) = delete;
    Steered &operator=(const Steered &) = delete;
    virtual ~Steered() = default;

    /// Works until quit(), also if that came first. `steer` is called soon after each wake(), and
    /// possibly at other times; it is what calls setPaused() and step().
    virtual void run(const std::function<void()> &steer) = 0;
    virtual void setPaused(bool paused) = 0;
    /// While paused: goes on by one portion.
    virtual void step() = 0;

    /// Any thread, while this lives.
    virtual void wake() = 0;
    /// Any thread, while this lives.
    virtual void quit() = 0;
};

/// Fetches files by HTTP and HTTPS, as many at once as are asked for. While it is paused nothing is
/// read, so that the servers have to wait. How much is read before a receiver takes it has a bound,
/// so memory doesn't depend on a file.
///
/// HTTP/1.1, without cookies, cache and passwords; no encoding is asked for, and one that comes all
/// the same is left as it is, and told. A certificate that can't be trusted ends the fetch. A
/// redirect is followed to http and https only, never from https to http, and never from elsewhere
/// to this machine. Proxies are those of the environment, as libcurl reads it, but none for this
/// machine.
///
/// Destroyed, it ends all fetches, and no receiver is called any more. It waits for nothing then,
/// not even for a name that is being looked up.
class Fetcher : public Steered
{
public:
    /// Begins at once. `receiver` outlives the fetch. A receiver's end() may call it; its begin()
    /// and take() may not.
    virtual void fetch(const QUrl &address, FetchReceiver &receiver) = 0;
};

/// What a FileServer serves.
struct ServedFiles
{
    int count = 0;
    std::int64_t bytes = 0;          ///< of each
    std::int64_t bytesPerSecond = 0; ///< to each connection; at least 1
};

/// A small HTTP server on 127.0.0.1, for as long as this lives: its files are made up, and it sends
/// each at a limited rate.
class FileServer : public Steered
{
public:
    /// Of a file, from 0 to the count less 1. Any thread.
    [[nodiscard]] virtual QUrl address(int file) const = 0;
    /// The SHA-256 of a file that has been sent whole, as it was sent; empty if none was. Any
    /// thread.
    [[nodiscard]] virtual QByteArray sentDigest(int file) const = 0;
    /// Why it takes no more connections, as the end of a sentence; empty while it does. Any thread.
    [[nodiscard]] virtual QString problem() const = 0;
};

/// Makes what uses the network. Any thread; what it makes belongs to the thread that calls.
class Network
{
public:
    Network() = default;
    Network(const Network &) = delete;
    Network &operator=(const Network &) = delete;
    virtual ~Network() = default;

    /// Null if the system refuses it; `problem` then says why.
    [[nodiscard]] virtual std::unique_ptr<Fetcher> makeFetcher(const FetchLimits &limits,
                                                               QString &problem) const = 0;
    /// Null if the system refuses it; `problem` then says why.
    [[nodiscard]] virtual std::unique_ptr<FileServer> makeServer(const ServedFiles &files,
                                                                 QString &problem) const = 0;
};

} // namespace thaw
