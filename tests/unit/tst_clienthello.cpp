// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clienthello.h"

#include <QTest>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace pathlight;
using namespace Qt::Literals::StringLiterals;

/// The probe's hello against a real OpenSSL server in memory.
class TestClientHello final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isAsLargeAsAsked_data();
    void isAsLargeAsAsked();
    void namesTheServer();
    void knowsWhenAllIsSaid_data();
    void knowsWhenAllIsSaid();
    void saysHelloAgainWhenAsked();
    void seesAnAlert();
    void seesThatItIsNoTls();
};

namespace {

/// A server in memory, with a certificate of its own.
class MemoryServer final
{
public:
    MemoryServer(int version, const char* groups)
    {
        m_context = SSL_CTX_new(TLS_server_method());
        SSL_CTX_set_min_proto_version(m_context, version);
        SSL_CTX_set_max_proto_version(m_context, version);
        if (groups) SSL_CTX_set1_groups_list(m_context, groups);
        makeCertificate();
        m_ssl = SSL_new(m_context);
        m_in = BIO_new(BIO_s_mem());
        m_out = BIO_new(BIO_s_mem());
        SSL_set_bio(m_ssl, m_in, m_out);
        SSL_set_accept_state(m_ssl);
    }
    ~MemoryServer()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
    }

    QByteArray answer(const QByteArray& bytes)
    {
        BIO_write(m_in, bytes.constData(), static_cast<int>(bytes.size()));
        SSL_do_handshake(m_ssl);
        ERR_clear_error();
        QByteArray out(static_cast<qsizetype>(BIO_ctrl_pending(m_out)), '\0');
        if (!out.isEmpty()) BIO_read(m_out, out.data(), static_cast<int>(out.size()));
        return out;
    }
    [[nodiscard]] QByteArray serverName() const
    {
        return SSL_get_servername(m_ssl, TLSEXT_NAMETYPE_host_name);
    }

private:
    void makeCertificate()
    {
        EVP_PKEY* key = EVP_EC_gen("P-256");
        X509* certificate = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        X509_sign(certificate, key, EVP_sha256());
        SSL_CTX_use_certificate(m_context, certificate);
        SSL_CTX_use_PrivateKey(m_context, key);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }

    SSL_CTX* m_context = nullptr;
    SSL* m_ssl = nullptr;
    BIO* m_in = nullptr;
    BIO* m_out = nullptr;
};

} // namespace

void TestClientHello::isAsLargeAsAsked_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("as it comes") << 0 << 150 << 700;
    QTest::newRow("4 KiB") << 4096 << 4096 << 4100;
    QTest::newRow("more than a record") << 100'000 << 16'000 << 16'400;
}

void TestClientHello::isAsLargeAsAsked()
{
    QFETCH(int, asked);
    QFETCH(int, least);
    QFETCH(int, most);
    ProbeHandshake handshake(u"api.lab.example"_s, asked);
    const QByteArray hello = handshake.takeOutput();
    QVERIFY2(hello.size() >= least && hello.size() <= most, qPrintable(QString::number(hello.size())));
    QVERIFY(handshake.takeOutput().isEmpty());
    QCOMPARE(hello.at(0), char(22));
}

void TestClientHello::namesTheServer()
{
    MemoryServer named(TLS1_3_VERSION, nullptr);
    ProbeHandshake handshake(u"api.lab.example"_s, 4096);
    QVERIFY(!named.answer(handshake.takeOutput()).isEmpty());
    QCOMPARE(named.serverName(), QByteArray("api.lab.example"));
    MemoryServer unnamed(TLS1_3_VERSION, nullptr);
    ProbeHandshake toAddress(u"2001:db8::1"_s, 4096);
    QVERIFY(!unnamed.answer(toAddress.takeOutput()).isEmpty());
    QVERIFY(unnamed.serverName().isEmpty());
}

void TestClientHello::knowsWhenAllIsSaid_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TestClientHello::knowsWhenAllIsSaid()
{
    QFETCH(int, version);
    MemoryServer server(version, nullptr);
    ProbeHandshake handshake(u"api.lab.example"_s, 4096);
    const QByteArray flight = server.answer(handshake.takeOutput());
    for (qsizetype at = 0; at < flight.size(); ++at) {
        QCOMPARE(handshake.state(), ProbeHandshake::State::Waiting);
        handshake.feed(flight.mid(at, 1));
        QVERIFY(handshake.takeOutput().isEmpty());
    }
    QCOMPARE(handshake.state(), ProbeHandshake::State::Answered);
    handshake.feed("what comes after does not matter");
    QCOMPARE(handshake.state(), ProbeHandshake::State::Answered);
}

void TestClientHello::saysHelloAgainWhenAsked()
{
    // No share is offered for this group, so the server asks for one (RFC 8446 section 4.1.4).
    MemoryServer server(TLS1_3_VERSION, "P-521");
    ProbeHandshake handshake(u"api.lab.example"_s, 4096);
    handshake.feed(server.answer(handshake.takeOutput()));
    QCOMPARE(handshake.state(), ProbeHandshake::State::Waiting);
    const QByteArray second = handshake.takeOutput();
    QVERIFY(second.size() >= 4096);
    handshake.feed(server.answer(second));
    QCOMPARE(handshake.state(), ProbeHandshake::State::Answered);
}

void TestClientHello::seesAnAlert()
{
    MemoryServer server(TLS1_3_VERSION, nullptr);
    ProbeHandshake handshake(u"api.lab.example"_s, 0);
    QVERIFY(!server.answer(handshake.takeOutput()).isEmpty());
    handshake.feed(QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7));
    QCOMPARE(handshake.state(), ProbeHandshake::State::Refused);
}

void TestClientHello::seesThatItIsNoTls()
{
    ProbeHandshake handshake(u"api.lab.example"_s, 0);
    handshake.feed("HTTP/1.1 400 Bad Request\r\n\r\n");
    QCOMPARE(handshake.state(), ProbeHandshake::State::Refused);
}

QTEST_GUILESS_MAIN(TestClientHello)
#include "tst_clienthello.moc"
