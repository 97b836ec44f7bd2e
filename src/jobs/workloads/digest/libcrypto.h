// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include <openssl/evp.h>

namespace thaw {

/// What the digests need of OpenSSL's libcrypto, loaded when it is first needed and not with the
/// program: loading it costs more than a millisecond, which every start of the window would pay.
/// Each member is the function of OpenSSL 3 that its type names.
///
/// A value; it stays valid, since the library stays loaded. Threads: any.
struct LibCrypto
{
    decltype(&EVP_MD_fetch) mdFetch;
    decltype(&EVP_MD_free) mdFree;
    decltype(&EVP_MD_CTX_new) contextNew;
    decltype(&EVP_MD_CTX_free) contextFree;
    decltype(&EVP_DigestInit_ex2) digestInit;
    decltype(&EVP_DigestUpdate) digestUpdate;
    decltype(&EVP_DigestFinal_ex) digestFinal;

    /// Nothing if it can't be loaded; `problem` then says why and what to do, as the end of a
    /// sentence without a full stop.
    [[nodiscard]] static std::optional<LibCrypto> load(QString &problem);
};

} // namespace thaw
