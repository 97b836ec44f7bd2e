// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileserver.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <future>
#include <map>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace thaw {

namespace {

// What follows the response.
enum class Ending {
    Close,
    Cut,     ///< by the system: without what TLS says at an end
    SignOff, ///< only what TLS says at an end; the connection stays open
    Reset,
    Silence,
    Flood, ///< `again` without end, as fast as it is taken
    Drip,  ///< `again` every 50 ms
};

struct Deed
{
    QByteArray response;
    Ending ending = Ending::Close;
    QByteArray again = {};
};

QByteArray head(const QByteArray &fields, const QByteArray &status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + fields + "\r\n";
}

QByteArray lengthOf(qint64 bytes)
{
    return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
}

QByteArray redirect(const QByteArray &to)
{
    return head("Content-Length: 0\r\nLocation: " + to + "\r\n", "302 Found");
}

QByteArray status(const QByteArray &line)
{
    return head(lengthOf(4), line) + "oops";
}

const QByteArray half(500, 'x');
const QByteArray chunk = "1f4\r\n" + half + "\r\n";
const QByteArray chunked = "Transfer-Encoding: chunked\r\n";

constexpr std::array<char, 9> tlsGreeting{0x16, 0x03, 0x01, 0x00, 0x05, 'x', '\r', '\n', '\n'};

const std::map<QByteArray, Deed> wrongDeeds{
        {"404", {status("404 Not Found")}},
        {"500", {status("500 Internal Server Error")}},
        {"401",
         {head("WWW-Authenticate: Basic realm=\"x\"\r\n" + lengthOf(0), "401 Unauthorized")}},
        {"204", {head({}, "204 No Content")}},
        {"206",
         {head("Content-Range: bytes 0-3/9\r\n" + lengthOf(4), "206 Partial Content") + "oops"}},
        {"phrase-that-steers", {status("404 \x1b[2J\x1b[31mred\xe2\x80\xae")}},
        {"close-at-once", {{}}},
        {"reset-at-once", {{}, Ending::Reset}},
        {"reset-in-head", {"HTTP/1.1 200 OK\r\nContent-Le", Ending::Reset}},
        {"close-in-head", {"HTTP/1.1 200 OK\r\nContent-Le"}},
        {"reset-in-body", {head(lengthOf(1000)) + half, Ending::Reset}},
        {"truncated", {head(lengthOf(1000)) + half}},
        {"truncated-before-the-body", {head(lengthOf(1000))}},
        {"truncated-in-chunks", {head(chunked) + chunk}},
        {"truncated-in-a-chunk", {head(chunked) + chunk.left(200)}},
        {"reset-in-chunks", {head(chunked) + chunk, Ending::Reset}},
        {"bad-chunk", {head(chunked) + chunk + "no number\r\nxxx\r\n0\r\n\r\n"}},
        {"too-long", {head(lengthOf(2'000'000'000)) + half, Ending::Silence}},
        {"far-too-long", {head("Content-Length: 99999999999999999999\r\n") + half}},
        {"length-is-a-word", {head("Content-Length: many\r\n") + half}},
        {"length-is-negative", {head("Content-Length: -5\r\n") + half}},
        {"two-lengths", {head(lengthOf(500) + lengthOf(400)) + half}},
        {"endless", {head({}), Ending::Flood, QByteArray(1 << 16, 'x')}},
        {"endless-in-chunks", {head(chunked), Ending::Flood, chunk}},
        {"endless-head", {"HTTP/1.1 200 OK\r\n", Ending::Flood, "X-Again: and again\r\n"}},
        {"endless-status", {"HTTP/1.1 200 ", Ending::Flood, QByteArray(1 << 16, 'x')}},
        {"endless-field", {"HTTP/1.1 200 OK\r\nX: ", Ending::Flood, QByteArray(1 << 16, 'x')}},
        {"silent", {{}, Ending::Silence}},
        {"silent-in-head", {"HTTP/1.1 200 OK\r\n", Ending::Silence}},
        {"silent-in-body", {head(lengthOf(1000)) + half, Ending::Silence}},
        {"slow", {head(lengthOf(100'000)), Ending::Drip, "x"}},
        {"slow-head", {"HTTP/1.1 200 OK\r\nX-Slow: ", Ending::Drip, "x"}},
        {"reset-without-length", {head({}) + half, Ending::Reset}},
        {"hints-without-end", {{}, Ending::Flood, "HTTP/1.1 100 Continue\r\n\r\n"}},
        {"in-two-ways", {head(chunked + chunked) + chunk + "0\r\n\r\n"}},
        {"in-an-unknown-way", {head("Transfer-Encoding: gzip, chunked\r\n") + chunk}},
        {"chunk-without-its-end", {head(chunked) + "3\r\nabcdef\r\n0\r\n\r\n"}},
        {"chunk-of-a-negative-size", {head(chunked) + "-3\r\nabc\r\n0\r\n\r\n"}},
        {"chunk-as-large-as-can-be", {head(chunked) + "7fffffffffffffff\r\nabc"}},
        {"chunk-line-without-end", {head(chunked) + "1", Ending::Flood, QByteArray(1 << 16, '0')}},
        {"trailer-without-end", {head(chunked) + "0\r\n", Ending::Flood, "X: y\r\n"}},
        {"field-without-colon", {head("Nonsense\r\n" + lengthOf(4)) + "oops"}},
        {"field-without-name", {head(": x\r\n" + lengthOf(4)) + "oops"}},
        {"chunks-that-go-on", {head("Transfer-Encoding:\r\n chunked\r\n") + chunk}},
        {"length-with-a-space", {head("Content-Length : 4\r\n") + "oops"}},
        {"nul-in-head", {head(QByteArray("X: a\0b\r\n", 8) + lengthOf(4)) + "oops"}},
        {"truncated-before-the-last-line", {head(chunked) + chunk + "0\r\n"}},
        {"switching-protocols", {"HTTP/1.1 101 Switching Protocols\r\n\r\n", Ending::Silence}},
        {"http-2", {"HTTP/2 200 OK\r\n\r\n"}},
        {"garbage", {QByteArray(tlsGreeting.data(), tlsGreeting.size())}},
        {"garbage-without-end", {{}, Ending::Flood, QByteArray(1 << 16, '\xaa')}},
        {"old-http", {"hello, this is a file of 1991\r\n"}},
        {"status-is-a-word", {"HTTP/1.1 fine\r\n\r\n"}},
        {"redirect-to-itself", {redirect("/redirect-to-itself")}},
        {"redirect-in-a-circle", {redirect("/redirect-in-a-circle-too")}},
        {"redirect-in-a-circle-too", {redirect("/redirect-in-a-circle")}},
        {"redirect-to-nowhere", {head("Content-Length: 0\r\n", "302 Found")}},
        {"redirect-to-a-file", {redirect("file:///etc/passwd")}},
        {"redirect-to-ftp", {redirect("ftp://127.0.0.1/x")}},
        {"redirect-to-a-script", {redirect("javascript:alert(1)")}},
        {"redirect-to-garbage", {redirect("http://[::zz]/%%%")}},
        {"redirect-with-a-password", {redirect("http://me:secret@127.0.0.1/x")}},
};

std::optional<Deed> deedOf(const QUrl &request)
{
    const QString path = request.path().mid(1);
    const QString word = path.section(QLatin1Char('/'), 0, 0);
    const QByteArray body = HostileServer::content();
    const QByteArray good = head(lengthOf(body.size())) + body;
    if (word == QLatin1StringView("good")) {
        return Deed{good};
    }
    if (word == QLatin1StringView("no-tunnel")) { // what it says where it is asked for one
        return Deed{status("502 Bad Gateway")};
    }
    if (word == QLatin1StringView("in-chunks")) {
        return Deed{head(chunked) + QByteArray::number(body.size(), 16) + "\r\n" + body
                    + "\r\n0\r\n\r\n"};
    }
    if (word == QLatin1StringView("without-length")) {
        return Deed{head({}) + body};
    }
    if (word == QLatin1StringView("cut-without-length")) {
        return Deed{head({}) + body, Ending::Cut};
    }
    if (word == QLatin1StringView("signed-off-without-length")) {
        return Deed{head({}) + body, Ending::SignOff};
    }
    if (word == QLatin1StringView("compressed")) { // says it, at least
        return Deed{head("Content-Encoding: gzip\r\n" + lengthOf(body.size())) + body};
    }
    if (word == QLatin1StringView("with-hints")) {
        return Deed{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                    + good};
    }
    if (word == QLatin1StringView("with-more-than-said")) {
        return Deed{good + "and more"};
    }
    if (word
        == QLatin1StringView("with-odd-fields")) { // RFC 9112, 5.2, and what servers make of it
        return Deed{head("Content-Security-Policy: default-src self;\r\n  img-src self\r\n"
                         "\tscript-src self\r\nX Y: z\r\nX(@):\r\nX:\r\nX-Old: gr\xfc\xdf"
                         "e\r\n"
                         "CONTENT-LENGTH:\t"
                         + QByteArray::number(body.size()) + " \r\n")
                    + body};
    }
    if (word == QLatin1StringView("named-in-two-lines")) {
        return Deed{head("Content-Disposition: attachment;\r\n \t filename=\"b.txt\"\r\n"
                         + lengthOf(body.size()))
                    + body};
    }
    if (word == QLatin1StringView("raw")) { // the query, percent-encoded, and nothing else
        return Deed{QByteArray::fromPercentEncoding(request.query(QUrl::FullyEncoded).toLatin1())};
    }
    if (word == QLatin1StringView("empty")) {
        return Deed{head(lengthOf(0))};
    }
    if (word == QLatin1StringView("named")) { // by the query, percent-encoded
        const QByteArray name = QByteArray::fromPercentEncoding(request.query().toLatin1());
        return Deed{head("Content-Disposition: " + name + "\r\n" + lengthOf(body.size())) + body};
    }
    if (word == QLatin1StringView("redirect-to")) { // what follows
        return Deed{redirect(path.mid(word.size()).toLatin1())};
    }
    if (word == QLatin1StringView("redirect-by")) { // to where the query says
        return Deed{redirect(QByteArray::fromPercentEncoding(request.query().toLatin1()))};
    }
    if (word == QLatin1StringView("redirect-many")) {
        const int turn = path.section(QLatin1Char('/'), 1, 1).toInt() + 1;
        return Deed{redirect("/redirect-many/" + QByteArray::number(turn))};
    }
    const auto found = wrongDeeds.find(word.toLatin1());
    return found == wrongDeeds.end() ? std::nullopt : std::optional(found->second);
}

void resetBySystem(const QTcpSocket &socket)
{
    const linger now{1, 0}; // the connection is reset and not ended
    setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
               sizeof now);
}

} // namespace

// On the server's thread.
class HostileServer::Connections
{
public:
    explicit Connections(HostileServer &owner, const std::optional<QSslConfiguration> &tls)
        : m_owner(owner)
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        m_server->listen(QHostAddress::LocalHost);
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(),
                         [this] { accept(); });
    }
    ~Connections() { std::ranges::for_each(m_kept, ::close); }
    Connections(const Connections &) = delete;
    Connections &operator=(const Connections &) = delete;
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }

private:
    void accept()
    {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            ++m_owner.m_open;
            QObject::connect(socket, &QObject::destroyed, socket, [this] { --m_owner.m_open; });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::bytesWritten, socket,
                             [this](qint64 bytes) { m_owner.m_sent += bytes; });
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->property("answered").toBool()
                    && socket->peek(8192).contains("\r\n\r\n")) {
                    socket->setProperty("answered", true);
                    const QByteArrayList words = socket->readAll().split(' ');
                    respond(*socket, words[0] == "CONNECT" ? "/no-tunnel" : words.value(1));
                }
            });
        }
    }

    void respond(QTcpSocket &socket, const QByteArray &path)
    {
        ++m_owner.m_requests;
        // As a proxy it is asked for all of an address.
        const bool isWhole = path.startsWith("http://");
        const std::optional<Deed> deed =
                deedOf(QUrl::fromEncoded(isWhole ? path : "http://x" + path));
        if (!deed) {
            qFatal("no such deed: %s", path.constData());
        }
        socket.write(deed->response);
        switch (deed->ending) {
        case Ending::SignOff:
            m_kept.push_back(
                    fcntl(static_cast<int>(socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0));
            [[fallthrough]];
        case Ending::Close:
            socket.disconnectFromHost();
            break;
        case Ending::Cut:
            while (socket.bytesToWrite() > 0 && socket.flush()) {}
            ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
            break;
        case Ending::Reset:
            socket.flush();
            // What has been sent is taken by the other side first, or it would never see it.
            QTimer::singleShot(20, &socket, [&socket] {
                resetBySystem(socket);
                socket.abort();
            });
            break;
        case Ending::Silence:
            break;
        case Ending::Flood: {
            const auto flood = [&socket, again = deed->again] {
                while (socket.bytesToWrite() < 256 * 1024
                       && socket.state() == QAbstractSocket::ConnectedState) {
                    socket.write(again);
                }
            };
            QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, flood,
                             Qt::QueuedConnection);
            flood();
            break;
        }
        case Ending::Drip: {
            auto *clock = new QTimer(&socket);
            QObject::connect(clock, &QTimer::timeout, &socket,
                             [&socket, again = deed->again] { socket.write(again); });
            clock->start(50);
            break;
        }
        }
    }

    HostileServer &m_owner;
    std::unique_ptr<QTcpServer> m_server;
    std::vector<int> m_kept; // of connections that stay open
};

HostileServer::HostileServer(std::optional<QSslConfiguration> tls)
    : m_isTls(tls.has_value())
{
    std::promise<quint16> port;
    m_thread.reset(QThread::create([this, &tls, &port] {
        Connections connections(*this, tls);
        port.set_value(connections.port());
        QEventLoop().exec();
    }));
    m_thread->setObjectName(QStringLiteral("hostile"));
    m_thread->start();
    m_port = port.get_future().get();
}

HostileServer::~HostileServer()
{
    m_thread->quit();
    m_thread->wait();
}

QByteArrayList HostileServer::deeds()
{
    QByteArrayList names;
    for (const auto &[name, deed] : wrongDeeds) {
        names.append(name);
    }
    names.append("redirect-many/0");
    return names;
}

QByteArray HostileServer::content()
{
    QByteArray bytes(100'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>((i * 31 + i / 251) % 256);
    }
    return bytes;
}

QUrl HostileServer::url(const QString &path) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2/%3")
                        .arg(m_isTls ? QStringLiteral("https") : QStringLiteral("http"))
                        .arg(m_port)
                        .arg(path));
}

} // namespace thaw
