// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/curlrequest.h"

#include "network/address.h"

#include <climits>

namespace thaw {

namespace {

void setTrust(CURL *handle)
{
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (const QByteArray file = qgetenv("SSL_CERT_FILE"); !file.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, file.constData());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
}

void setPatience(CURL *handle)
{
    // Our own limits know of pauses, so libcurl's is put off as far as can be.
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, long{INT_MAX});
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);   // signals are the process's
    curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L); // don't wait for a name that is looked up
}

} // namespace

// libcurl reads the environment for proxies, and nothing else: no netrc, cookies, or HSTS.
void setRequest(CURL *handle, RequestFields &fields, const QUrl &address)
{
    fields.reset();
    for (const char *field : {"Accept-Encoding: identity", "Connection: close"}) {
        fields.reset(curl_slist_append(fields.release(), field));
    }
    // QUrl writes percent-encoded dots plainly, and libcurl takes the dot segments out.
    curl_easy_setopt(handle, CURLOPT_URL, address.toEncoded(QUrl::RemoveFragment).constData());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "Thaw");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, fields.get());
    // Lengths are read and kept to by CurlTransfer: in one line or in two, once or twice.
    curl_easy_setopt(handle, CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (isThisMachine(address.host())) {
        curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    }
    setTrust(handle);
    setPatience(handle);
}

} // namespace thaw
