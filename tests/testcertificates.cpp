// SPDX-License-Identifier: GPL-3.0-or-later
#include "testcertificates.h"

#include <QSslCertificate>
#include <QSslKey>

#include <cstdio>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace thaw {

namespace {

void check(bool good, const char *what)
{
    if (!good) {
        throw std::runtime_error(what);
    }
}

void addExtension(X509 &certificate, int id, const char *value)
{
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
            X509V3_EXT_conf_nid(nullptr, nullptr, id, value), X509_EXTENSION_free);
    check(extension && X509_add_ext(&certificate, extension.get(), -1) == 1, "extension");
}

template <typename Write>
QByteArray written(Write write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    check(memory && write(memory.get()) == 1, "PEM");
    char *bytes = nullptr;
    const long size = BIO_ctrl(memory.get(), BIO_CTRL_INFO, 0, static_cast<void *>(&bytes));
    return {bytes, static_cast<qsizetype>(size)};
}

} // namespace

TestCertificate::TestCertificate(const Wishes &wishes, const TestCertificate *authority)
    : m_key(EVP_EC_gen("P-256"), EVP_PKEY_free)
    , m_certificate(X509_new(), X509_free)
{
    check(m_key && m_certificate, "key");
    X509 &made = *m_certificate;
    static long serial = 0;
    X509_set_version(&made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(&made), ++serial);
    const auto seconds = [](std::chrono::hours hours) {
        return static_cast<long>(std::chrono::seconds(hours).count());
    };
    X509_gmtime_adj(X509_getm_notBefore(&made), seconds(wishes.begins));
    X509_gmtime_adj(X509_getm_notAfter(&made), seconds(wishes.ends));
    X509_set_pubkey(&made, m_key.get());
    X509_NAME *subject = X509_get_subject_name(&made);
    const QByteArray name = "Thaw test " + QByteArray::number(qint64{serial});
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(name.constData()), -1, -1,
                               0);
    X509_set_issuer_name(&made, authority ? X509_get_subject_name(authority->m_certificate.get())
                                          : subject);
    addExtension(made, NID_basic_constraints,
                 wishes.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (!wishes.isAuthority) {
        addExtension(made, NID_subject_alt_name, wishes.name.constData());
    }
    EVP_PKEY *signer = authority ? authority->m_key.get() : m_key.get();
    check(X509_sign(&made, signer, EVP_sha256()) > 0, "signature");
}

QByteArray TestCertificate::pem() const
{
    return written([&](BIO *to) { return PEM_write_bio_X509(to, m_certificate.get()); });
}

QSslConfiguration TestCertificate::configuration() const
{
    const QByteArray key = written([&](BIO *to) {
        return PEM_write_bio_PrivateKey(to, m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(pem()));
    configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace thaw
