// SPDX-License-Identifier: GPL-3.0-or-later
// An address that somebody typed, or a proxy's of the environment: what is taken is one to libcurl,
// too, and to the same host; what is refused is told in a line that gives no password away.
#include "fuzz/fuzzing.h"
#include "fuzz/readable.h"
#include "jobs/workloads/download/addresslist.h"
#include "network/address.h"
#include "network/proxyinuse.h"

#include <QByteArrayList>
#include <QUrl>

#include <memory>

#include <curl/curl.h>
#include <netdb.h>

using namespace thaw;

namespace {

const QString secret = QStringLiteral("S3cr3t");

void requireNoSecret(const std::optional<QString> &message)
{
    if (message) {
        requireReadable(*message);
        require(!message->contains(secret), "a message gives no password away");
    }
}

QString partOf(CURLU *url, CURLUPart part)
{
    char *text = nullptr;
    curl_url_get(url, part, &text, CURLU_DEFAULT_PORT);
    const QString copy = QString::fromUtf8(text);
    curl_free(text);
    return copy;
}

// An address that is taken: libcurl is given its encoded form.
void checkTaken(const QUrl &address)
{
    require(address.isValid() && !address.host().isEmpty(), "an address has a host");
    require(address.userInfo().isEmpty() && address.port(1) > 0, "and no user, and a port");
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
    const QByteArray encoded = address.toEncoded(QUrl::RemoveFragment);
    if (curl_url_set(url.get(), CURLUPART_URL, encoded.constData(), 0) != CURLUE_OK) {
        return; // it is stricter, and fetches nothing
    }
    const bool isWeb = partOf(url.get(), CURLUPART_SCHEME) == address.scheme();
    require(isWeb && partOf(url.get(), CURLUPART_USER).isEmpty(), "libcurl sees the same scheme");
    const int otherwise = address.scheme() == QStringLiteral("https") ? 443 : 80;
    require(partOf(url.get(), CURLUPART_PORT) == QString::number(address.port(otherwise)),
            "libcurl sees the same port");
    const QString host = partOf(url.get(), CURLUPART_HOST);
    require(isThisMachine(address.host()) || !isThisMachine(host),
            "libcurl sees this machine only where we do");
}

// A host that is a number is this machine wherever the number is.
void checkNumber(const QString &host)
{
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    addrinfo *found = nullptr;
    if (!host.isEmpty() && getaddrinfo(host.toUtf8().constData(), nullptr, &hints, &found) == 0) {
        require(isThisMachine(host) || !isThisMachine(*found->ai_addr),
                "a number of this machine is known");
        freeaddrinfo(found);
    }
}

void checkProxy(const QByteArray &text)
{
    const QByteArrayList names{text, "http://user:S3cr3t" + text + "@proxy:3128",
                               "user:S3cr3t" + text + "@proxy"};
    for (const QByteArray &name : names) {
        const QByteArray line = "Uses proxy env variable http_proxy == '" + name + "'\n";
        const auto proxy = proxyInLog(line);
        if (proxy && !proxy->name.isEmpty()) {
            requireNoSecret(proxy->name);
        }
    }
    static_cast<void>(proxyInLog(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    const QUrl address(text);
    const auto problem = addressProblem(text);
    if (problem) {
        requireReadable(*problem);
    } else {
        checkTaken(address);
    }
    if (const auto refused = addressListProblem(text)) {
        requireReadable(*refused);
    }
    checkNumber(text);
    checkNumber(address.host());
    const QString shown = shownAddress(address);
    require(shown.size() <= 300 && shown.toLatin1() == shown.toUtf8(), "it is shown in ASCII");
    const QUrl base(QStringLiteral("https://example.com/a/b"));
    if (const auto refused = redirectProblem(base, base.resolved(address))) {
        requireReadable(*refused);
    }
    if (!text.contains(QLatin1Char(' ')) && text.simplified() == text) { // else it is two addresses
        const QString withLogin =
                QStringLiteral("http://user:") + secret + text + QStringLiteral("@host/");
        requireNoSecret(addressProblem(withLogin));
        requireNoSecret(addressListProblem(withLogin));
    }
    checkProxy(bytes);
    return 0;
}
