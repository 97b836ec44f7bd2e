// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/download/streamdigest.h"

namespace thaw {

StreamDigest::StreamDigest(const DigestAlgorithm &algorithm)
    : m_algorithm(algorithm)
    , m_context(algorithm.crypto().contextNew(), algorithm.crypto().contextFree)
{}

bool StreamDigest::begin()
{
    return m_context
           && m_algorithm.crypto().digestInit(m_context.get(), m_algorithm.evp(), nullptr) == 1;
}

bool StreamDigest::add(const char *bytes, std::int64_t count)
{
    return m_algorithm.crypto().digestUpdate(m_context.get(), bytes,
                                             static_cast<std::size_t>(count))
           == 1;
}

QByteArray StreamDigest::finish()
{
    QByteArray digest(static_cast<qsizetype>(m_algorithm.size()), Qt::Uninitialized);
    auto *bytes = reinterpret_cast<unsigned char *>(digest.data());
    // It fails only for a context that was never begun.
    [[maybe_unused]] const int made =
            m_algorithm.crypto().digestFinal(m_context.get(), bytes, nullptr);
    Q_ASSERT(made == 1);
    return digest.toHex();
}

} // namespace thaw
