// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/streamdigest.h"

#include <array>

#include <openssl/core_names.h>
#include <openssl/params.h>

namespace thaw {

StreamDigest::StreamDigest(const DigestAlgorithm &algorithm)
    : m_algorithm(algorithm)
    , m_crypto(algorithm.crypto())
    , m_context(m_crypto.contextNew(), m_crypto.contextFree)
{}

bool StreamDigest::begin(std::size_t size)
{
    m_size = size;
    // Also the full size: the context would else keep that of the digest before.
    const std::array<OSSL_PARAM, 2> sized = {{{OSSL_DIGEST_PARAM_SIZE, OSSL_PARAM_UNSIGNED_INTEGER,
                                               &m_size, sizeof m_size, OSSL_PARAM_UNMODIFIED},
                                              OSSL_PARAM_END}};
    return isValid() && m_algorithm.canMake(size)
           && m_crypto.digestInit(m_context.get(), m_algorithm.evp(),
                                  m_algorithm.takesSize() ? sized.data() : nullptr)
                      == 1;
}

bool StreamDigest::add(const void *bytes, std::size_t count)
{
    return m_crypto.digestUpdate(m_context.get(), bytes, count) == 1;
}

QByteArray StreamDigest::finish()
{
    QByteArray digest(static_cast<qsizetype>(m_size), Qt::Uninitialized);
    auto *bytes = reinterpret_cast<unsigned char *>(digest.data());
    // It fails only for a context that was never begun.
    [[maybe_unused]] const int made = m_crypto.digestFinal(m_context.get(), bytes, nullptr);
    Q_ASSERT(made == 1);
    return digest;
}

} // namespace thaw
