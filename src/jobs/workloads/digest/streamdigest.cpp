// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/digest/streamdigest.h"

#include <cstdint>

namespace thaw {

/// What a library keeps of a digest that is being made.
class StreamDigest::Maker
{
public:
    Maker() = default;
    Maker(const Maker &) = delete;
    Maker &operator=(const Maker &) = delete;
    virtual ~Maker() = default;

    [[nodiscard]] virtual bool isValid() const = 0;
    [[nodiscard]] virtual bool begin(std::size_t size) = 0;
    [[nodiscard]] virtual bool add(const void *bytes, std::size_t count) = 0;
    [[nodiscard]] virtual bool finish(unsigned char *digest, std::size_t size) = 0;
};

class StreamDigest::ByOpenSsl final : public Maker
{
public:
    explicit ByOpenSsl(const DigestAlgorithm::OpenSsl &openSsl)
        : m_openSsl(openSsl)
        , m_context(openSsl.crypto.contextNew(), openSsl.crypto.contextFree)
    {}

    bool isValid() const override { return m_context != nullptr; }
    bool begin(std::size_t) override
    {
        return m_openSsl.crypto.digestInit(m_context.get(), m_openSsl.md.get(), nullptr) == 1;
    }
    bool add(const void *bytes, std::size_t count) override
    {
        return m_openSsl.crypto.digestUpdate(m_context.get(), bytes, count) == 1;
    }
    bool finish(unsigned char *digest, std::size_t) override
    {
        return m_openSsl.crypto.digestFinal(m_context.get(), digest, nullptr) == 1;
    }

private:
    const DigestAlgorithm::OpenSsl &m_openSsl;
    const std::unique_ptr<EVP_MD_CTX, decltype(LibCrypto::contextFree)> m_context;
};

class StreamDigest::ByB2 final : public Maker
{
public:
    explicit ByB2(const LibB2 &b2)
        : m_b2(b2)
    {}

    bool isValid() const override { return true; }
    bool begin(std::size_t size) override { return m_b2.init(&m_state, size) == 0; }
    bool add(const void *bytes, std::size_t count) override
    {
        return m_b2.update(&m_state, static_cast<const std::uint8_t *>(bytes), count) == 0;
    }
    bool finish(unsigned char *digest, std::size_t size) override
    {
        return m_b2.final(&m_state, digest, size) == 0;
    }

private:
    const LibB2 m_b2;
    alignas(64) blake2b_state m_state{};
};

StreamDigest::StreamDigest(const DigestAlgorithm &algorithm)
    : m_algorithm(algorithm)
{
    if (const LibB2 *b2 = algorithm.b2()) {
        m_maker = std::make_unique<ByB2>(*b2);
    } else {
        m_maker = std::make_unique<ByOpenSsl>(*algorithm.openSsl());
    }
}

StreamDigest::~StreamDigest() = default;

bool StreamDigest::isValid() const
{
    return m_maker->isValid();
}

bool StreamDigest::begin(std::size_t size)
{
    m_size = size;
    return isValid() && m_algorithm.canMake(size) && m_maker->begin(size);
}

bool StreamDigest::add(const void *bytes, std::size_t count)
{
    return m_maker->add(bytes, count);
}

QByteArray StreamDigest::finish()
{
    QByteArray digest(static_cast<qsizetype>(m_size), Qt::Uninitialized);
    auto *bytes = reinterpret_cast<unsigned char *>(digest.data());
    // It fails only where it was never begun.
    [[maybe_unused]] const bool made = m_maker->finish(bytes, m_size);
    Q_ASSERT(made);
    return digest;
}

} // namespace thaw
