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
    /// Before the first bytes. False if OpenSSL can't, and add() the same. `size` in bytes, of the
    /// digest: one that the algorithm can make.
    [[nodiscard]] bool begin(std::size_t size);
    [[nodiscard]] bool begin() { return begin(m_algorithm.size()); }
    [[nodiscard]] bool add(const void *bytes, std::size_t count);
    /// Once; then it is at its end, until it is begun again.
    [[nodiscard]] QByteArray finish();

private:
    const DigestAlgorithm &m_algorithm;
    const LibCrypto m_crypto;
    std::size_t m_size = 0;
    const std::unique_ptr<EVP_MD_CTX, decltype(LibCrypto::contextFree)> m_context;
};

} // namespace thaw
