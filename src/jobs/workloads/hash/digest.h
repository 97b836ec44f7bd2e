// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>

#include <openssl/evp.h>

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
    [[nodiscard]] static std::optional<DigestAlgorithm> fetch(const QString &name);

    [[nodiscard]] std::size_t size() const; ///< of a digest, in bytes
    [[nodiscard]] const EVP_MD *evp() const { return m_md.get(); }

private:
    struct Free
    {
        void operator()(EVP_MD *md) const { EVP_MD_free(md); }
    };
    std::unique_ptr<EVP_MD, Free> m_md;
};

} // namespace thaw
