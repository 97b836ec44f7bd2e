// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/digest/libcrypto.h"

#include "jobs/system/whynotloaded.h"
#include "jobs/workloads/hash/hashtext.h"

#include <QLibrary>

#include <openssl/opensslv.h>

namespace thaw {

namespace {

template <typename Function>
bool resolve(QLibrary &library, Function &function, const char *name)
{
    function = reinterpret_cast<Function>(library.resolve(name));
    return function != nullptr;
}

} // namespace

std::optional<LibCrypto> LibCrypto::load(QString &problem)
{
    QLibrary library(QStringLiteral("crypto"), OPENSSL_SHLIB_VERSION); // stays loaded
    LibCrypto crypto{};
    const bool all = resolve(library, crypto.mdFetch, "EVP_MD_fetch")
                     && resolve(library, crypto.mdFree, "EVP_MD_free")
                     && resolve(library, crypto.contextNew, "EVP_MD_CTX_new")
                     && resolve(library, crypto.contextFree, "EVP_MD_CTX_free")
                     && resolve(library, crypto.digestInit, "EVP_DigestInit_ex2")
                     && resolve(library, crypto.digestUpdate, "EVP_DigestUpdate")
                     && resolve(library, crypto.digestFinal, "EVP_DigestFinal_ex");
    if (!all) {
        problem = HashText::tr("OpenSSL's libcrypto could not be loaded: %1")
                          .arg(whyNotLoaded(library.errorString(), HashText::tr("install it")));
        return std::nullopt;
    }
    return crypto;
}

} // namespace thaw
