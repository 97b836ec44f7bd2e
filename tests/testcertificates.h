// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>

#include <chrono>
#include <memory>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace thaw {

/// A certificate with its key, made for one test.
class TestCertificate
{
public:
    struct Wishes
    {
        QByteArray name = "IP:127.0.0.1"; ///< as OpenSSL writes subjectAltName
        bool isAuthority = false;
        std::chrono::hours begins = std::chrono::hours(-24); ///< from now
        std::chrono::hours ends = std::chrono::hours(24);
    };

    /// Signed by `authority`, or by itself if that is null.
    explicit TestCertificate(const Wishes &wishes, const TestCertificate *authority = nullptr);

    [[nodiscard]] QByteArray pem() const;
    /// For a server that shows this one.
    [[nodiscard]] QSslConfiguration configuration() const;

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
    std::unique_ptr<X509, decltype(&X509_free)> m_certificate;
};

} // namespace thaw
