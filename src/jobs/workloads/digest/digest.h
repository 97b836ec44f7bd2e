// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/workloads/digest/libb2.h"
#include "jobs/workloads/digest/libcrypto.h"

#include <QByteArrayView>
#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace thaw {

/// What is known of an algorithm without what makes it: how the lines of a manifest speak of it.
struct DigestForm
{
    QLatin1String name;   ///< "sha256", as in the parameter
    QByteArrayView tag;   ///< "SHA256", in lines that name their algorithm
    std::size_t size = 0; ///< of a digest, in bytes; the most, if there may be fewer
    bool anySize = false; ///< digests may be shorter, from one byte on (b2sum -l)
};

/// The names of the algorithms, as in the parameter, the default first.
[[nodiscard]] QStringList digestNames();
/// The forms of all of them, in the same order.
[[nodiscard]] std::vector<DigestForm> digestForms();

/// A way to make digests, by OpenSSL, or those of BLAKE2b by libb2. Immutable: any thread may use
/// it.
class DigestAlgorithm
{
public:
    /// What OpenSSL makes them by, fetched once.
    struct OpenSsl
    {
        LibCrypto crypto;
        std::unique_ptr<EVP_MD, decltype(LibCrypto::mdFree)> md;
    };

    /// Empty if what makes `name` can't be loaded, or OpenSSL, as this machine has set it up,
    /// refuses it (md5 under FIPS); `problem` then says why and what to do, as the end of a
    /// sentence without a full stop.
    [[nodiscard]] static std::optional<DigestAlgorithm> load(const QString &name, QString &problem);

    [[nodiscard]] const DigestForm &form() const { return m_form; }
    [[nodiscard]] std::size_t size() const { return m_form.size; } ///< of a digest, in bytes
    /// Whether digests of so many bytes can be made.
    [[nodiscard]] bool canMake(std::size_t bytes) const
    {
        return bytes == m_form.size || (m_form.anySize && bytes > 0 && bytes < m_form.size);
    }
    /// Null if it is made by the other.
    [[nodiscard]] const OpenSsl *openSsl() const { return std::get_if<OpenSsl>(&m_maker); }
    [[nodiscard]] const LibB2 *b2() const { return std::get_if<LibB2>(&m_maker); }

private:
    DigestAlgorithm(const DigestForm &form, std::variant<OpenSsl, LibB2> maker);

    DigestForm m_form;
    std::variant<OpenSsl, LibB2> m_maker;
};

} // namespace thaw
