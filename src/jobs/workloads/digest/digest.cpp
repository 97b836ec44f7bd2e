// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/workloads/digest/digest.h"

#include "jobs/workloads/hash/hashtext.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace thaw {

namespace {

struct Known
{
    DigestForm form;
    const char *openSsl; // null: by libb2
};
constexpr std::array<Known, 5> known = {{
        {{QLatin1String("sha256"), "SHA256", 32}, "SHA256"},
        {{QLatin1String("sha1"), "SHA1", 20}, "SHA1"},
        {{QLatin1String("sha512"), "SHA512", 64}, "SHA512"},
        {{QLatin1String("md5"), "MD5", 16}, "MD5"},
        {{QLatin1String("blake2b512"), "BLAKE2b", 64, true}, nullptr},
}};

const Known *find(const QString &name)
{
    const auto *const found =
            std::ranges::find_if(known, [&](const Known &each) { return name == each.form.name; });
    return found == known.end() ? nullptr : found;
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

std::optional<DigestAlgorithm> DigestAlgorithm::load(const QString &name, QString &problem)
{
    const Known *const found = find(name);
    if (!found) {
        problem = HashText::tr("there is no algorithm of that name");
        return std::nullopt;
    }
    if (!found->openSsl) {
        const std::optional<LibB2> b2 = LibB2::load(problem);
        return b2 ? std::optional(DigestAlgorithm(found->form, *b2)) : std::nullopt;
    }
    const std::optional<LibCrypto> crypto = LibCrypto::load(problem);
    if (!crypto) {
        return std::nullopt;
    }
    OpenSsl openSsl{*crypto, {crypto->mdFetch(nullptr, found->openSsl, nullptr), crypto->mdFree}};
    if (!openSsl.md) {
        problem = HashText::tr("OpenSSL offers no %1 as this machine has set it up; choose another "
                               "algorithm")
                          .arg(name);
        return std::nullopt;
    }
    return DigestAlgorithm(found->form, std::move(openSsl));
}

DigestAlgorithm::DigestAlgorithm(const DigestForm &form, std::variant<OpenSsl, LibB2> maker)
    : m_form(form)
    , m_maker(std::move(maker))
{}

} // namespace thaw
