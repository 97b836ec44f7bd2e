// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/streamdigest.h"

namespace thaw {

StreamDigest::StreamDigest(const DigestAlgorithm &algorithm)
    : m_algorithm(algorithm)
    , m_crypto(algorithm.crypto())
    , m_context(m_crypto.contextNew(), m_crypto.contextFree)
{}

bool StreamDigest::begin()
{
    return isValid() && m_crypto.digestInit(m_context.get(), m_algorithm.evp(), nullptr) == 1;
}

bool StreamDigest::add(const void *bytes, std::size_t count)
{
    return m_crypto.digestUpdate(m_context.get(), bytes, count) == 1;
}

QByteArray StreamDigest::finish()
{
    QByteArray digest(static_cast<qsizetype>(m_algorithm.size()), Qt::Uninitialized);
    auto *bytes = reinterpret_cast<unsigned char *>(digest.data());
    // It fails only for a context that was never begun.
    [[maybe_unused]] const int made = m_crypto.digestFinal(m_context.get(), bytes, nullptr);
    Q_ASSERT(made == 1);
    return digest;
}

} // namespace thaw
