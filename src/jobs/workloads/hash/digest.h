// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/libcrypto.h"

#include <QByteArrayView>
#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace thaw {

/// What is known of an algorithm without OpenSSL: how the lines of a manifest speak of it.
struct DigestForm
{
    QLatin1String name;   ///< "sha256", as in the parameter
    QByteArrayView tag;   ///< "SHA256", in lines that name their algorithm
    std::size_t size = 0; ///< of a digest, in bytes; the most, if there may be fewer
    bool anySize = false; ///< digests may be shorter, from one byte on (b2sum -l)
};

/// The names of the algorithms, as in the parameter, the default first.
[[nodiscard]] QStringList digestNames();
/// The forms of all of them, in the same order.
[[nodiscard]] std::vector<DigestForm> digestForms();

/// A way to make digests, fetched from OpenSSL once. Immutable: any thread may use it.
class DigestAlgorithm
{
public:
    /// Empty if OpenSSL, as this machine has set it up, refuses `name` (md5 under FIPS).
    [[nodiscard]] static std::optional<DigestAlgorithm> fetch(const LibCrypto &crypto,
                                                              const QString &name);

    [[nodiscard]] const DigestForm &form() const { return m_form; }
    [[nodiscard]] std::size_t size() const { return m_form.size; } ///< of a digest, in bytes
    /// Whether OpenSSL must be told the size of a digest, for it can make shorter ones: from 3.2
    /// on.
    [[nodiscard]] bool takesSize() const { return m_takesSize; }
    /// Whether digests of so many bytes can be made.
    [[nodiscard]] bool canMake(std::size_t bytes) const
    {
        return bytes == m_form.size || (m_takesSize && bytes > 0 && bytes < m_form.size);
    }
    [[nodiscard]] const EVP_MD *evp() const { return m_md.get(); }
    /// Where it came from.
    [[nodiscard]] const LibCrypto &crypto() const { return m_crypto; }

private:
    DigestAlgorithm(const LibCrypto &crypto, const DigestForm &form, EVP_MD *md);

    LibCrypto m_crypto;
    DigestForm m_form;
    std::unique_ptr<EVP_MD, decltype(LibCrypto::mdFree)> m_md;
    bool m_takesSize = false;
};

} // namespace thaw
