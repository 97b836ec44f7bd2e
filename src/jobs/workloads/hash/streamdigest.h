// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/hash/digest.h"

#include <QByteArray>

#include <cstdint>
#include <memory>

namespace thaw {

/// The digest of bytes as they come. One thread's.
class StreamDigest
{
public:
    /// `algorithm` outlives it.
    explicit StreamDigest(const DigestAlgorithm &algorithm);

    /// Before all else, once. False if OpenSSL can't, and add() the same.
    [[nodiscard]] bool begin();
    [[nodiscard]] bool add(const char *bytes, std::int64_t count);
    /// In hexadecimal; once, and then it is at its end.
    [[nodiscard]] QByteArray finish();

private:
    const DigestAlgorithm &m_algorithm;
    const std::unique_ptr<EVP_MD_CTX, decltype(LibCrypto::contextFree)> m_context;
};

} // namespace thaw
