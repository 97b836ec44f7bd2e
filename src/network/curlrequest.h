// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

#include <memory>

#include <curl/curl.h>

namespace thaw {

struct DismissFields
{
    void operator()(curl_slist *fields) const { curl_slist_free_all(fields); }
};
using RequestFields = std::unique_ptr<curl_slist, DismissFields>;

/// Sets what a handle is to ask for, by which ways, and whom it may trust: an address of http or
/// https, by HTTP/1.1, over a connection of its own. A certificate must be one that the system
/// trusts or, if SSL_CERT_FILE names a file, one of that. `fields` is made anew, and outlives the
/// transfer.
void setRequest(CURL *handle, RequestFields &fields, const QUrl &address);

} // namespace thaw
