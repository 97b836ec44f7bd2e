// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/digest.h"

#include <QByteArray>

#include <cstddef>
#include <memory>

namespace thaw {

/// The digest of bytes as they come, and then of others. One thread's.
class StreamDigest
{
public:
    /// `algorithm` outlives it.
    explicit StreamDigest(const DigestAlgorithm &algorithm);

    /// False if there was no memory for it.
    [[nodiscard]] bool isValid() const { return m_context != nullptr; }
    /// Before the first bytes. False if OpenSSL can't, and add() the same.
    [[nodiscard]] bool begin();
    [[nodiscard]] bool add(const void *bytes, std::size_t count);
    /// Once; then it is at its end, until it is begun again.
    [[nodiscard]] QByteArray finish();

private:
    const DigestAlgorithm &m_algorithm;
    const LibCrypto m_crypto;
    const std::unique_ptr<EVP_MD_CTX, decltype(LibCrypto::contextFree)> m_context;
};

} // namespace thaw
