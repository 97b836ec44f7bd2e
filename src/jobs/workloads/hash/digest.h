// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/libcrypto.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>

namespace thaw {

/// The names of the algorithms, as in the parameter, the default first.
[[nodiscard]] QStringList digestNames();
/// Those whose digests have so many bytes: "sha512, blake2b512" for 64. Empty if none has.
[[nodiscard]] QString digestNamesOfSize(std::size_t bytes);

/// A way to make digests, fetched from OpenSSL once. Immutable: any thread may use it.
class DigestAlgorithm
{
public:
    /// Empty if OpenSSL, as this machine has set it up, refuses `name` (md5 under FIPS).
    [[nodiscard]] static std::optional<DigestAlgorithm> fetch(const LibCrypto &crypto,
                                                              const QString &name);

    [[nodiscard]] std::size_t size() const; ///< of a digest, in bytes
    [[nodiscard]] const EVP_MD *evp() const { return m_md.get(); }
    /// Where it came from.
    [[nodiscard]] const LibCrypto &crypto() const { return m_crypto; }

private:
    explicit DigestAlgorithm(const LibCrypto &crypto, EVP_MD *md)
        : m_crypto(crypto)
        , m_md(md, crypto.mdFree)
    {}

    LibCrypto m_crypto;
    std::unique_ptr<EVP_MD, decltype(LibCrypto::mdFree)> m_md;
};

} // namespace thaw
