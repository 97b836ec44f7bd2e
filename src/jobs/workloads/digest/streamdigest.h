// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/digest.h"

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
    ~StreamDigest();
    StreamDigest(const StreamDigest &) = delete;
    StreamDigest &operator=(const StreamDigest &) = delete;

    /// False if there was no memory for it.
    [[nodiscard]] bool isValid() const;
    /// Before the first bytes. False if what makes it can't, and add() the same. `size` in bytes,
    /// of the digest: one that the algorithm can make.
    [[nodiscard]] bool begin(std::size_t size);
    [[nodiscard]] bool begin() { return begin(m_algorithm.size()); }
    [[nodiscard]] bool add(const void *bytes, std::size_t count);
    /// Once; then it is at its end, until it is begun again.
    [[nodiscard]] QByteArray finish();

private:
    class Maker;
    class ByOpenSsl;
    class ByB2;

    const DigestAlgorithm &m_algorithm;
    std::size_t m_size = 0;
    std::unique_ptr<Maker> m_maker;
};

} // namespace thaw
