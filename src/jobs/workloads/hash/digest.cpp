// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/digest.h"

#include <algorithm>
#include <array>
#include <utility>

namespace thaw {

namespace {

struct Known
{
    const char *name;
    const char *openSsl;
    std::size_t size;
};
constexpr std::array<Known, 5> known = {{
        {"sha256", "SHA256", 32},
        {"sha1", "SHA1", 20},
        {"sha512", "SHA512", 64},
        {"md5", "MD5", 16},
        {"blake2b512", "BLAKE2B-512", 64},
}};

} // namespace

QStringList digestNames()
{
    QStringList names;
    for (const Known &each : known) {
        names.append(QString::fromLatin1(each.name));
    }
    return names;
}

QString digestNamesOfSize(std::size_t bytes)
{
    QStringList names;
    for (const Known &each : known) {
        if (each.size == bytes) {
            names.append(QString::fromLatin1(each.name));
        }
    }
    return names.join(QStringLiteral(", "));
}

std::optional<DigestAlgorithm> DigestAlgorithm::fetch(const LibCrypto &crypto, const QString &name)
{
    const auto found = std::ranges::find_if(
            known, [&](const Known &each) { return name == QLatin1String(each.name); });
    if (found == known.end()) {
        return std::nullopt;
    }
    DigestAlgorithm algorithm(crypto, crypto.mdFetch(nullptr, found->openSsl, nullptr));
    return algorithm.m_md ? std::optional(std::move(algorithm)) : std::nullopt;
}

std::size_t DigestAlgorithm::size() const
{
    return static_cast<std::size_t>(m_crypto.mdSize(m_md.get()));
}

} // namespace thaw
