// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/fetcherror.h"

#include "network/address.h"

#include <QCoreApplication>

#include <cerrno>

namespace thaw {

namespace {

constexpr qsizetype mostOfPhrase = 60;
constexpr qsizetype mostShown = 200;

struct FetchError
{
    Q_DECLARE_TR_FUNCTIONS(thaw::FetchError)
};

// "example.com", "[::1]:8080"
QString hostOf(const QUrl &address)
{
    return shownText(address.authority(QUrl::FullyEncoded), mostShown);
}

// Whom the connection is to.
QString otherSide(const QUrl &address, const std::optional<ProxyInUse> &proxy)
{
    return proxy ? shownProxy(*proxy) : hostOf(address);
}

// With whom TLS was spoken last: a proxy that is spoken to by it comes first, and lets through
// then.
QString otherSideOfTls(const FailedTransfer &failed)
{
    const bool isProxys = failed.proxy && failed.proxy->isEncrypted() && failed.proxyStatus == 0;
    return isProxys ? shownProxy(*failed.proxy) : hostOf(failed.address);
}

// What libcurl, or else the system, says of it; never with a password, as in a proxy's address.
QString detailOf(const FailedTransfer &failed)
{
    const QString detail = failed.said.isEmpty() || failed.said.contains(QLatin1Char('@'))
                                   ? QString::fromLatin1(curl_easy_strerror(failed.code))
                                   : failed.said;
    return shownText(detail, mostShown);
}

QString connectText(const FailedTransfer &failed)
{
    const QString whom = otherSide(failed.address, failed.proxy);
    if (failed.systemError == ECONNREFUSED) {
        return failed.proxy ? FetchError::tr("%1 refuses the connection; check the variable, and "
                                             "that the proxy runs")
                                      .arg(whom)
                            : FetchError::tr("%1 refuses the connection; check the address, and "
                                             "that its server runs")
                                      .arg(whom);
    }
    return FetchError::tr("%1 can't be reached (%2)").arg(whom, detailOf(failed));
}

QString certificateText(const FailedTransfer &failed)
{
    QString detail = detailOf(failed);
    for (const char *prefix : {"SSL certificate problem: ", "SSL: "}) {
        if (const QLatin1StringView before(prefix); detail.startsWith(before)) {
            detail.remove(0, before.size());
        }
    }
    return FetchError::tr("the certificate of %1 can't be trusted (%2)")
            .arg(otherSideOfTls(failed), detail);
}

// The connection broke, or what came by it was none.
QString brokenText(const FailedTransfer &failed)
{
    if (failed.said.contains(QStringLiteral("chunk"))) {
        return noHttpText(failed.proxy);
    }
    if (failed.head) {
        return cutShortText(*failed.head, failed.received);
    }
    if (failed.systemError != 0 || failed.code == CURLE_GOT_NOTHING
        || failed.code == CURLE_SEND_ERROR) {
        return noAnswerText(failed.address, failed.proxy);
    }
    return FetchError::tr("%1 can't be spoken to (%2)")
            .arg(otherSide(failed.address, failed.proxy), detailOf(failed));
}

// libcurl says that there is no room for a line of the head that is longer than it takes any; from
// 8.6 on it has a code for that, and for lines behind the file that don't end.
bool isHeadTooLong(const FailedTransfer &failed)
{
    constexpr int tooLarge = 100;
    return failed.isAsked
           && (static_cast<int>(failed.code) == tooLarge
               || (failed.code == CURLE_OUT_OF_MEMORY && !failed.head));
}

QString elsewiseText(const FailedTransfer &failed)
{
    const bool mayBeProxys = failed.proxy && failed.proxyStatus == 0 && !failed.isAsked;
    return mayBeProxys ? FetchError::tr("%1 can't be used (%2); check the variable")
                                 .arg(shownProxy(*failed.proxy), detailOf(failed))
                       : FetchError::tr("%1 can't be fetched from (%2)")
                                 .arg(hostOf(failed.address), detailOf(failed));
}

} // namespace

QString transferErrorText(const FailedTransfer &failed)
{
    const std::optional<ProxyInUse> &proxy = failed.proxy;
    if (proxy && failed.proxyStatus >= 300) {
        return FetchError::tr("%1 makes no connection to %2: it answers with status %3")
                .arg(otherSide(failed.address, proxy), hostOf(failed.address))
                .arg(failed.proxyStatus);
    }
    if (isHeadTooLong(failed)) {
        return headTooLongText(failed.proxy);
    }
    // From libcurl 8 on, before the head can be looked at.
    if (failed.said.contains(QStringLiteral("Unsolicited Transfer-Encoding"))) {
        return FetchError::tr("%1 sends the file encoded in a way which was not asked for (%2)")
                .arg(answererText(proxy), detailOf(failed));
    }
    switch (failed.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return FetchError::tr("there is no host %1 to be found; check the address and the network")
                .arg(hostOf(failed.address));
    case CURLE_COULDNT_RESOLVE_PROXY:
        return FetchError::tr("%1 is not to be found; check the variable and the network")
                .arg(otherSide(failed.address, proxy));
    case CURLE_COULDNT_CONNECT:
        return connectText(failed);
    case CURLE_PROXY:
        return FetchError::tr("%1 makes no connection to %2 (%3)")
                .arg(otherSide(failed.address, proxy), hostOf(failed.address), detailOf(failed));
    case CURLE_OPERATION_TIMEDOUT:
        return FetchError::tr("%1 doesn't answer; check the address and the network")
                .arg(otherSide(failed.address, proxy));
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateText(failed);
    case CURLE_SSL_CACERT_BADFILE:
        return FetchError::
                tr("the certificates that are to be trusted can't be read (%1); check the variable "
                   "SSL_CERT_FILE, or install ca-certificates")
                        .arg(detailOf(failed));
    case CURLE_SSL_CONNECT_ERROR:
        return FetchError::tr("%1 can't be spoken to by https (%2)")
                .arg(otherSideOfTls(failed), detailOf(failed));
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
        return brokenText(failed);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_FUNCTION_ARGUMENT: // a line of the head that is none
        return noHttpText(proxy);
    default:
        return elsewiseText(failed);
    }
}

QString silenceText(const SilentTransfer &silent, double limit)
{
    const std::optional<ProxyInUse> &proxy = silent.proxy;
    const QString whom = otherSide(silent.address, proxy);
    if (!silent.isLookedUp) {
        return FetchError::
                tr("the name of %1 was still being looked up after %2 s, which is the limit; check "
                   "the network")
                        .arg(whom)
                        .arg(limit);
    }
    if (!silent.isConnected) {
        return FetchError::
                tr("%1 doesn't take the connection, and nothing has come for %2 s, which is the "
                   "limit")
                        .arg(whom)
                        .arg(limit);
    }
    if (!proxy) {
        return FetchError::tr("nothing has come for %1 s, which is the limit").arg(limit);
    }
    // One of SOCKS doesn't say whether TLS behind it has begun, and may wait for a name itself.
    const bool isTold =
            !proxy->isSocks()
            || (proxy->looksNamesUp() && silent.address.scheme() == QLatin1StringView("http"));
    const bool isProxys = isTold && !silent.isThrough;
    return isProxys ? FetchError::tr(
                              "nothing has come from %1 for %2 s, which is the limit; check the "
                              "variable, and that the proxy works")
                              .arg(whom)
                              .arg(limit)
                    : FetchError::tr("nothing has come from the server, or %1, for %2 s, which is "
                                     "the limit")
                              .arg(whom)
                              .arg(limit);
}

QString cutShortText(const ResponseHead &head, std::int64_t received)
{
    if (head.length >= 0) {
        return FetchError::tr("the connection ended after %1 of %2 bytes; try again")
                .arg(received)
                .arg(head.length);
    }
    return head.isInChunks
                   ? FetchError::tr(
                             "the connection ended after %1 bytes, before the end of the file; try "
                             "again")
                             .arg(received)
                   : FetchError::tr("the connection was broken off after %1 bytes; try again")
                             .arg(received);
}

QString noAnswerText(const QUrl &address, const std::optional<ProxyInUse> &proxy)
{
    return FetchError::tr("%1 closed the connection before it had answered; try again")
            .arg(otherSide(address, proxy));
}

QString statusText(const ResponseHead &head, const std::optional<ProxyInUse> &proxy)
{
    // A proxy answers as a server does, unless it asks for a password of its own.
    const QString whom = proxy && head.status == 407 ? shownProxy(*proxy) : answererText(proxy);
    const QString phrase = shownText(head.phrase.trimmed(), mostOfPhrase);
    const QString status = QString::number(head.status);
    return phrase.isEmpty()
                   ? FetchError::tr("%1 answers with status %2 and no file").arg(whom, status)
                   : FetchError::tr("%1 answers with status %2 (%3) and no file")
                             .arg(whom, status, phrase);
}

} // namespace thaw
