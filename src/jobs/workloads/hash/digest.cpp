// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/hash/digest.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <utility>

#include <openssl/core_names.h>

namespace thaw {

namespace {

struct Known
{
    DigestForm form;
    const char *openSsl;
};
constexpr std::array<Known, 5> known = {{
        {{QLatin1String("sha256"), "SHA256", 32}, "SHA256"},
        {{QLatin1String("sha1"), "SHA1", 20}, "SHA1"},
        {{QLatin1String("sha512"), "SHA512", 64}, "SHA512"},
        {{QLatin1String("md5"), "MD5", 16}, "MD5"},
        {{QLatin1String("blake2b512"), "BLAKE2b", 64, true}, "BLAKE2B-512"},
}};

const Known *find(const QString &name)
{
    const auto *const found =
            std::ranges::find_if(known, [&](const Known &each) { return name == each.form.name; });
    return found == known.end() ? nullptr : found;
}

bool hasSize(const OSSL_PARAM *parameter)
{
    while (parameter && parameter->key) {
        if (std::strcmp(parameter->key, OSSL_DIGEST_PARAM_SIZE) == 0) {
            return true;
        }
        ++parameter;
    }
    return false;
}

} // namespace

QStringList digestNames()
{
    QStringList names;
    for (const Known &each : known) {
        names.append(each.form.name);
    }
    return names;
}

std::vector<DigestForm> digestForms()
{
    std::vector<DigestForm> forms;
    std::ranges::transform(known, std::back_inserter(forms), &Known::form);
    return forms;
}

std::optional<DigestAlgorithm> DigestAlgorithm::fetch(const LibCrypto &crypto, const QString &name)
{
    const Known *const found = find(name);
    if (!found) {
        return std::nullopt;
    }
    DigestAlgorithm algorithm(crypto, found->form,
                              crypto.mdFetch(nullptr, found->openSsl, nullptr));
    return algorithm.m_md ? std::optional(std::move(algorithm)) : std::nullopt;
}

DigestAlgorithm::DigestAlgorithm(const LibCrypto &crypto, const DigestForm &form, EVP_MD *md)
    : m_crypto(crypto)
    , m_form(form)
    , m_md(md, crypto.mdFree)
    , m_takesSize(md && form.anySize && hasSize(crypto.mdSettable(md)))
{}

} // namespace thaw
